"""What can go wrong between events and profiles.

ProfileError
└── EventFrameError    the frames lack a column, or nothing can be learned from them
"""

from __future__ import annotations


class ProfileError(Exception):
    """Root of this room's errors."""


class EventFrameError(ProfileError):
    """The events or products are not as the contract says."""
