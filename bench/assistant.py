"""`python -m bench.assistant FILE…`: what the assistant makes of conversations, over the graph that the settings name.

Products that it shows are checked against the slots as the conversation's writer has them, and against its own, by code
that knows nothing of how it finds them (`bench.shelf`); facts that it cites are read again. The bench gives every product
of that graph a shelf, and puts in orders of `user/orders-1`, so let it be a graph for trying.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import neo4j
import numpy as np
import typer

from assistant.answers import Answer
from assistant.dialogue import State
from assistant.engine import Assistant
from bench.conversations import Counts, conversations, count_slots, reaches
from bench.orders import put_orders
from bench.shelf import FOLDER, Shelf, Slots
from daogou.assisting import make_assistant
from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings
from graph.driver import open_async_driver
from graph.queries import load_queries
from graph.statements import Statements

AT_ONCE: Final = 20


def main(
    files: Annotated[list[Path], typer.Argument(help="Conversations, JSON Lines.")],
    missed: Annotated[bool, typer.Option(help="List the turns that missed; not for files that are held out.")] = False,
) -> None:
    """Print slot F1, goals, violations, facts that re-read, and times."""
    screen, settings = Screen(), Settings()
    with open_services(settings, Screen(json=True)) as services:
        with services.driver.session() as session:
            session.run(load_queries(FOLDER)["check_shelves"].text).consume()
        put_orders(services.writer if False else services)
        shelf, lexicon, connection = Shelf.read(services.driver), services.seed_lexicon(), services.connection
        rows = []
        for file in files:
            talks = list(conversations(file))
            counts, seconds = asyncio.run(_talk_all(connection, settings, lexicon, shelf, talks))
            _reread(services.driver, counts)
            rows.append(_row(file.stem, counts, seconds))
            for line in counts.missed if missed else ():
                screen.say(line)
            for line in counts.violations[:10]:
                screen.say(f"violation: {line}")
    columns = ("file", "talks", "turns", "slot F1", "intents", "turns right", "goals", "violations", "facts", "wrong", "unproved", "p50 ms", "p95 ms", "20 at once")
    screen.table("The assistant", columns, rows)


async def _talk_all(
    connection: Any, settings: Settings, lexicon: Any, shelf: Shelf, talks: Sequence[dict[str, Any]]
) -> tuple[Counts, float]:
    counts = Counts()
    async with open_async_driver(connection) as driver:
        assistant = make_assistant(Statements(driver, shown=settings.shown), lexicon)
        await assistant.answer("hello", State())
        for talk in talks:
            await _talk(assistant, talk, shelf, counts)
        started = time.perf_counter()
        await asyncio.gather(*(_talk(assistant, talk, shelf, Counts()) for talk in talks[:AT_ONCE]))
        return counts, time.perf_counter() - started


async def _talk(assistant: Assistant, talk: dict[str, Any], shelf: Shelf, counts: Counts) -> None:
    state, reached = State(), True
    for turn in talk["turns"]:
        started, first = time.perf_counter(), None
        answer: Answer | None = None
        before = state
        async for answer, state in assistant.stream(turn["say"], before, user=talk.get("user"), setting=talk["setting"]):
            first = first or (time.perf_counter() - started if answer.products else None)
        assert answer is not None  # noqa: S101
        if first and answer.intent == "find":
            counts.seconds.append(first)
        shown, spoken = list(before.shown), list(before.spoken)
        if turn["intent"] == "find":
            count_slots(counts, turn["slots"], answer)
        good = reaches(turn, answer, shelf, shown, spoken)
        counts.turns += 1
        counts.intents += answer.intent == turn["intent"]
        counts.reached += good
        reached &= good
        if not good:
            counts.missed.append(f"{talk['id']} {turn['say']} | {answer.intent}/{answer.shows} for {turn['intent']}/{turn['shows']}, asks {answer.asks}, about {answer.about}, need {[str(s) for s in answer.need]}")
        _check(answer, shelf, shown, counts, talk["id"])
    counts.conversations += 1
    counts.goals += reached


def _check(answer: Answer, shelf: Shelf, shown: list[str], counts: Counts, talk: str) -> None:
    """Check products against the assistant's own slots, and note the facts it cites."""
    own = Slots([str(slot) for slot in answer.need if slot.hard])
    for one in answer.products if answer.intent == "find" else ():
        like = Slots([str(slot) for slot in answer.need])
        bad = [v for v in shelf.violations(one.card.id, Slots([str(s) for s in answer.need]), shown)] if own.parts or like.parts else []
        counts.violations += [f"{talk}: {one.card.id} {each}" for each in bad]
    for claim in answer.sentences():
        counts.facts |= dict.fromkeys(claim.facts, claim.text)
        states = answer.shows in {"answer", "comparison", "articles"} and ":" in claim.text or "“" in claim.text
        if states and not claim.facts and not claim.records:
            counts.unproved.append(f"{talk}: {claim.text}")


def _reread(driver: neo4j.Driver, counts: Counts) -> None:
    """Leave of the facts those that do not re-read: gone, or without the quoted sentence."""
    with driver.session() as session:
        rows = session.run(load_queries(FOLDER)["check_facts"].text, ids=list(counts.facts))
        for row in rows:
            quoted = counts.facts[row["id"]].strip("“”") if "“" in counts.facts[row["id"]] else ""
            inside = quoted.split("”")[0].lstrip("“") if quoted else ""
            if not row["mention"] or (inside and inside not in row["text"]):
                counts.unproved.append(f"fact {row['id']}")


def _row(name: str, counts: Counts, seconds: float) -> tuple[object, ...]:
    p50, p95 = np.percentile(counts.seconds or [0.0], [50, 95]) * 1000
    return (
        name, counts.conversations, counts.turns, f"{counts.slot_f1:.3f}", f"{counts.intents / counts.turns:.3f}",
        f"{counts.reached / counts.turns:.3f}", f"{counts.goals / counts.conversations:.3f}", len(counts.violations),
        len(counts.facts), sum(line.startswith("fact ") for line in counts.unproved), sum(not line.startswith("fact ") for line in counts.unproved),
        f"{p50:.0f}", f"{p95:.0f}", f"{seconds:.1f} s",
    )  # fmt: skip


if __name__ == "__main__":
    typer.run(main)
