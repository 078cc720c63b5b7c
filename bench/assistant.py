"""`python -m bench.assistant FILE…`: what the assistant makes of conversations, over the graph that the settings name.

Products that it shows are checked against the slots as the conversation's writer has them, and against its own, by
code that knows nothing of how it finds them (`bench.shelf`); facts that it cites are read again. The bench gives every
product of that graph a shelf, and puts in orders of `user/orders-1`, so let it be a graph for trying.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import neo4j
import numpy as np
import typer

from assistant.answers import Answer
from assistant.engine import Assistant
from assistant.ports import States
from assistant.state import State
from bench.conversations import Counts, conversations, count_turn, reaches
from bench.orders import put_orders
from bench.shelf import FOLDER, Shelf, Slots
from daogou.assisting import make_assistant
from daogou.console import Screen
from daogou.encoders import tuned_if_any
from daogou.services import open_services
from daogou.settings import Settings
from extraction.lexicon import Lexicon
from graph.driver import Connection, open_async_driver
from graph.queries import load_queries
from graph.statements import Statements

AT_ONCE: Final = 20


def main(
    files: Annotated[list[Path], typer.Argument(help="Conversations, JSON Lines.")],
    missed: Annotated[bool, typer.Option(help="List what missed; not for files that are held out.")] = False,
) -> None:
    """Print slot F1, goals, violations, facts that re-read, and times."""
    screen, settings = Screen(), Settings()
    with open_services(settings, Screen(json=True)) as services:
        with services.driver.session() as session:
            session.run(load_queries(FOLDER)["check_shelves"].text).consume()
        put_orders(services)
        shelf, lexicon, connection = (
            Shelf.read(services.driver, settings.shown),
            services.seed_lexicon(),
            services.connection,
        )
        sentences = tuned_if_any(settings.cache, screen.note) if settings.encoders else None
        states = sentences.states if sentences else None
        columns = []
        for file in files:
            talks = list(conversations(file))
            counts, seconds = asyncio.run(_talk_all(connection, settings, lexicon, states, shelf, talks))
            _reread(services.driver, counts)
            columns.append(figures(counts, seconds))
            for line in (*counts.missed, *counts.violations, *counts.unproved) if missed else ():
                screen.say(line)
    rows = [(name, *(column[name] for column in columns)) for name in columns[0]]
    screen.table("The assistant", ("", *(file.stem for file in files)), rows)


async def _talk_all(
    connection: Connection,
    settings: Settings,
    lexicon: Lexicon,
    states: States | None,
    shelf: Shelf,
    talks: Sequence[dict[str, Any]],
) -> tuple[Counts, float]:
    counts = Counts()
    async with open_async_driver(connection) as driver:
        assistant = make_assistant(Statements(driver, shown=settings.shown), lexicon, states=states)
        await assistant.answer("hello", State())
        for talk in talks:
            await _talk(assistant, talk, shelf, counts)
        started = time.perf_counter()
        await asyncio.gather(*(_talk(assistant, talk, shelf, Counts()) for talk in talks[:AT_ONCE]))
        return counts, time.perf_counter() - started


async def _talk(assistant: Assistant, talk: dict[str, Any], shelf: Shelf, counts: Counts) -> None:
    state, reached, bare = State(), True, False
    for turn in talk["turns"]:
        shown = list(state.shown)
        answer, state, seconds = await _answered(assistant, talk, turn["say"], state)
        if seconds and answer.intent == "find":
            counts.seconds.append(seconds)
        good = reaches(turn, answer, shelf, shown, bare=bare)
        if turn["intent"] == "find":
            bare = good and not answer.products
        count_turn(counts, turn, answer, good=good)
        reached &= good
        if not good:
            counts.missed.append(f"{talk['id']} {_difference(turn, answer)}")
        _check(answer, shelf, shown, counts, talk["id"])
    counts.conversations += 1
    counts.goals += reached


async def _answered(
    assistant: Assistant, talk: dict[str, Any], text: str, state: State
) -> tuple[Answer, State, float | None]:
    """Return the answer, the state after it, and the seconds until there was a product."""
    started, seconds = time.perf_counter(), None
    last: tuple[Answer, State] | None = None
    async for last in assistant.stream(text, state, user=talk.get("user"), setting=talk["setting"]):
        seconds = seconds or (time.perf_counter() - started if last[0].products else None)
    assert last is not None  # noqa: S101 (a stream has at least one answer)
    return *last, seconds


def _difference(turn: dict[str, Any], answer: Answer) -> str:
    """Return what was said, and how it was taken for what it means."""
    taken = f"{answer.intent}/{answer.shows} for {turn['intent']}/{turn['shows']}"
    need = [str(slot) for slot in answer.need]
    meant = {key: turn[key] for key in ("asks", "topic", "about", "slots") if turn.get(key)}
    read = f"asks {answer.asks or answer.topic}, about {answer.about}, need {need}"
    return f"{turn['say']} | {taken}, {read}, meant {meant}"


def _check(answer: Answer, shelf: Shelf, shown: list[str], counts: Counts, talk: str) -> None:
    """Check the products against the assistant's own slots, and note the facts it cites."""
    own = Slots([str(slot) for slot in answer.need])
    for one in answer.products if answer.intent == "find" else ():
        counts.violations += [
            f"{talk}: {one.card.id} {slot}" for slot in shelf.violations(one.card.id, own, shown)
        ]
    for claim in answer.sentences():
        counts.facts |= dict.fromkeys(claim.facts, claim.text)
        states = answer.shows in {"answer", "comparison", "articles"} and re.search(
            r"[:：](?!$)|“", claim.text
        )
        if states and not claim.facts and not claim.records and claim is not answer.claims[0]:
            counts.unproved.append(f"{talk}: {claim.text}")


def _reread(driver: neo4j.Driver, counts: Counts) -> None:
    """Note the facts that do not re-read: gone, or without the sentence that is quoted of them."""
    with driver.session() as session:
        for row in session.run(load_queries(FOLDER)["check_facts"].text, ids=list(counts.facts)):
            quoted = re.search("“(.+?)”", counts.facts[row["id"]], re.DOTALL)
            if not row["mention"] or (quoted and quoted[1] not in row["text"]):
                counts.gone.append(row["id"])


def figures(counts: Counts, seconds: float) -> dict[str, str]:
    """Return what was measured, by name."""
    p50, p95 = np.percentile(counts.seconds or [0.0], [50, 95]) * 1000
    return {
        "conversations": f"{counts.conversations}",
        "turns": f"{counts.turns}",
        "slot F1": f"{counts.slot_f1:.3f}",
        "intents": f"{counts.intents / counts.turns:.3f}",
        "turns that reach their goal": f"{counts.reached / counts.turns:.3f}",
        "conversations whose every turn does": f"{counts.goals / counts.conversations:.3f}",
        "violated constraints": f"{len(counts.violations)}",
        "facts cited": f"{len(counts.facts)}",
        "facts that do not re-read": f"{len(counts.gone)}",
        "claims without proof": f"{len(counts.unproved)}",
        "first product, p50 ms": f"{p50:.0f}",
        "first product, p95 ms": f"{p95:.0f}",
        f"{AT_ONCE} conversations at once, s": f"{seconds:.1f}",
    }


if __name__ == "__main__":
    typer.run(main)
