"""The most memory that this process has held."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Final

MIB: Final = 1024 if sys.platform.startswith("linux") else 1024 * 1024
"""Units of `ru_maxrss` in one MiB."""


def peak() -> float:
    """Return the most MiB that this process has held; what Linux tells of a child's usage counts its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
