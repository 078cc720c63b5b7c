"""What the API asks of the graph about shoppers and their segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.details import named
from graph.views import EventView, Profile, SegmentView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.statements import Statements


class PeopleReader:
    """Reads profiles and segments; each method is one statement."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def profile(self, user: str, *, events: int = 20, likes: int = 10) -> Profile | None:
        """Return what a shopper's behaviour tells, or None for an unknown one."""
        row = await self._statements.read_one("read_profile", user=user, events=events, likes=likes)
        if row is None:
            return None
        return Profile(
            user=row["user"],
            segments=tuple(
                (_segment(segment, prefers), score) for segment, score, prefers in row["segments"]
            ),
            counts=tuple((type_, times) for type_, times in row["counts"]),
            likes=tuple((named(label, node), times) for label, node, times in row["likes"]),
            recent=tuple(EventView(**event) for event in row["recent"]),
        )

    async def segments(self, *, prefers: int = 10) -> list[SegmentView]:
        """Return every segment with what its shoppers prefer most."""
        rows = await self._statements.read("read_segments", prefers=prefers)
        return [_segment(row["segment"], row["prefers"]) for row in rows]


def _segment(row: Mapping[str, Any], prefers: Iterable[Sequence[Any]]) -> SegmentView:
    return SegmentView(**row, prefers=tuple((named(label, node), lift) for label, node, lift in prefers))
