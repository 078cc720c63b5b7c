"""Analysts read what is in the graph, within limits; whatever else a statement does is refused."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graph.analyst import MAX_DEPTH, Analyst
from graph.errors import RefusedError
from tests import graph_samples as shop
from tests.graph.snapshots import snapshot


@pytest.fixture(scope="module")
def graph(driver: neo4j.Driver) -> neo4j.Driver:
    return shop.build_shop(driver)


@pytest.fixture
def analyst(async_driver: neo4j.AsyncDriver, graph: neo4j.Driver) -> Analyst:
    return Analyst(async_driver, seconds=2, most=5)


async def test_values_come_as_json_has_them(analyst: Analyst) -> None:
    found = await analyst.run(
        "MATCH path = (p:Product {id: $id})-[of:OF_MODEL]->(m) "
        "RETURN p, of, path, date('2026-05-01') AS day, point({x: 1, y: 2}) AS at, [1, {a: null}] AS list",
        {"id": shop.WH_BLACK},
    )
    assert found.columns == ("p", "of", "path", "day", "at", "list")
    ((product, edge, path, day, at, given),) = found.rows
    assert product == {
        "labels": ["Entity", "Product"], "id": shop.WH_BLACK, "title": "Sony WH-1000XM4", "price": 1999.0,
        "currency": "CNY", "embedding_a": product["embedding_a"], "taste_a": product["taste_a"],
    }  # fmt: skip
    assert (edge["type"], edge["start"], edge["end"], edge["support"]) == (
        "OF_MODEL",
        shop.WH_BLACK,
        shop.WH,
        1,
    )
    assert (path["nodes"][0], path["relationships"]) == (product, [edge])
    assert (day, at, given) == ("2026-05-01", {"srid": 7203, "coordinates": [1.0, 2.0]}, [1, {"a": None}])
    assert not found.truncated


async def test_rows_and_values_are_limited(analyst: Analyst) -> None:
    assert (await analyst.run("UNWIND range(1, 5) AS n RETURN n", {})).truncated is False
    many = await analyst.run("UNWIND range(1, 1000000) AS n RETURN n", {})
    assert ([row[0] for row in many.rows], many.truncated) == ([1, 2, 3, 4, 5], True)
    large = await analyst.run("UNWIND range(1, 3) AS n RETURN range(1, 60000) AS list", {})
    assert (len(large.rows), large.truncated) == (1, True)


async def test_time_is_limited(analyst: Analyst) -> None:
    with pytest.raises(TimeoutError):
        await analyst.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(a + b)", {})


BEYOND = [
    "CREATE (:X)",
    "MATCH (n) SET n.x = 1",
    "MATCH (n) DETACH DELETE n",
    "MERGE (:X {id: 1})",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "MATCH (n) CALL (n) { SET n.y = 1 } IN TRANSACTIONS",
    "MATCH (n) CALL (n) { SET n.y = 1 RETURN 1 AS one } RETURN one",
    "CREATE INDEX x FOR (n:X) ON (n.y)",
    "DROP CONSTRAINT entity_id",
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD/**/CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "load\ncsv from 'http://127.0.0.1:1/' as line return line",
    "RETURN [x IN [1] | COUNT { LOAD CSV FROM 'http://127.0.0.1:1/x' AS l RETURN l }]",
    "CALL db.labels()",
    "CALL `db`.`labels`()",
    "CALL/* */db.labels() YIELD label RETURN label",
    "CALL // x\n db.labels() YIELD label RETURN label",
    "CALL dbms.listConfig() YIELD name, value RETURN name, value",
    "RETURN COLLECT { CALL db.labels() YIELD label RETURN label }",
    "MATCH (n) WHERE all(x IN [1] WHERE EXISTS { CALL db.labels() YIELD label RETURN label }) RETURN n",
    "RETURN 1 AS y //\r, [x IN [1] | COLLECT { CALL db.labels() YIELD label RETURN label }] AS x",
    "RETURN 1 AS y //\r, CASE WHEN true THEN COLLECT { LOAD CSV FROM 'file:///etc/hostname' AS l RETURN l } END AS x",
    "OPTIONAL CALL db.labels() YIELD label RETURN label",
    "\\u0043ALL db.labels() YIELD label RETURN label",
    "SHOW SETTINGS",
    "SHOW TRANSACTIONS",
    "SHOW USERS",
    "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "PROFILE MATCH (n) RETURN n",
    "MATCH (n) RETURN n; MATCH (n) DELETE n",
    "USE system MATCH (n) RETURN n",
    "",
    "not Cypher",
    "MATCH (n) RETURN m",
    "RETURN $missing",
    "RETURN 1 / 0",
]


@pytest.mark.parametrize("text", BEYOND)
async def test_what_does_more_or_is_wrong_is_refused(analyst: Analyst, text: str) -> None:
    with pytest.raises(RefusedError):
        await analyst.run(text, {})


async def test_nothing_of_it_was_done(analyst: Analyst, graph: neo4j.Driver) -> None:
    before = snapshot(graph)
    for text in BEYOND:
        with pytest.raises(RefusedError):
            await analyst.run(text, {})
    assert snapshot(graph) == before


@pytest.mark.parametrize("text", [
    "WITH 1 AS a CALL (a) { RETURN a AS b } RETURN b",
    "CALL () { RETURN 1 AS b } RETURN b",
    "RETURN 'CALL db.labels()' AS b // LOAD CSV",
    "CYPHER runtime=slotted RETURN 1 AS b",
])  # fmt: skip
async def test_what_only_looks_like_it_is_taken(analyst: Analyst, text: str) -> None:
    assert len((await analyst.run(text, {})).rows) == 1


async def test_no_statement_is_in_the_log(analyst: Analyst, caplog: pytest.LogCaptureFixture) -> None:
    await analyst.run("MATCH (u:User {id: 'user/ann'}) CALL { RETURN 1 AS b } RETURN b", {})
    assert "user/ann" not in caplog.text


def nested(depth: int) -> Any:
    return [] if depth == 0 else [nested(depth - 1)]


@pytest.mark.parametrize("parameters", [{"x": 2**70}, {"x": nested(MAX_DEPTH)}, {"x": {"y": 2**64}}])
async def test_parameters_that_cannot_be_sent(analyst: Analyst, parameters: dict[str, Any]) -> None:
    with pytest.raises(RefusedError):
        await analyst.run("RETURN $x", parameters)
