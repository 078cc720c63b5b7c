"""`daogou serve`."""

from __future__ import annotations

import socket

import typer
import uvicorn

from daogou.commands.options import graph
from daogou.console import Screen
from daogou.errors import StateError
from daogou.serving import graphiql, make_app
from daogou.settings import Settings
from graph.driver import Connection


def serve() -> None:
    """Serve GraphQL and GraphiQL until stopped."""
    settings = Settings()
    with graph(json=False) as services:
        connection = services.connection
    run(settings, connection, Screen())


def run(settings: Settings, connection: Connection, screen: Screen) -> None:
    """Serve at the settings' address.

    Raises:
        StateError: the port is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise StateError(
                f"{settings.host}:{settings.port} is taken ({error.strerror}): choose another, DAOGOU_PORT=8001"
            ) from None
    app = make_app(settings, connection, graphiql(settings, screen.note))
    screen.say(f"serving http://{settings.host}:{settings.port}/graphql (Ctrl-C stops)")
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
