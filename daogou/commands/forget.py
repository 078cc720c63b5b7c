"""`daogou forget`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from daogou.commands.options import COMMAND_LINE, Json, graph


def forget(
    user: Annotated[str, typer.Argument(metavar="USER", help="Id of the shopper, such as user/42.")],
    json: Json = False,
) -> None:
    """Remove all that the graph has of a shopper: what they did, searched for, wrote and are grouped by."""
    with graph(json) as services:
        services.screen.result(asdict(services.forgetting.forget(user, COMMAND_LINE)), title="removed")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(forget)
