"""The served application over the sample shop, and one whose graph is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator

import neo4j
import pytest
from starlette.applications import Starlette

from daogou.serving import PREPARING, make_app
from daogou.settings import Settings
from graph.driver import Connection, open_async_driver
from graph.statements import Row, Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over


@pytest.fixture(scope="session")
async def app(connection: Connection, driver: neo4j.Driver) -> AsyncIterator[Starlette]:
    """The application as `daogou serve` makes it, prepared: what it reads for that is no answer's."""
    made = make_app(Settings(smallest_segment=2), connection)
    async with made.router.lifespan_context(made):
        await asyncio.gather(*(task for task in asyncio.all_tasks() if task.get_name() == PREPARING))
        yield made


@pytest.fixture
def api(app: Starlette) -> Api:
    return Api(app)


@pytest.fixture
async def away() -> AsyncIterator[Api]:
    """The application with nobody at the graph's address."""
    async with open_async_driver(Connection("bolt://127.0.0.1:1")) as driver:
        yield Api(app_over(Statements(driver)))


@pytest.fixture(scope="module")
def graph(driver: neo4j.Driver) -> None:
    """The sample shop, for tests that only read it."""
    shop.build_shop(driver)


@pytest.fixture
def fresh_graph(driver: neo4j.Driver) -> Iterator[neo4j.Driver]:
    """The sample shop for one test to change."""
    yield shop.build_shop(driver)
    shop.build_shop(driver)


@pytest.fixture
def statements_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the read statements that run from here on."""
    names: list[str] = []
    read = Statements.read

    async def counted(self: Statements, name: str, **params: object) -> list[Row]:
        if name != "counts_read":  # read beside requests, once a minute
            names.append(name)
        return await read(self, name, **params)

    monkeypatch.setattr(Statements, "read", counted)
    return names
