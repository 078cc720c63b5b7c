"""Transactions that have a time: the server ends them, and nothing of them is written."""

from __future__ import annotations

import time

import neo4j
import pytest

from graph.batches import ended_after, transact
from graph.errors import TookTooLongError

WRITE = "MERGE (n:Brand:Entity {id: 'brand/late'}) SET n.name = $name"
FIND = "MATCH (n:Brand {id: 'brand/late'}) RETURN n.name AS name"


def write(driver: neo4j.Driver, name: str, takes: float = 0.0) -> None:
    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run(WRITE, name=name).consume()
        time.sleep(takes)

    transact(driver, work)


def names(driver: neo4j.Driver) -> list[str]:
    return [row["name"] for row in driver.execute_query(FIND).records]


def test_what_is_not_done_in_time_is_not_there(clean_graph: neo4j.Driver) -> None:
    with ended_after(1.0), pytest.raises(TookTooLongError):
        write(clean_graph, "late", takes=5.0)
    assert names(clean_graph) == []
    with ended_after(0.0), pytest.raises(TookTooLongError):
        write(clean_graph, "never begun")
    with ended_after(60.0):
        write(clean_graph, "in time")
    write(clean_graph, "whenever", takes=2.0)
    assert names(clean_graph) == ["whenever"]


def test_who_waits_for_another_writer_waits_no_longer_than_that(clean_graph: neo4j.Driver) -> None:
    write(clean_graph, "first")
    with clean_graph.session() as session, session.begin_transaction() as other:
        other.run(WRITE, name="other").consume()
        with ended_after(1.0), pytest.raises(TookTooLongError):
            write(clean_graph, "late")
        other.commit()
    assert names(clean_graph) == ["other"]
