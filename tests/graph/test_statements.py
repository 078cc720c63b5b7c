"""Statements that take too long are told apart from those that are wrong."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from graph.errors import StatementError, TookTooLongError
from graph.queries import Queries, Query
from graph.statements import Statements

SLOW = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n"
WRONG = "RETURN 1 / 0 AS n"


@pytest.fixture
def statements(async_driver: neo4j.AsyncDriver) -> Statements:
    texts = {"slow": SLOW, "wrong": WRONG}
    queries = {name: Query(name, frozenset(), text, Path(), 1) for name, text in texts.items()}
    return Statements(async_driver, timeout=1.0, queries=Queries(queries))


async def test_what_the_server_ends_at_its_time_took_too_long(statements: Statements) -> None:
    with pytest.raises(TookTooLongError):
        await statements.read("slow")
    with pytest.raises(StatementError):
        await statements.read("wrong")
