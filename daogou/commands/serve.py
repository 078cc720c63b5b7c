"""`daogou serve`."""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

import typer
import uvicorn
from threadpoolctl import threadpool_limits

from api.requests import LOG
from daogou.commands.options import Json, graph
from daogou.console import Screen
from daogou.errors import StateError
from daogou.pipeline.jobs import work_off
from daogou.serving import graphiql, make_app
from daogou.settings import Settings
from graph.driver import Connection


def serve(json: Json = False) -> None:
    """Serve GraphQL and GraphiQL until stopped."""
    settings, screen = Settings(), Screen(json)
    with bind(settings) as bound:
        with graph(json) as services:
            connection = services.connection
        if json:
            screen.result({"serving": address(bound)})
        run(settings, connection, screen, bound)


def bind(settings: Settings) -> socket.socket:
    """Return a socket that holds the settings' address; nobody is answered until `run` listens.

    Raises:
        StateError: the port is taken, or the address is not this machine's.
    """
    where = (settings.host, settings.port)
    try:
        family, kind, protocol, _, found = socket.getaddrinfo(*where, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    except OSError as error:
        raise StateError(f"DAOGOU_HOST is {settings.host}, no address here: {error.strerror}") from None
    try:
        bound.bind(found)
    except OSError as error:
        bound.close()
        wanted = f"{settings.host}:{settings.port}"
        raise StateError(
            f"{wanted} cannot be had ({error.strerror}): choose another port, DAOGOU_PORT=8001"
        ) from None
    return bound


def address(bound: socket.socket) -> str:
    """Return where GraphQL is served."""
    host, port = bound.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/graphql"


def run(settings: Settings, connection: Connection, screen: Screen, bound: socket.socket) -> None:
    """Serve at the address that `bound` holds, until stopped."""
    app = make_app(settings, connection, graphiql(settings, screen.note), work_off)
    screen.say(f"serving {address(bound)} (Ctrl-C stops)")
    log_requests()
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    # For one shopper a product of matrices takes less than waking a second thread, which then spins where Neo4j works.
    with threadpool_limits(1), suppress(KeyboardInterrupt):
        server.run(sockets=[bound])


def log_requests() -> None:
    """Write a line of JSON for each answer to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(serve)
