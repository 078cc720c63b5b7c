"""`python -m bench.storefront_bare FILE`: serves the statements of answers behind a bare endpoint, see `storefront`.

What somebody would write who knows no GraphQL: Starlette, the driver, JSON, on the server that ours is served by.
"""

from __future__ import annotations

import pickle
import socket
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import neo4j
import orjson
import typer
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.storefront_plain import Waves, answer
from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings
from graph.driver import Connection, open_async_driver


def main(
    file: Annotated[
        Path, typer.Argument(help="Statements by query and case, pickled by whoever starts this.")
    ],
) -> None:
    """Serve until stopped; prints the address once the socket is bound."""
    waves: Mapping[str, Sequence[Waves]] = pickle.loads(file.read_bytes())  # noqa: S301 (the benchmark's own)
    with open_services(Settings(), Screen(json=True)) as services:
        connection = services.connection
    bound = socket.create_server(("127.0.0.1", 0))
    print(f"serving http://127.0.0.1:{bound.getsockname()[1]}/", flush=True)
    config = uvicorn.Config(application(connection, waves), log_level="warning", access_log=False)
    uvicorn.Server(config).run([bound])


def application(connection: Connection, waves: Mapping[str, Sequence[Waves]]) -> Starlette:
    """Return an application that answers `{"query": its name, "variables": {"case": its number}}`."""

    @asynccontextmanager
    async def opened(_: Starlette) -> AsyncIterator[dict[str, neo4j.AsyncDriver]]:
        async with open_async_driver(connection) as driver:
            yield {"driver": driver}

    async def answered(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        rows = await answer(request.state.driver, waves[asked["query"]][asked["variables"]["case"]])
        return Response(b'{"data":%b}' % rows, media_type="application/json")

    return Starlette(routes=[Route("/", answered, methods=["POST"])], lifespan=opened)


if __name__ == "__main__":
    typer.run(main)
