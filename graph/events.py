"""Events as rows of the statements that write them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph.records import Event, EventType

RELATIONS: Final[Mapping[EventType, str]] = {
    "view": "VIEWED",
    "add_to_cart": "ADDED_TO_CART",
    "purchase": "PURCHASED",
    "rating": "RATED",
    "review": "REVIEWED",
    "search": "SEARCHED",
}
PROPERTIES: Final = ("id", "at", "rating", "price", "device", "dwell_seconds")


def query_id(text: str) -> str:
    """Return the id of a search text: width, case and spaces do not tell searches apart."""
    return "query/" + " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def event_steps(events: Iterable[Event]) -> dict[str, list[dict[str, Any]]]:
    """Return the statements that write `events`, each with its rows."""
    steps: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        steps.setdefault(f"write_events:{RELATIONS[event.type]}", []).append(_row(event))
    return steps


def _row(event: Event) -> dict[str, Any]:
    values = {name: getattr(event, name) for name in PROPERTIES}
    row: dict[str, Any] = {
        "id": event.id,
        "user": event.user,
        "target": event.product,
        "properties": {name: value for name, value in values.items() if value is not None},
    }
    if event.type == "search":
        text = event.query or ""
        row |= {"target": query_id(text), "text": text, "asks_for": list(event.asks_for)}
    return row
