"""Rows cut into transactions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

import neo4j

from graph.driver import own_errors
from graph.queries import Query

T = TypeVar("T")
BATCH_ROWS = 2000
"""Rows of one transaction where the caller names no other number."""


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most `size` rows; only one list is held at a time."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch


def run_batch(driver: neo4j.Driver, *steps: tuple[Query, dict[str, Any]]) -> list[list[neo4j.Record]]:
    """Run statements in one transaction, again after a transient error; return the rows of each.

    Raises:
        GraphError: the server refuses; nothing of the batch is written then.
    """

    def work(transaction: neo4j.ManagedTransaction) -> list[list[neo4j.Record]]:
        return [list(transaction.run(query.text, params)) for query, params in steps]

    with own_errors(), driver.session() as session:
        return session.execute_write(work)
