"""Events as rows of `write_events` and `write_searches`."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def event_row(event: Event) -> dict[str, Any]:
    """Return the row of an event with a product."""
    values = {name: getattr(event, name) for name in PROPERTIES}
    return {
        "id": event.id,
        "user": event.user,
        "target": event.product,
        "relation": RELATIONS[event.type],
        "properties": {name: value for name, value in values.items() if value is not None},
    }


def search_row(event: Event) -> dict[str, Any]:
    """Return the row of a search."""
    text = event.query or ""
    return {**event_row(event), "target": query_id(text), "text": text, "asks_for": list(event.asks_for)}
