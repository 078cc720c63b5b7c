"""Behaviour recorded as it happens, for a service; `graph.writer` loads it in bulk."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from graph.events import event_steps, settling_steps
from graph.judging import Arrivals, aside_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph.records import Event
    from graph.statements import Statements


@dataclass(frozen=True, slots=True)
class RecordedEvents:
    """What became of a batch: ids of the events written and of those refused; how many were there before.

    `doubtful` counts the events that went aside (`graph.judging`), earlier ones of the same minute too; `late` and
    `out_of_order` count among the written.
    """

    recorded: tuple[str, ...]
    duplicates: int
    unknown_products: tuple[str, ...]
    doubtful: int = 0
    late: int = 0
    out_of_order: int = 0


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
        first: dict[str, Event] = {}
        for event in events:
            first.setdefault(event.id, event)
        known = {row["id"] for row in await self._statements.read("record_known", ids=list(first))}
        new = [self._told(event) for event in first.values() if event.id not in known]
        writing = {name: {"rows": rows} for name, rows in event_steps(new).items()}
        answers = await self._statements.write(writing | settling_steps(new))
        unknown = set[str]()
        if sum(row["written"] for name in writing for row in answers[name]) < len(new):
            named = [event.product for event in new if event.product]
            unknown = {row["id"] for row in await self._statements.read("write_unknown", ids=named)}
        recorded = [event for event in new if event.product not in unknown]
        arrivals = Arrivals(datetime.now(UTC))
        for event in recorded:
            arrivals.see(event.at)
        return RecordedEvents(
            recorded=tuple(event.id for event in recorded),
            duplicates=len(events) - len(new),
            unknown_products=tuple(event.id for event in new if event.product in unknown),
            doubtful=sum(aside_of(answers).values()),
            late=arrivals.late,
            out_of_order=arrivals.out_of_order,
        )

    def _told(self, event: Event) -> Event:
        """Return a search with what it asks for, any other event as it is."""
        if event.type != "search" or event.asks_for:
            return event
        return replace(event, asks_for=tuple(self._asks_for(event.query or "")))
