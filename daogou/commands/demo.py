"""`daogou demo`: everything, with the project's own data."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.commands.serve import bind, run
from daogou.console import Screen
from daogou.pipeline.demo import set_up
from daogou.pipeline.summary import summarise
from daogou.services import open_services
from daogou.settings import Settings


def demo(
    serve: Annotated[bool, typer.Option(help="Serve GraphQL afterwards.")] = True,
    json: Json = False,
) -> None:
    """Set everything up from the project's own data, show one real answer, and serve."""
    settings, screen = Settings(), Screen(json)
    with ExitStack() as stack:
        # A taken port is told now, not after all the work.
        bound = stack.enter_context(bind(settings)) if serve else None
        with open_services(settings, screen) as services:
            set_up(services)
            connection = services.connection
            summary = summarise(settings, services)
        if json:
            screen.result(summary)
        else:
            for line in summary["lines"]:
                screen.say(line)
        if bound:
            run(settings, connection, screen, bound)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)
