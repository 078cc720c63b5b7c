"""The assistant put together over an async driver."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, cast

from assistant.aftersale import AfterSale
from assistant.asking_back import Asker
from assistant.conversing import Guide
from assistant.engine import Assistant, Phraser
from assistant.passages import Passages
from assistant.ports import States
from assistant.reading.known import names_of
from assistant.reading.names import Names
from assistant.reviews import Reviews
from assistant.service import Handed, Service
from daogou.services import LEXICON_LABELS
from extraction.lexicon import Entry, Lexicon
from graph.conversations import Conversations
from graph.finding import FindingReader
from graph.orders import OrderReader
from graph.passages import PassageReader
from graph.policies import PolicyReader
from graph.reader import Reader
from graph.records import Label
from graph.statements import Statements
from graph.tickets import HandOver, Turn, open_ticket

KEPT_SECONDS: Final = 300.0
"""After so long names are read anew, while those known serve on."""


class KnownNames:
    """The names of the graph's entities; what it learns is known within `KEPT_SECONDS`, and no message waits for it."""

    def __init__(self, statements: Statements, lexicon: Lexicon) -> None:
        self._statements, self._lexicon = statements, lexicon
        self._names: Names | None = None
        self._read = 0.0
        self._lock = asyncio.Lock()
        self._reading: asyncio.Task[None] | None = None

    async def __call__(self) -> Names:
        """Return the names."""
        if self._names is None:
            async with self._lock:
                if self._names is None:
                    await self._renew()
        elif time.monotonic() - self._read > KEPT_SECONDS and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._renew())
        return cast("Names", self._names)

    async def _renew(self) -> None:
        self._read = time.monotonic()
        rows = [
            row
            for name in ("export_names", "export_decided", "export_merged")
            for row in await self._statements.read(name)
        ]
        entries = [
            Entry(
                LEXICON_LABELS[cast("Label", row["label"])],
                row["id"],
                row["name"],
                tuple(row["aliases"] or ()),
                row["brand"],
            )
            for row in rows
            if row["label"] in LEXICON_LABELS
        ]
        known = await asyncio.to_thread(lambda: names_of(self._lexicon.also(entries).entries.values()))
        self._names = known


def make_assistant(
    statements: Statements,
    lexicon: Lexicon,
    phraser: Phraser | None = None,
    states: States | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC).astimezone(),
) -> Assistant:
    """Return the assistant.

    `lexicon` is that of the seeds, `states` are those of messages, the clock tells the time in the shop's zone.
    """
    finding = FindingReader(statements)

    async def hand_over(handed: Handed) -> str:
        turns = [
            part
            for turn in handed.state.turns
            for part in (Turn("shopper", turn.said), Turn("assistant", turn.answer, turn.facts, turn.records))
        ]
        slots = {str(place): str(slot) for place, slot in enumerate(handed.state.need)}
        asked = Turn("shopper", handed.message)
        return await open_ticket(
            statements,
            HandOver(
                handed.language,
                handed.about,
                [*turns, asked],
                slots,
                handed.tried,
                handed.user,
                ticket=handed.state.ticket,
            ),
        )

    aftersale = AfterSale(OrderReader(statements), PolicyReader(statements))
    return Assistant(
        finding,
        Reader(statements),
        Asker(finding),
        KnownNames(statements, lexicon),
        Service(aftersale, hand_over, clock),
        phraser,
        Reviews(PassageReader(statements), Passages(lexicon)),
        states,
    )


def make_guide(
    statements: Statements, lexicon: Lexicon, phraser: Phraser | None = None, states: States | None = None
) -> Guide:
    """Return the assistant with its conversations in the graph."""
    return Guide(make_assistant(statements, lexicon, phraser, states), Conversations(statements))
