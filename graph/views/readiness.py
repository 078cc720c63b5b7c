"""State of the database."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Readiness:
    """State of the database: schema version (0 for none), and the indexes that are not online."""

    version: int
    pending: tuple[str, ...]
