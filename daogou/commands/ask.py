"""`daogou ask`: a conversation in the terminal."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict
from typing import Annotated, Any, Literal

import typer
from rich.prompt import Prompt

from assistant.answers import Answer
from assistant.ports import States
from daogou.assisting import make_guide
from daogou.commands.options import Json, graph
from daogou.console import Screen
from daogou.encoders import tuned_if_any
from extraction.lexicon import Lexicon
from graph.driver import Connection, open_async_driver
from graph.statements import Statements

Setting = Literal["shop", "store", "content"]
"""The same engine in an online shop, in a store, and on a site with articles."""


def ask(
    message: Annotated[
        str | None, typer.Argument(help="One message; without it a conversation, until an empty line.")
    ] = None,
    conversation: Annotated[str | None, typer.Option(help="The id of the one to go on with.")] = None,
    setting: Annotated[Setting, typer.Option(help="shop, store or content.")] = "shop",
    user: Annotated[str | None, typer.Option(help="The shopper who is signed in, such as user/42.")] = None,
    facts: Annotated[
        bool, typer.Option("--facts", help="Show the ids of the facts behind each sentence.")
    ] = False,
    json: Json = False,
) -> None:
    """Talk to the assistant: find products, ask about them, and about orders and policies."""
    screen = Screen(json)
    with graph(json) as services:
        connection, lexicon = services.connection, services.seed_lexicon()
        settings = services.settings
    sentences = tuned_if_any(settings.cache, screen.note) if settings.encoders else None
    asyncio.run(
        _talk(
            screen,
            connection,
            lexicon,
            settings.shown,
            sentences.states if sentences else None,
            message,
            conversation,
            setting,
            user,
            facts=facts,
        )
    )


async def _talk(
    screen: Screen,
    connection: Connection,
    lexicon: Lexicon,
    shown: float,
    states: States | None,
    message: str | None,
    conversation: str | None,
    setting: str,
    user: str | None,
    *,
    facts: bool,
) -> None:
    async with open_async_driver(connection) as driver:
        guide = make_guide(Statements(driver, shown=shown), lexicon, states=states)
        said = iter([message]) if message is not None else _typed(screen)
        for text in said:
            conversation, answer = await _last(
                guide.ask(text, conversation=conversation, user=user, setting=setting)
            )
            screen.result(_told(conversation, answer)) if screen.json else _show(screen, answer, facts=facts)
    if conversation and message is None:
        screen.note(f"go on later: daogou ask --conversation {conversation}")


async def _last(answers: AsyncIterator[tuple[str, Answer]]) -> tuple[str, Answer]:
    """Return the whole answer."""
    found = [each async for each in answers]
    return found[-1]


def _typed(screen: Screen) -> Iterator[str]:
    """Yield what is typed, line by line, until an empty one or the end."""
    while True:
        try:
            text = (
                Prompt.ask("[bold]›[/bold]", console=screen.err)
                if sys.stdin.isatty()
                else sys.stdin.readline().strip()
            )
        except EOFError:
            return
        if not text:
            return
        yield text


def _show(screen: Screen, answer: Answer, *, facts: bool) -> None:
    for claim in answer.claims:
        screen.say(claim.text + (f"  [{', '.join(claim.facts)}]" if facts and claim.facts else ""))
    for shown in answer.products if answer.intent == "find" else ():
        for reason in shown.reasons:
            cited = f"  [{', '.join(reason.facts)}]" if facts else ""
            screen.say(
                f"   {shown.card.model.name if shown.card.model else shown.card.title}: {reason.text}{cited}"
            )
    if answer.need:
        screen.note("understood: " + ", ".join(map(str, answer.need)))


def _told(conversation: str, answer: Answer) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "shows": answer.shows,
        "need": [str(slot) for slot in answer.need],
        "sentences": [asdict(claim) for claim in answer.claims],
        "products": [
            {
                "id": shown.card.id,
                "title": shown.card.title,
                "reasons": [asdict(reason) for reason in shown.reasons],
            }
            for shown in answer.products
        ],
        "total": answer.total,
        "relaxations": [relaxed.text for relaxed in answer.relaxations],
        "options": list(answer.options),
        "ticket": answer.ticket,
    }


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)
