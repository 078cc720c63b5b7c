"""Subscriptions over streams of events: what they tell, and when."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import neo4j
import pytest

from graph.records import Product
from graph.rules import MerchandisingRule, write_rules
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import SECONDS, app_over
from tests.api.served import Served, served, until

DROPS = """subscription($products: [ID!]!) {
  priceDrops(products: $products) { product { title } old { amount currency } new { amount currency } }
}"""
LISTS = "subscription($user: ID!) { recommendationChanges(user: $user, first: 5) { product { id } reasons { text } } }"
PROGRESS = "subscription($id: ID!) { jobProgress(id: $id) { state done total message } }"
RECORD = """mutation($events: [EventInput!]!) { recordEvents(events: $events) { recorded } }"""


@dataclass(frozen=True)
class Job:
    id: str
    kind: str = "ingest"
    state: str = "queued"
    done: int = 0
    total: int | None = 3
    message: str = ""
    updated: str = "2026-05-01T00:00:00Z"


class Jobs:
    """Jobs in memory, in place of those that the graph keeps."""

    def __init__(self) -> None:
        self.all = {"job/1": Job("job/1")}

    async def job(self, id_: str, /) -> Job | None:
        return self.all.get(id_)


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
async def server(
    fresh_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver, jobs: Jobs
) -> AsyncIterator[Served]:
    async with served(app_over(Statements(async_driver), jobs=jobs)) as made:
        yield made


def cost(driver: neo4j.Driver, product: str, price: float, currency: str = "CNY") -> None:
    title = next(known.title for known in shop.PRODUCTS if known.id == product)
    Writer(driver).products([Product(product, title, price, currency)])


def ids(told: Any) -> list[str]:
    return [each["product"]["id"] for each in told["data"]["recommendationChanges"]]


async def recommended(server: Served) -> list[str]:
    now = await server.ask(f'{{ recommend(user: "{shop.EVE}", first: 5) {{ product {{ id }} }} }}')
    return [each["product"]["id"] for each in now["data"]["recommend"]]


def reads(statements: list[str], name: str) -> Callable[[int], Awaitable[None]]:
    """Return what waits until a statement is read so many times more: what changed before it is known then."""

    async def wait(times: int) -> None:
        most = statements.count(name) + times
        await until(lambda: statements.count(name) >= most)

    return wait


async def test_a_lower_price_is_told_with_both(
    server: Served, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    looked = reads(statements_read, "watch_prices")
    async with server.events(DROPS, products=[shop.MATE_128, shop.P40_128]) as events:
        assert events.response.headers["content-type"].startswith("text/event-stream")
        await looked(2)
        cost(fresh_graph, shop.MATE_256, 1.0)  # not asked for
        cost(fresh_graph, shop.P40_128, 4100.0)  # dearer
        await looked(2)
        cost(fresh_graph, shop.P40_128, 3500.0)
        assert await events.next() == {
            "data": {
                "priceDrops": {
                    "product": {"title": "Huawei P40 8GB+128GB"},
                    "old": {"amount": "4100.0", "currency": "CNY"},
                    "new": {"amount": "3500.0", "currency": "CNY"},
                }
            }
        }


async def test_another_currency_is_no_drop(
    server: Served, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    looked = reads(statements_read, "watch_prices")
    async with server.events(DROPS, products=[shop.P40_128]) as events:
        await looked(2)
        cost(fresh_graph, shop.P40_128, 499.0, "USD")
        await looked(2)
        cost(fresh_graph, shop.P40_128, 450.0, "USD")
        drop = (await events.next())["data"]["priceDrops"]
        assert (drop["old"]["amount"], drop["new"]["amount"]) == ("499.0", "450.0")


async def test_a_list_is_told_now_and_when_it_is_another(
    server: Served, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    looked = reads(statements_read, "watch_shoppers")
    async with server.events(LISTS, user=shop.EVE) as events:
        assert ids(await events.next()) == await recommended(server)
        view = {"id": "e/1", "type": "VIEW", "user": shop.EVE, "product": shop.MATE_128}
        await server.ask(RECORD, events=[{**view, "user": shop.ANN, "id": "e/2"}])
        await looked(2)
        await server.ask(RECORD, events=[view])
        told = await events.next()
        assert ids(told) == await recommended(server)
        assert all(each["reasons"] for each in told["data"]["recommendationChanges"])


async def test_a_rule_makes_another_list(server: Served, fresh_graph: neo4j.Driver) -> None:
    async with server.events(LISTS, user=shop.EVE) as events:
        first = ids(await events.next())[0]
        write_rules(fresh_graph, [MerchandisingRule("rule/no", "filter", (first,), "Ada", "recalled")])
        assert first not in ids(await events.next())


async def test_a_job_is_told_at_once_as_it_goes_on_and_until_its_end(server: Served, jobs: Jobs) -> None:
    async with server.events(PROGRESS, id="job/1") as events:
        assert (await events.next())["data"]["jobProgress"]["state"] == "QUEUED"
        jobs.all["job/1"] = replace(jobs.all["job/1"], state="running", done=2)
        assert (await events.next())["data"]["jobProgress"] == {
            "state": "RUNNING", "done": 2, "total": 3, "message": "",
        }  # fmt: skip
        jobs.all["job/1"] = replace(jobs.all["job/1"], state="failed", message="no such file")
        assert (await events.next())["data"]["jobProgress"]["message"] == "no such file"
        assert await events.next() is None


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        (PROGRESS, {"id": "job/none"}),
        (DROPS, {"products": []}),
        (DROPS, {"products": [f"product/{n}" for n in range(101)]}),
        (LISTS.replace("first: 5", "first: 0"), {"user": shop.EVE}),
    ],
)
async def test_what_cannot_be_followed_is_told(
    server: Served, query: str, variables: dict[str, object]
) -> None:
    async with server.events(query, **variables) as events:
        (error,) = (await events.next())["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert await events.next() is None


async def test_limits_are_those_of_queries(server: Served) -> None:
    deep = f"product {{ {'brand { popular { ' * 6} id {'} } ' * 6} }}"
    async with server.events(DROPS.replace("product { title }", deep), products=[shop.MATE_128]) as events:
        errors = (await events.next())["errors"]
        assert {error["extensions"]["code"] for error in errors} == {"BAD_REQUEST"}
        assert "depth of the query: 15; at most 12 are taken" in [error["message"] for error in errors]


async def test_however_many_follow_the_graph_is_asked_once_an_interval(
    server: Served, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    looked = reads(statements_read, "watch_prices")
    async with (
        server.events(DROPS, products=[shop.MATE_128]) as one,
        server.events(DROPS, products=[shop.MATE_128, shop.P40_128]) as two,
        server.events(DROPS, products=[shop.P40_128]) as three,
    ):
        await looked(3 + 2)
        statements_read.clear()
        await asyncio.sleep(20 * SECONDS)
        assert 0 < len(statements_read) <= 20
        assert set(statements_read) == {"watch_prices"}
        cost(fresh_graph, shop.P40_128, 3500.0)
        assert await two.next() == await three.next()
        cost(fresh_graph, shop.MATE_128, 4000.0)
        assert await one.next() == await two.next()
    await until(lambda: not server.app.state.channels.subscriptions.taken)
    statements_read.clear()
    await asyncio.sleep(5 * SECONDS)
    assert statements_read == []


async def test_a_subscription_needs_a_stream(server: Served) -> None:
    answer = await server.ask(DROPS, products=[shop.MATE_128])
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert "text/event-stream" in error["message"]


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/json, text/event-stream, multipart/mixed", "application/json"),
        ("text/event-stream", "text/event-stream"),
    ],
)
async def test_a_query_is_streamed_only_where_nothing_else_is_taken(
    server: Served, accept: str, kind: str
) -> None:
    response = await server.http.post(
        "/graphql", json={"query": "{ __typename }"}, headers={"Accept": accept}
    )
    assert response.headers["content-type"].startswith(kind)
    assert '{"data":{"__typename":"Query"}' in response.text
