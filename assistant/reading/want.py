"""A slot, and where in a message it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

from assistant.slots import Slot

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Want:
    """A slot that stands at `[start, end)`; `dropped` says that it is not wanted any more."""

    start: int
    end: int
    slot: Slot
    dropped: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end

    def refused(self) -> Self:
        """Return the same, not wanted."""
        return replace(self, slot=replace(self.slot, relation="!="))


def overlaps(start: int, end: int, spans: Sequence[Span]) -> bool:
    """Say whether a stretch touches one of `spans`."""
    return any(start < right and left < end for left, right in spans)
