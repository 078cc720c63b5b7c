"""Ids, the log, limits in time and number."""

from __future__ import annotations

import asyncio
import json
import logging
import re

import neo4j
import pytest

from api import limits
from api.callers import Caller, Callers, Role
from api.requests import LOG
from graph.statements import Row, Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over

pytestmark = pytest.mark.usefixtures("graph")
QUERY = f'{{ brand(id: "{shop.HUAWEI}") {{ name }} }}'
REFUSED = "{ trending(first: 0) { score } }"


class Shown:
    async def caller(self, shown: str) -> Caller | None:
        return Caller(Role.SHOPPER, shop.ANN, "token shopper") if shown == "ann" else None


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(LOG, "propagate", True)
    caplog.set_level(logging.INFO, LOG.name)
    return caplog


async def test_an_answer_its_errors_and_its_line_have_the_same_id(
    api: Api, log: pytest.LogCaptureFixture
) -> None:
    response = await api.http.post("/graphql", json={"query": REFUSED})
    id_ = response.headers["x-request-id"]
    assert re.fullmatch("[0-9a-f]{32}", id_)
    (error,) = response.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT", "request": id_}
    line = json.loads(log.messages[-1])
    assert line.pop("ms") > 0
    assert line == {
        "request": id_, "path": "/graphql", "status": 200, "caller": "anonymous", "errors": ["BAD_USER_INPUT"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "taken"), [("shop-42_a", True), ('x"}', False), ("a b", False), ("x" * 65, False), ("", False)]
)
async def test_an_id_of_the_caller_s_own_is_taken_where_it_forges_nothing(
    api: Api, given: str, taken: bool
) -> None:
    response = await api.http.post("/graphql", json={"query": QUERY}, headers={"X-Request-ID": given})
    assert (response.headers["x-request-id"] == given) == taken


async def test_nothing_personal_is_written(
    async_driver: neo4j.AsyncDriver, log: pytest.LogCaptureFixture
) -> None:
    api = Api(app_over(Statements(async_driver), callers=Callers(Shown(), nobody=Role.PUBLIC)), "ann")
    await api.ask(f'{{ profile(user: "{shop.ANN}") {{ user }} }}')
    assert json.loads(log.messages[-1])["caller"] == "token shopper"
    assert shop.ANN not in log.text
    assert "profile" not in log.text


async def test_each_caller_has_a_rate_of_their_own(async_driver: neo4j.AsyncDriver) -> None:
    app = app_over(
        Statements(async_driver), callers=Callers(Shown(), nobody=Role.PUBLIC), requests_per_minute=2
    )
    nobody, ann = Api(app), Api(app, "ann")
    statuses = [(await nobody.http.post("/graphql", json={"query": QUERY})).status_code for _ in range(2)]
    refused = await nobody.http.post("/graphql", json={"query": QUERY})
    assert (statuses, refused.status_code) == ([200, 200], 429)
    assert 1 <= int(refused.headers["retry-after"]) <= 30
    assert await ann.ask(QUERY)


class Slow(Statements):
    """Asks the graph for something that never ends."""

    async def read(self, name: str, **_: object) -> list[Row]:
        del name
        async with self._driver.session() as session:
            result = await session.run("UNWIND range(1, 1000000000) AS slow RETURN count(slow) AS slowest")
            return [row async for row in result]


RUNNING = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS $word RETURN count(*) AS n"


async def running(driver: neo4j.AsyncDriver) -> int:
    answer = await driver.execute_query(RUNNING, word="slowest")
    return int(answer.records[0]["n"])


async def test_what_takes_too_long_is_ended_in_the_graph_too(
    async_driver: neo4j.AsyncDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)
    api = Api(app_over(Slow(async_driver)))
    assert await api.refused(QUERY) == ("TIMEOUT", "The answer took too long; ask for less.")
    for _ in range(50):
        if not await running(async_driver):
            break
        await asyncio.sleep(0.1)
    else:
        pytest.fail("the statement still runs")
