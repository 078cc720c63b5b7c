"""A real Neo4j for every test that asks: NEO4J_URI, else a container, else the managed local server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import neo4j
import pytest
from platformdirs import user_cache_path

from daogou.settings import Settings
from graph.driver import Connection, open_async_driver, open_driver
from graph.migrations import migrate
from graph.server.container import engine_answers
from graph.server.local import LocalServer

WIPE = "MATCH (n) WHERE NOT n:SchemaVersion WITH n LIMIT 10000 DETACH DELETE n RETURN count(*) AS gone"


@pytest.fixture(scope="session")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    settings = Settings()
    if settings.neo4j_uri:
        password = settings.neo4j_password.get_secret_value()
        yield Connection(settings.neo4j_uri, settings.neo4j_user if password else "", password)
    elif engine_answers():
        yield from _container()
    else:
        home: Path = tmp_path_factory.mktemp("neo4j")
        server = LocalServer(home, user_cache_path("daogou"), heap="768m")
        try:
            yield server.start()
        finally:
            server.stop()


def _container() -> Iterator[Connection]:
    from testcontainers.neo4j import Neo4jContainer

    with Neo4jContainer("neo4j:5.26-community") as container:
        yield Connection(container.get_connection_url(), "neo4j", container.password)


@pytest.fixture(scope="session")
def driver(connection: Connection) -> Iterator[neo4j.Driver]:
    """A driver to a migrated database."""
    with open_driver(connection) as opened:
        migrate(opened)
        yield opened


@pytest.fixture(scope="session")
async def async_driver(connection: Connection, driver: neo4j.Driver) -> AsyncIterator[neo4j.AsyncDriver]:
    async with open_async_driver(connection) as opened:
        yield opened


@pytest.fixture
def clean_graph(driver: neo4j.Driver) -> neo4j.Driver:
    """A driver to an empty, migrated database."""
    with driver.session() as session:
        while (row := session.run(WIPE).single()) and row["gone"]:
            pass
    return driver
