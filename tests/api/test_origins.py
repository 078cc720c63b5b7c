"""Pages of other sites, and names that are made to mean this machine."""

from __future__ import annotations

from collections.abc import AsyncIterator

import neo4j
import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin

from api.origins import LOCAL
from daogou.serving import make_app
from daogou.settings import Settings
from graph.driver import Connection
from graph.statements import Statements
from tests.api.client import Api, app_over
from tests.api.served import Served, served

OURS, THEIRS = "https://shop.example", "https://elsewhere.example"
ASKED = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization,content-type",
}
QUERY = {"query": "{ __typename }"}


@pytest.fixture
async def server(async_driver: neo4j.AsyncDriver) -> AsyncIterator[Served]:
    async with served(app_over(Statements(async_driver), origins=[OURS])) as made:
        yield made


async def test_pages_of_an_origin_that_is_named_may_ask_and_no_others(server: Served) -> None:
    for origin, allowed in ((OURS, OURS), (THEIRS, None)):
        headers = {"Origin": origin}
        may = await server.http.options("/graphql", headers=headers | ASKED)
        answer = await server.http.post("/graphql", json=QUERY, headers=headers)
        told = [response.headers.get("access-control-allow-origin") for response in (may, answer)]
        assert (told, may.status_code) == ([allowed] * 2, 200 if allowed else 400)
        assert "access-control-allow-credentials" not in answer.headers
    async with server.socket(origin=Origin(OURS)):
        pass
    with pytest.raises(InvalidStatus, match="403"):
        async with server.socket(origin=Origin(THEIRS)):
            pass


async def test_by_default_no_page_of_another_site_may(async_driver: neo4j.AsyncDriver) -> None:
    closed = Api(app_over(Statements(async_driver))).http
    assert (await closed.options("/graphql", headers={"Origin": OURS} | ASKED)).status_code == 405
    answer = await closed.post("/graphql", json=QUERY, headers={"Origin": OURS})
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/graphql", "/metrics", "/health/live"])
async def test_without_keys_only_names_of_this_machine_are_answered_to(api: Api, path: str) -> None:
    asked = api.http
    for host in (*LOCAL, "localhost:8000", "[::1]:8000"):
        assert (await asked.get(path, headers={"Host": host, "Accept": "text/html"})).status_code != 400
    for host in ("elsewhere.example:8000", "localhost.elsewhere.example", "127.0.0.1.elsewhere.example", ""):
        assert (await asked.get(path, headers={"Host": host})).status_code == 400
    posted = await asked.post("/graphql", json=QUERY, headers={"Host": "elsewhere.example"})
    assert (posted.status_code, "Query" in posted.text) == (400, False)


async def test_where_somebody_else_guards_the_port_any_name_is(connection: Connection) -> None:
    made = make_app(Settings(allow_remote=True), connection)
    async with made.router.lifespan_context(made):
        posted = await Api(made).http.post("/graphql", json=QUERY, headers={"Host": "daogou:8000"})
    assert posted.status_code == 200
