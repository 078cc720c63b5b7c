"""A change and its entry in the audit are there together, or not at all."""

from __future__ import annotations

import json

import neo4j
import pytest

from graph.changes import Changes, ChangesReader
from graph.errors import DecisionError
from graph.statements import Statements

WRITE = "CREATE (:Brand:Entity {id: $id})"


def write(changes: Changes, id_: str, by: str = "key ada") -> None:
    def work(transaction: neo4j.ManagedTransaction) -> str:
        transaction.run(WRITE, id=id_).consume()
        if id_ == "brand/wrong":
            raise DecisionError("no")
        return id_

    changes.make(work, by=by, action="add", subject=id_, told=lambda done: {"added": done, "因": "甲"})


async def test_entries_are_read_newest_first_page_by_page(
    clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver
) -> None:
    changes, reader = Changes(clean_graph), ChangesReader(Statements(async_driver))
    assert await reader.page(10) == []
    for n in range(5):
        write(changes, f"brand/{n}", by=f"key {n}")
    page = await reader.page(2)
    assert [(entry.number, entry.by, entry.subject) for entry in page] == [
        (5, "key 4", "brand/4"), (4, "key 3", "brand/3"),
    ]  # fmt: skip
    assert json.loads(page[0].details) == {"added": "brand/4", "因": "甲"}
    assert page[0].at > "2026"
    assert [entry.number for entry in await reader.page(10, before=4)] == [3, 2, 1]


def test_what_fails_leaves_neither_change_nor_entry(clean_graph: neo4j.Driver) -> None:
    changes = Changes(clean_graph)
    write(changes, "brand/1")
    with pytest.raises(DecisionError):
        write(changes, "brand/wrong")
    write(changes, "brand/2")
    found = clean_graph.execute_query("MATCH (n:Brand|Change) RETURN n.id AS id ORDER BY id").records
    assert [row["id"] for row in found] == ["brand/1", "brand/2", "change/1", "change/2"]
