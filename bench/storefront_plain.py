"""The peer that knows no GraphQL: the statements of an answer, run by the driver and written as JSON."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from unittest.mock import patch

import neo4j
import orjson
from httpx import ASGITransport, AsyncClient

from daogou.serving import make_app
from daogou.settings import Settings
from graph.driver import Connection
from graph.queries import load_queries
from graph.statements import Row, Statements

MANY: Final = 10_000_000
"""Requests a minute: a benchmark asks more often than a person may."""


@dataclass
class Ran:
    """A statement of an answer, and when it was under way."""

    text: str
    params: Mapping[str, Any]
    began: float
    ended: float


Waves: TypeAlias = Sequence[Sequence[Ran]]
"""Statements: those of a wave need nothing of one another, and all of the waves before."""


async def recorded(
    connection: Connection, documents: Mapping[str, str], cases: Mapping[str, Sequence[Mapping[str, Any]]]
) -> dict[str, list[Waves]]:
    """Return the statements of each case, as our server runs them, by query."""
    ran: list[Ran] = []
    read, texts, shown = Statements.read, load_queries(), Settings().shown

    async def watched(self: Statements, name: str, **params: object) -> list[Row]:
        began = time.perf_counter()
        rows = await read(self, name, **params)
        ran.append(Ran(texts[name].text, {"shown": shown, **params}, began, time.perf_counter()))
        return rows

    app = make_app(Settings(requests_per_minute=MANY), connection)
    found: dict[str, list[Waves]] = {}
    with patch.object(Statements, "read", watched):
        async with (
            app.router.lifespan_context(app),
            AsyncClient(transport=ASGITransport(app), base_url="http://localhost", timeout=60) as client,
        ):
            # Twice: what is read once for many answers stands in no answer's way.
            for name, asked in [*cases.items()] * 2:
                found[name] = []
                for variables in asked:
                    ran.clear()
                    body = {"query": documents[name], "variables": variables}
                    answer = (await client.post("/graphql", json=body)).json()
                    if "errors" in answer:
                        raise RuntimeError(f"{name}: {answer['errors']}")
                    found[name].append(waves(ran))
    return found


def waves(ran: Sequence[Ran]) -> Waves:
    """Group statements: each stands behind those that had ended when it began."""
    grouped: list[list[Ran]] = []
    for one in sorted(ran, key=lambda one: one.began):
        place = len(grouped)
        while place and not any(other.ended <= one.began for other in grouped[place - 1]):
            place -= 1
        if place == len(grouped):
            grouped.append([])
        grouped[place].append(one)
    return grouped


async def answer(driver: neo4j.AsyncDriver, waves: Waves) -> bytes:
    """Run the statements, those of a wave at the same time, and return their rows as JSON."""
    return orjson.dumps([await asyncio.gather(*(_rows(driver, one) for one in wave)) for wave in waves])


async def _rows(driver: neo4j.AsyncDriver, ran: Ran) -> list[dict[str, Any]]:
    async with driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
        result = await session.run(neo4j.Query(ran.text), dict(ran.params))
        return [dict(row) async for row in result]
