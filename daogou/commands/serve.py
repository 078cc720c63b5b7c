"""`daogou serve`."""

from __future__ import annotations

import gc
import logging
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final

import typer
from threadpoolctl import threadpool_limits

from api import limits
from api.requests import LOG
from daogou.commands.options import Json, graph
from daogou.console import Screen
from daogou.encoders import Arriving
from daogou.errors import StateError
from daogou.pipeline.jobs import work_off
from daogou.server import server_of
from daogou.serving import graphiql, make_app
from daogou.settings import Settings
from daogou.workers import Workers
from graph.driver import Connection

COLLECTED: Final = 20_000
"""Objects that may stand in cycles, after which the youngest generation is looked at; Python does so after 700."""


def serve(
    workers: Annotated[
        int, typer.Option(min=1, help="Processes that serve, each with a ranking in memory.")
    ] = 1,
    json: Json = False,
) -> None:
    """Serve GraphQL and GraphiQL until stopped; what is in flight is finished, and subscriptions complete."""
    settings, screen = Settings(), Screen(json)
    with bind(settings) as bound:
        with graph(json) as services:
            connection = services.connection
        if json:
            screen.result({"serving": address(bound)})
        run(settings, connection, screen, bound, workers)


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
        if sys.platform == "linux":
            # Connections inherit it: the kernel cuts off who takes nothing of what was sent.
            bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, limits.MAX_STALL * 1000)
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


def run(
    settings: Settings, connection: Connection, screen: Screen, bound: socket.socket, workers: int = 1
) -> None:
    """Serve at the address that `bound` holds, until stopped.

    Raises:
        StateError: a worker of several ends as soon as it is started.
    """
    assets = graphiql(settings, screen.note)
    bound.listen()  # whoever reads the address may ask at once, and waits for the first answer
    screen.say(f"serving {address(bound)} (Ctrl-C stops)")
    if workers > 1:
        Workers(workers, work, settings, connection, assets, bound).run()
    else:
        with suppress(KeyboardInterrupt):
            work(settings, connection, assets, bound)


def work(settings: Settings, connection: Connection, assets: Path | None, bound: socket.socket) -> None:
    """Serve in this process, until stopped."""
    log_requests()
    arriving = Arriving(settings.cache, Screen().note) if settings.encoders else None
    server = server_of(
        make_app(settings, connection, assets, work_off, arriving.states if arriving else None)
    )
    _rarely_collect()
    # For one shopper a product of matrices takes less than waking a second thread, which then spins where Neo4j works.
    with threadpool_limits(1):
        server.run(sockets=[bound])


def _rarely_collect() -> None:
    """Have the collector of cycles look at what requests leave, rarely, and never at what was there before them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED)


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
