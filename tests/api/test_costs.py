"""The cost of an operation grows with the graph, with what is asked, and is told before the graph is asked."""

from __future__ import annotations

import asyncio
from typing import cast

import neo4j
import pytest
from graphql import parse

from api import limits
from api.access import Operation
from api.costs import Costs, cost_of
from api.schema import build_schema
from graph.counts import Counts, CountsReader
from graph.errors import UnavailableError
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api, app_over

SCHEMA = build_schema()._schema
SMALL = Counts(products=100, models=50, brands=10, facts=1_000, stated=500, events=200, users=20)
LARGE = Counts(
    products=10**7, models=5 * 10**6, brands=1_000, facts=10**8, stated=5 * 10**7, events=10**7, users=10**6
)


def cost(query: str, counts: Counts = SMALL, operation: str | None = None, **given: int | None) -> int:
    asked = Operation(query, operation, parse(query))
    return cost_of(asked, tuple(sorted(given.items())), SCHEMA, counts)


LIST = "query($n: Int!) { products(first: $n) { edges { node { features { support } } } } }"


def test_it_grows_with_the_graph_and_with_the_page() -> None:
    assert cost("{ products(filter: {}) { totalCount } }") == 2 * SMALL.products
    assert cost("{ products(filter: {}) { totalCount } }", LARGE) == 2 * LARGE.products
    assert cost("{ products { pageInfo { hasNextPage } } }", LARGE) == limits.MAX_PAGE
    per_product = cost(LIST, n=2) - cost(LIST, n=1)
    assert per_product >= SMALL.stated / SMALL.models
    assert cost(LIST, n=100) - cost(LIST, n=1) == 99 * per_product


def test_lists_of_ids_count_by_their_length() -> None:
    query = "query($x: [ID!]!) { nodes(ids: $x) { id ... on Brand { popular { id } } } }"
    assert cost(query, x=100) == 100 * cost(query, x=1)
    assert cost('{ nodes(ids: ["a", "b", "c"]) { ... on Brand { popular { id } } } }') == 3 * cost(
        '{ nodes(ids: ["a"]) { ... on Brand { popular { id } } } }'
    )


def test_fragments_and_aliases_hide_nothing() -> None:
    plain = cost('{ brand(id: "a") { popular { facts { id } } } }')
    spread = '{ brand(id: "a") { ...B } } fragment B on Brand { popular { ... on Product { facts { id } } } }'
    assert cost(spread) == plain
    twice = '{ x: brand(id: "a") { ...B } y: brand(id: "a") { ...B } } fragment B on Brand { popular { facts { id } } }'
    assert cost(twice) == 2 * plain


def test_only_the_operation_that_runs_is_counted() -> None:
    two = 'query A { brand(id: "a") { name } } query B { products { totalCount } }'
    assert cost(two, operation="A") == 0
    assert cost(two, operation="B") == limits.MAX_PAGE + SMALL.products


def test_walks_are_bounded_by_the_graph() -> None:
    around = "{ neighbourhood(id: 1, depth: %d) { complete } }"
    assert cost(around % 1) < cost(around % 2) < cost(around % 3) <= SMALL.stated


async def test_counts_are_the_graphs(async_driver: neo4j.AsyncDriver, graph: None) -> None:
    counts = await CountsReader(Statements(async_driver)).counts()
    assert (counts.products, counts.models, counts.brands, counts.users) == (6, 4, 3, 5)
    assert (counts.events, counts.memberships, counts.neighbours, counts.segments) == (9, 3, 3, 1)


async def test_over_the_limit_the_graph_is_not_asked(
    async_driver: neo4j.AsyncDriver, graph: None, statements_read: list[str]
) -> None:
    statements = Statements(async_driver)
    costs = Costs(CountsReader(statements))
    api = Api(app_over(statements, costs=costs))
    query = f'{{ product(id: "{shop.MATE_128}") {{ facts {{ id }} }} products {{ totalCount }} }}'
    await api.ask(query)
    costs.counts = LARGE
    statements_read.clear()
    code, message = await api.refused(query)
    assert (code, message) == (
        "BAD_REQUEST", f"cost of the query: 10,000,125; at most {limits.MAX_COST:,} are taken",
    )  # fmt: skip
    assert statements_read == []


async def test_counts_stay_as_they_were_while_the_graph_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.costs.EVERY", 0)
    seen: list[Counts] = []

    class Reader(CountsReader):
        async def counts(self) -> Counts:
            seen.append(costs.counts)
            if len(seen) == 4:
                raise asyncio.CancelledError
            if len(seen) == 2:
                raise UnavailableError("away")
            return SMALL if len(seen) == 1 else LARGE

    costs = Costs(Reader(cast("Statements", None)))
    with pytest.raises(asyncio.CancelledError):
        await costs.attend()
    assert seen == [Counts(), SMALL, SMALL, LARGE]
