"""Events as rows of the statements that write them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from graph.identity import joining_steps
from graph.judging import judging_steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.records import Event, EventType

RELATIONS: Final[Mapping[EventType, str]] = {
    "view": "VIEWED",
    "add_to_cart": "ADDED_TO_CART",
    "purchase": "PURCHASED",
    "rating": "RATED",
    "review": "REVIEWED",
    "search": "SEARCHED",
    "login": "LOGGED_IN",
}
PROPERTIES: Final = ("id", "at", "rating", "price", "currency", "device", "dwell_seconds")


def query_id(text: str) -> str:
    """Return the id of a search text: width, case and spaces do not tell searches apart."""
    return "query/" + " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def ends(event: Event) -> tuple[str, str | None]:
    """Return the ids of the nodes that an event joins, as it is recorded."""
    match event.type:
        case "login":
            return event.device_id or "", event.user
        case "search":
            return event.user, query_id(event.query or "")
        case _:
            return event.user, event.product


def event_steps(events: Iterable[Event]) -> dict[str, list[dict[str, Any]]]:
    """Return the statements that write `events`, each with its rows."""
    steps: dict[str, list[dict[str, Any]]] = {}
    for event in events:
        steps.setdefault(f"write_events:{RELATIONS[event.type]}", []).append(_row(event))
    return steps


def settling_steps(events: Sequence[Event]) -> dict[str, dict[str, Any]]:
    """Return what is to run after `events` are written: what searches ask for, doubts, and who is who."""
    asks = [
        {"query": query_id(event.query or ""), "entity": entity}
        for event in events
        if event.type == "search"
        for entity in event.asks_for
    ]
    own: dict[str, dict[str, Any]] = {"write_asks": {"rows": asks}} if asks else {}
    return own | judging_steps(events) | joining_steps(events)


def _row(event: Event) -> dict[str, Any]:
    user, target = ends(event)
    values = {name: getattr(event, name) for name in PROPERTIES}
    row: dict[str, Any] = {
        "id": event.id,
        "user": user,
        "target": target,
        "properties": {name: value for name, value in values.items() if value is not None},
    }
    return row | {"text": event.query or ""} if event.type == "search" else row
