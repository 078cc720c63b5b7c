"""What the API asks of the graph about shoppers and their segments."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from graph.details import named
from graph.views.people import EventView, Like, Measures, PreferenceView, Profile
from graph.views.segments import Lift, SegmentView

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

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
                (_segment(segment, prefers, products), score)
                for segment, score, prefers, products in row["segments"]
            ),
            counts=tuple((type_, times) for type_, times in row["counts"]),
            likes=tuple(
                Like(named(label, node), times, tuple(events)) for label, node, times, events in row["likes"]
            ),
            recent=tuple(EventView(**event) for event in row["recent"]),
            prefers=tuple(
                PreferenceView(named(label, node), lift, weight, tuple(events))
                for label, node, lift, weight, events in row["prefers"]
            ),
            measures=Measures(**row["measures"]),
        )

    async def segments(self, *, prefers: int = 10) -> list[SegmentView]:
        """Return every segment with what its shoppers prefer most; a build makes some dozen at most."""
        rows = await self._statements.read("read_segments", prefers=prefers)
        return [_segment(row["segment"], row["prefers"], row["products"]) for row in rows]

    async def segments_by_id(self, ids: Collection[str]) -> dict[str, SegmentView]:
        """Return those of the segments that there are."""
        return {segment.id: segment for segment in await self.segments() if segment.id in ids}


def _segment(
    row: Mapping[str, Any], prefers: Iterable[Sequence[Any]], products: Iterable[Sequence[Any]]
) -> SegmentView:
    own = {field.name: row[field.name] for field in fields(SegmentView) if field.name in row}
    return SegmentView(
        **{"description": None, **own, "told_apart_by": tuple(row.get("told_apart_by") or ())},
        prefers=tuple((named(label, node), _lift(edge)) for label, node, edge in prefers),
        products=tuple((product, _lift(edge)) for product, edge in products),
    )


def _lift(edge: Mapping[str, Any]) -> Lift:
    return Lift(
        edge.get("lift", 1.0), edge.get("low"), edge.get("high"), edge.get("count"), edge.get("everybody")
    )
