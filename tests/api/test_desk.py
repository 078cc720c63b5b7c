"""A change that takes too long: what the caller is told is what the graph has."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import neo4j
import pytest

from api import limits
from graph import merchandising
from graph.rules import write_rules_in
from graph.statements import Statements
from tests.api.client import Api, app_over

RULE = """upsertRule(rule: {id: "%s", action: PIN, targets: ["product/1"], reason: "launch"}) { id }"""
RULES = "MATCH (n:Rule|Change) RETURN count(*) AS found"


@pytest.fixture
def desk(async_driver: neo4j.AsyncDriver, fresh_graph: neo4j.Driver) -> Api:
    return Api(app_over(Statements(async_driver), driver=fresh_graph))


def written(driver: neo4j.Driver) -> Any:
    return driver.execute_query(RULES).records[0]["found"]


def slow(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    def write(*given: Any) -> list[str]:
        time.sleep(seconds)
        return write_rules_in(*given)

    monkeypatch.setattr(merchandising, "write_rules_in", write)


async def test_a_change_that_took_too_long_is_undone_and_said_to_be(
    desk: Api, fresh_graph: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch, 4.0)
    monkeypatch.setattr(limits, "MAX_CHANGE", 1.0)
    answer = await desk.send(f"mutation {{ {RULE % 'rule/1'} }}")
    (error,) = answer["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("TIMEOUT", ["upsertRule"])
    assert error["message"] == "The change took too long; nothing of it was made."
    assert written(fresh_graph) == 0


async def test_a_change_that_is_made_after_all_is_said_to_be_and_no_other_is_begun(
    desk: Api, fresh_graph: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow(monkeypatch, 2.0)
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)
    assert (await desk.ask(f"mutation {{ {RULE % 'rule/1'} }}"))["upsertRule"] == {"id": "rule/1"}
    assert written(fresh_graph) == 2

    def last(*given: Any) -> list[str]:
        monkeypatch.setattr(limits, "MAX_CHANGE", 0.0)
        return write_rules_in(*given)

    monkeypatch.setattr(merchandising, "write_rules_in", last)
    two = f"mutation {{ {RULE % 'rule/2'} more: {RULE % 'rule/3'} }}"
    (error,) = (await desk.send(two))["errors"]
    assert (error["extensions"]["code"], error["path"]) == ("TIMEOUT", ["more"])
    found = fresh_graph.execute_query("MATCH (n:Rule) RETURN n.id AS id ORDER BY id").records
    assert [row["id"] for row in found] == ["rule/1", "rule/2"]


async def test_events_that_cannot_be_written_in_time_are_not_there(
    desk: Api, fresh_graph: neo4j.Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 1.0)
    event = '{id: "late", type: VIEW, user: "user/ann", product: "product/1"}'
    with fresh_graph.session() as session, session.begin_transaction() as other:
        other.run("MATCH (n) WHERE n.id IN ['user/ann', 'product/1'] SET n.held = 1").consume()
        code, _ = await desk.refused(f"mutation {{ recordEvents(events: [{event}]) {{ recorded }} }}")
        assert code == "TIMEOUT"
        other.rollback()
    await asyncio.sleep(1.0)
    found = "MATCH ()-[e]->() WHERE e.id = 'late' RETURN count(e) AS events"
    assert fresh_graph.execute_query(found).records[0]["events"] == 0
