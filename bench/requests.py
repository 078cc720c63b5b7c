"""`python -m bench.requests`: what is shown for requests made by chance, checked by code that does not find it.

Products are checked against what was said and against what was understood, see `bench.shelf`; where none is shown, that
there is none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Annotated, Final

import typer

from assistant.answers import Answer
from assistant.engine import Assistant
from assistant.state import State
from bench.requests_made import Request, made
from bench.shelf import Shelf, Slots
from daogou.assisting import make_assistant
from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings
from extraction.lexicon import Lexicon
from graph.driver import Connection, open_async_driver
from graph.statements import Statements

AT_ONCE: Final = 8
"""Requests that are asked side by side."""


@dataclass(slots=True)
class Counts:
    """What is counted over answers, and what was wrong with them, in words."""

    answers: int = 0
    listed: int = 0
    products: int = 0
    understood: int = 0
    broken: list[str] = field(default_factory=list)
    unheard: list[str] = field(default_factory=list)
    overlooked: list[str] = field(default_factory=list)


def main(
    count: Annotated[int, typer.Option(help="Requests.")] = 2000,
    seed: Annotated[int, typer.Option(help="Of chance.")] = 1,
    missed: Annotated[bool, typer.Option(help="List what was broken, not heard, or overlooked.")] = False,
) -> None:
    """Print how many of the products that are shown break a condition."""
    screen, settings = Screen(), Settings()
    with open_services(settings, Screen(json=True)) as services:
        shelf, lexicon = Shelf.read(services.driver, settings.shown), services.seed_lexicon()
        requests = list(made(shelf, lexicon, count, Random(seed)))
        counts = asyncio.run(_ask_all(services.connection, settings, lexicon, shelf, requests))
    for line in (*counts.broken, *counts.unheard, *counts.overlooked) if missed else ():
        screen.say(line)
    rows = [
        ("requests", f"{count:,}"),
        ("answers", f"{counts.answers:,}"),
        ("answers with products", f"{counts.listed:,}"),
        ("products shown", f"{counts.products:,}"),
        ("needs understood to the letter", f"{counts.understood / max(1, counts.answers):.3f}"),
        ("products that break a condition that was understood", f"{len(counts.broken)}"),
        ("products that break a condition that was said", f"{len(counts.unheard)}"),
        ("answers without products though some meet what was understood", f"{len(counts.overlooked)}"),
    ]
    screen.table("Requests", ("", "all"), rows)


async def _ask_all(
    connection: Connection, settings: Settings, lexicon: Lexicon, shelf: Shelf, requests: Sequence[Request]
) -> Counts:
    counts, waiting = Counts(), iter(requests)
    async with open_async_driver(connection) as driver:
        assistant = make_assistant(Statements(driver, shown=settings.shown), lexicon)

        async def work() -> None:
            for request in waiting:
                await _ask(assistant, request, shelf, counts)

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return counts


async def _ask(assistant: Assistant, request: Request, shelf: Shelf, counts: Counts) -> None:
    state = State()
    for message, wanted in zip(request.messages, request.wanted, strict=True):
        answer, state = await assistant.answer(message, state)
        judge(message, wanted, answer, shelf, counts)


def judge(message: str, wanted: Sequence[str], answer: Answer, shelf: Shelf, counts: Counts) -> None:
    """Count an answer: what of it breaks what was said, what was understood, or leaves out what meets it."""
    need = [str(slot) for slot in answer.need]
    said, understood = Slots(wanted), Slots(need)
    counts.answers += 1
    counts.understood += {slot.lower() for slot in wanted} == {slot.lower() for slot in need}
    counts.listed += bool(answer.products)
    counts.products += len(answer.products)
    for shown in answer.products:
        for slots, wrong in ((understood, counts.broken), (said, counts.unheard)):
            violated = list(shelf.violations(shown.card.id, slots, []))
            if violated:
                wrong.append(f"{message} | {shown.card.id} breaks {violated}, understood {need}")
    if answer.shows == "products" and not answer.products:
        met = next((id_ for id_ in shelf.products if shelf.meets(id_, understood, [])), None)
        if met:
            counts.overlooked.append(f"{message} | {met} meets {need}")


if __name__ == "__main__":
    typer.run(main)
