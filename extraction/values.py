"""A stated value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Value:
    """A value stated at `text[start:end]`: a number in `unit`, or a name as written."""

    attribute: str
    value: float | str
    unit: str
    start: int
    end: int
    text: str
