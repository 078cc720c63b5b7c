"""Every query of the guide runs, and finds something, in the sample shop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import neo4j
import pytest
from graphql import parse, validate
from httpx import ASGITransport, AsyncClient

from api import limits
from api.schema import build_schema
from daogou.serving import make_app
from daogou.settings import Settings
from graph.driver import Connection
from graph.kinds import HALF_LIFE_DAYS, Reach
from recommend.differences import MEASURES
from tests.docs.blocks import GUIDE, blocks, code_in
from tests.graph.snapshots import snapshot

CYPHER, GRAPHQL = blocks("cypher"), blocks("graphql")
WRITES = "// writes"
SCHEMA = build_schema()._schema


@pytest.fixture(scope="module")
async def http(connection: Connection, guide_shop: neo4j.Driver) -> AsyncIterator[AsyncClient]:
    app = make_app(Settings(), connection)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://localhost") as client,
    ):
        yield client


def test_the_guide_has_queries() -> None:
    assert len(CYPHER) >= 16
    assert len(GRAPHQL) >= 5


@pytest.mark.parametrize("text", [text for _, text in CYPHER], ids=[where for where, _ in CYPHER])
def test_cypher_runs(guide_shop: neo4j.Driver, text: str) -> None:
    before = snapshot(guide_shop)
    mode = neo4j.WRITE_ACCESS if text.startswith(WRITES) else neo4j.READ_ACCESS
    with guide_shop.session(default_access_mode=mode) as session, session.begin_transaction() as attempt:
        rows = list(attempt.run(text))
        attempt.rollback()
    assert rows or text.startswith(WRITES)
    assert snapshot(guide_shop) == before


@pytest.mark.parametrize("text", [text for _, text in CYPHER], ids=[where for where, _ in CYPHER])
def test_cypher_names_what_the_graph_has(guide_shop: neo4j.Driver, text: str) -> None:
    with guide_shop.session(notifications_disabled_classifications=[]) as session:
        summary = session.run(f"EXPLAIN {text}").consume()
    unknown = [
        status.status_description
        for status in summary.gql_status_objects
        if status.raw_classification == "UNRECOGNIZED"
    ]
    assert not unknown


@pytest.mark.parametrize("text", [text for _, text in GRAPHQL], ids=[where for where, _ in GRAPHQL])
def test_graphql_is_valid(text: str) -> None:
    assert validate(SCHEMA, parse(text)) == []


@pytest.mark.parametrize("text", [text for _, text in GRAPHQL], ids=[where for where, _ in GRAPHQL])
async def test_graphql_is_answered(http: AsyncClient, text: str) -> None:
    answer = await _ask(http, text)
    assert "errors" not in answer
    assert all(answer["data"].values())


async def test_the_events_of_the_guide_are_recorded_and_known(http: AsyncClient) -> None:
    ((_, mutation),) = [(where, text) for where, text in GRAPHQL if "recordEvents" in text]
    done = (await _ask(http, mutation))["data"]["recordEvents"]
    assert done["recorded"] + done["duplicates"] == mutation.count("type: ")
    assert done["errors"] == []
    answer = await _ask(http, '{ profile(user: "user/42") { counts { times } } }')
    assert sum(count["times"] for count in answer["data"]["profile"]["counts"]) == mutation.count("type: ")


def test_the_limits_are_those_of_the_api() -> None:
    text = (GUIDE / "frontend.md").read_text("utf-8")
    for number, unit in (
        (limits.MAX_DEPTH, "levels"),
        (limits.MAX_ALIASES, "aliases"),
        (limits.MAX_TOKENS, "tokens"),
        (limits.MAX_OBJECTS, "objects"),
        (limits.MAX_SCANS, "scans"),
        (limits.MAX_PAGE, "a page"),
        (limits.MAX_COMPARED, "products compared"),
        (limits.MAX_STEPS, "steps of a path"),
        (limits.MAX_AROUND, "around a node"),
        (limits.MAX_CHOICES, "choices"),
        (limits.MAX_FACTS, "facts"),
        (limits.MAX_EVENTS, "events"),
        (limits.MAX_TEXT, "characters"),
        (limits.MAX_BODY, "bytes"),
        (limits.MAX_COST, "nodes and relations"),
    ):
        assert f"{number:,} {unit}" in text.replace("\n", " ")


def test_the_kinds_of_answer_are_told_as_they_are() -> None:
    text = (GUIDE / "frontend.md").read_text("utf-8").replace("\n", " ")
    assert f"halved with every {HALF_LIFE_DAYS:g} days" in text
    assert f"the newest {Reach().events:,} events" in text
    better, _, rest = text.partition("Numbers are compared")[2].partition(" more is better")
    less, _, taste = rest.partition("; ")
    for part, direction in ((better, 1), (less, -1), (taste.partition(" matter of taste")[0], 0)):
        assert {name for name, measure in MEASURES.items() if measure.better == direction} == set(
            code_in(part)
        )


async def _ask(http: AsyncClient, query: str) -> Any:
    response = await http.post("/graphql", json={"query": query})
    return response.json()
