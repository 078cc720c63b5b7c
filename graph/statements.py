"""Named statements run for a service: one round trip each, errors told in our own."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Final

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.driver import own_errors, translate
from graph.queries import Queries, load_queries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

Row = neo4j.Record
ATTEMPTS: Final = 2
"""A connection that idled in the pool through a restart fails once, and so may a read beside a large write."""


class Statements:
    """Runs named statements on an async driver.

    Args:
        driver: an open async driver; the caller closes it.
        timeout: seconds after which the server ends a statement.
        watch: is around each read, with the statement's name, for whoever measures.
        shown: the confidence from which on facts and the edges derived from them are shown, `$shown` in statements.
    """

    def __init__(
        self,
        driver: neo4j.AsyncDriver,
        *,
        timeout: float = 10.0,
        shown: float = 0.5,
        queries: Queries | None = None,
        watch: Callable[[str], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        self._driver = driver
        self._shown = shown
        self._timeout = timeout
        self._watch = watch
        self._queries = queries or load_queries()

    async def read(self, name: str, **params: object) -> list[Row]:
        """Return the rows of a read statement, run on its own in one round trip.

        Raises:
            UnavailableError: no server answers, within two attempts and without waiting for one.
            TookTooLongError: the server ends it at the timeout.
            StatementError: the server refuses the statement.
        """
        with self._watch(name):
            return await self._read(self._queries[name].text, params)

    async def _read(self, statement: str, params: Mapping[str, object]) -> list[Row]:
        query = neo4j.Query(statement, timeout=self._timeout)
        for _ in range(ATTEMPTS):
            try:
                async with self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                    result = await session.run(query, {"shown": self._shown, **params})
                    return [row async for row in result]
            except (DriverError, Neo4jError) as error:
                failed: DriverError | Neo4jError = error
                if not error.is_retryable():
                    break
        raise translate(failed) from failed

    async def plan(self, name: str, **params: object) -> None:
        """Have the server plan a read statement, however long it takes; whoever reads it next need not wait for that.

        Raises:
            GraphError: as `read` raises them.
        """
        query = neo4j.Query(f"EXPLAIN {self._queries[name].text}")
        with own_errors():
            async with self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
                await (await session.run(query, {"shown": self._shown, **params})).consume()

    async def read_one(self, name: str, **params: object) -> Row | None:
        """Return the only row of a read statement, or None."""
        rows = await self.read(name, **params)
        return rows[0] if rows else None

    async def write(self, steps: Mapping[str, Mapping[str, object]]) -> dict[str, list[Row]]:
        """Run write statements with their parameters in one transaction; transient errors are retried.

        Raises:
            GraphError: as `read` raises them; nothing is written then.
        """

        async def work(transaction: neo4j.AsyncManagedTransaction) -> dict[str, list[Row]]:
            answers = {}
            for name, params in steps.items():
                result = await transaction.run(self._queries[name].text, dict(params))
                answers[name] = [row async for row in result]
            return answers

        with own_errors():
            async with self._driver.session() as session:
                return await session.execute_write(work)
