"""Behaviour recorded as it happens, for a service; `graph.writer` loads it in bulk."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph.records import Event, EventType
    from graph.statements import Statements

RELATIONS: Final[Mapping[EventType, str]] = {
    "view": "VIEWED",
    "add_to_cart": "ADDED_TO_CART",
    "purchase": "PURCHASED",
    "rating": "RATED",
    "review": "REVIEWED",
}


@dataclass(frozen=True, slots=True)
class RecordedEvents:
    """What became of a batch: ids of the events written and of those refused; how many were there before."""

    recorded: tuple[str, ...]
    duplicates: int
    unknown_products: tuple[str, ...]


class Recorder:
    """Writes events; one read and one write transaction a batch, and a second delivery changes nothing.

    Args:
        statements: how to reach the graph.
        asks_for: names the entities that a search text asks for, as ids.
    """

    def __init__(
        self, statements: Statements, asks_for: Callable[[str], Sequence[str]] = lambda _: ()
    ) -> None:
        self._statements = statements
        self._asks_for = asks_for

    async def record(self, events: Sequence[Event]) -> RecordedEvents:
        """Write the events that are new; unknown shoppers are added, unknown products refuse their event.

        Raises:
            ConflictError: another batch with one of these ids was written at the same moment; try again.
        """
        first = {event.id: event for event in reversed(events)}
        rows = await self._statements.read("record_known", ids=list(first))
        known = {row["id"] for row in rows}
        new = [event for event in first.values() if event.id not in known]
        answers = await self._statements.write(
            {
                "record_product_events": {"rows": [_row(event) for event in new if event.type != "search"]},
                "record_searches": {"rows": [self._search(event) for event in new if event.type == "search"]},
            }
        )
        written = {row["id"] for rows in answers.values() for row in rows}
        return RecordedEvents(
            recorded=tuple(event.id for event in new if event.id in written),
            duplicates=len(events) - len(new),
            unknown_products=tuple(event.id for event in new if event.id not in written),
        )

    def _search(self, event: Event) -> dict[str, Any]:
        text = unicodedata.normalize("NFKC", event.query or "").casefold()
        normal = " ".join(text.split())
        asked = event.asks_for or self._asks_for(normal)
        return {**_row(event), "query": f"query/{normal}", "text": event.query, "asks_for": list(asked)}


def _row(event: Event) -> dict[str, Any]:
    properties = {
        "id": event.id,
        "at": event.at,
        "rating": event.rating,
        "price": event.price,
        "device": event.device,
        "dwell_seconds": event.dwell_seconds,
    }
    return {
        "id": event.id,
        "user": event.user,
        "product": event.product,
        "relation": RELATIONS.get(event.type),
        "properties": {name: value for name, value in properties.items() if value is not None},
    }
