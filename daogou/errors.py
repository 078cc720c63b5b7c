"""What the command line itself finds wrong; the rooms' own errors pass through unchanged.

DaogouError
├── UsageError     the words of a command do not fit together (exit status 2)
└── StateError     the project is not in a state for it: nothing loaded, a stage missing
"""

from __future__ import annotations


class DaogouError(Exception):
    """Root of this room's errors."""


class UsageError(DaogouError):
    """A command was called with words that do not fit together."""


class StateError(DaogouError):
    """What the command builds on is not there yet; the message names the command that makes it."""
