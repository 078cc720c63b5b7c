"""Rows cut into transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Final, TypeVar, cast

import neo4j

from graph.driver import own_errors
from graph.queries import Query

T = TypeVar("T")
_END: Final = object()
BATCH_ROWS = 5000
"""Rows of one transaction where the caller names no other number."""


def batched(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most `size` rows; only one list is held at a time."""
    stream = iter(rows)
    while batch := list(islice(stream, size)):
        yield batch


def ahead(items: Iterable[T]) -> Iterator[T]:
    """Yield `items`, the next one made in a thread while the caller works on this one.

    A load reads and maps one batch while the server writes another; two batches are held.
    """
    source = iter(items)
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, source, _END)
        while (item := coming.result()) is not _END:
            coming = thread.submit(next, source, _END)
            yield cast("T", item)


def run_batch(driver: neo4j.Driver, *steps: tuple[Query, dict[str, Any]]) -> list[list[neo4j.Record]]:
    """Run statements in one transaction, again after a transient error; return the rows of each.

    Raises:
        GraphError: the server refuses; nothing of the batch is written then.
    """

    def work(transaction: neo4j.ManagedTransaction) -> list[list[neo4j.Record]]:
        return [list(transaction.run(query.text, params)) for query, params in steps]

    return transact(driver, work)


def transact(driver: neo4j.Driver, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
    """Do `work` in one transaction, again after a transient error; return what it returns.

    Raises:
        GraphError: the server refuses; nothing is written then.
    """
    with own_errors(), driver.session() as session:
        return session.execute_write(work)
