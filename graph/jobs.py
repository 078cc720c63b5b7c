"""Work that is asked for in a request and done outside of it: `(:Job)`, and the texts that it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import uuid4

from graph.batches import transact
from graph.export import UnreadSource
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import neo4j

    from graph.statements import Statements

State = Literal["queued", "running", "done", "failed", "cancelled"]
STALE: Final = 120_000
"""Milliseconds without a step after which a job's process is taken to be dead."""
ATTEMPTS: Final = 3
"""Of processes that died over one job, after which it fails."""


@dataclass(frozen=True, slots=True)
class Job:
    """How far a job is: `done` of `total` texts; `message` says why it failed; `updated` is ISO 8601."""

    id: str
    kind: str
    state: State
    done: int
    total: int
    message: str
    updated: str


class Jobs:
    """Reads jobs, for a service."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def job(self, id_: str) -> Job | None:
        """Return a job, None where there is none."""
        return (await self.by_id([id_])).get(id_)

    async def by_id(self, ids: Sequence[str]) -> dict[str, Job]:
        """Return those of the jobs that there are."""
        rows = await self._statements.read("jobs_by_id", ids=list(ids))
        return {row["job"]["id"]: Job(**row["job"]) for row in rows}

    async def waiting(self) -> int:
        """Return how many jobs nobody works at: queued ones, and those whose process is dead."""
        row = await self._statements.read_one("job_waiting", stale=STALE)
        return int(row["waiting"]) if row else 0


class JobQueue:
    """Hands jobs to whoever does them; each method is one transaction, so that a job has one taker.

    Args:
        driver: an open driver; the caller closes it.
        stale: see `STALE`.
    """

    def __init__(self, driver: neo4j.Driver, *, stale: int = STALE) -> None:
        self._driver = driver
        self._stale = stale
        self._queries = load_queries()

    def take(self) -> str | None:
        """Take the oldest job that waits, and return its id; None where none does."""

        def work(transaction: neo4j.ManagedTransaction) -> str | None:
            self._run(transaction, "job_give_up", stale=self._stale, attempts=ATTEMPTS)
            rows = self._run(transaction, "job_take", stale=self._stale)
            return rows[0]["id"] if rows else None

        return transact(self._driver, work)

    def sources(self, id_: str) -> Iterator[UnreadSource]:
        """Yield the texts of a job that nobody has read."""
        rows = transact(self._driver, lambda transaction: self._run(transaction, "job_sources", id=id_))
        return (UnreadSource(**row) for row in rows)

    def step(self, id_: str) -> bool:
        """Say that the job goes on, count what is done of it, and return whether it is still wanted."""
        rows = transact(self._driver, lambda transaction: self._run(transaction, "job_step", id=id_))
        return bool(rows)

    def end(self, id_: str, state: State, message: str = "") -> None:
        """Say how a job ended; one that was cancelled stays so."""
        params = {"id": id_, "state": state, "message": message}
        transact(self._driver, lambda transaction: self._run(transaction, "job_end", **params))

    def _run(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, params)]


def create_job(transaction: neo4j.ManagedTransaction, kind: str, sources: Sequence[str]) -> str:
    """Queue a job that reads those texts, within the caller's transaction; return its id, which nobody can guess."""
    id_ = f"job/{uuid4().hex}"
    params: dict[str, Any] = {"id": id_, "kind": kind, "sources": list(sources)}
    transaction.run(load_queries()["job_create"].text, params).consume()
    return id_


def unended(transaction: neo4j.ManagedTransaction) -> int:
    """Return how many jobs are still to be done."""
    return int(transaction.run(load_queries()["job_unended"].text).single(strict=True)["jobs"])


def cancel_job(transaction: neo4j.ManagedTransaction, id_: str) -> bool:
    """Say that a job is not wanted any more, unless it ended; return whether there is one."""
    return transaction.run(load_queries()["job_cancel"].text, id=id_).single() is not None
