"""Rows cut into transactions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import islice
from math import inf
from time import monotonic
from typing import Any, Final, TypeVar, cast

import neo4j

from graph.driver import own_errors
from graph.errors import TookTooLongError
from graph.queries import Query

T = TypeVar("T")
_END: Final = object()
_UNTIL: Final[ContextVar[float]] = ContextVar("until", default=inf)
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


@contextmanager
def ended_after(seconds: float) -> Iterator[None]:
    """Have the server end what is transacted here so many seconds from now; nothing of that is written."""
    token = _UNTIL.set(monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def transact(driver: neo4j.Driver, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
    """Do `work` in one transaction, again after a transient error; return what it returns.

    Raises:
        TookTooLongError: it is not done in the time of `ended_after`; nothing is written then.
        GraphError: the server refuses; nothing is written then.
    """
    until = _UNTIL.get()

    def in_time(transaction: neo4j.ManagedTransaction) -> T:
        if monotonic() >= until:  # before another attempt too
            raise TookTooLongError("the time was over before it began")
        return work(transaction)

    timeout = None if until == inf else max(until - monotonic(), 0.001)
    with own_errors(), driver.session() as session:
        return session.execute_write(neo4j.unit_of_work(timeout=timeout)(in_time))
