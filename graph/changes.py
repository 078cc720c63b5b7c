"""What people change, each change one transaction together with its entry in the audit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.batches import transact
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Callable

    import neo4j

    from graph.statements import Statements

T = TypeVar("T")
NEWEST: Final = 1e308


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the audit: who did what to what, and when (UTC, ISO 8601); `details` is a JSON object.

    `number` grows with each change. No entry names a shopper.
    """

    id: str
    number: int
    at: str
    by: str
    action: str
    subject: str | None
    details: str


class Changes:
    """Makes changes, one after another: who is second waits, and sees what the first one did."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def make(
        self,
        work: Callable[[neo4j.ManagedTransaction], T],
        *,
        by: str,
        action: str,
        subject: str | None = None,
        told: Callable[[T], dict[str, Any]] = lambda _: {},
    ) -> T:
        """Do `work` and note it in one transaction; return what it returns, of which the entry has what is `told`.

        Raises:
            GraphError: as `work` and the server raise them; nothing is changed or noted then.
        """

        def noted(transaction: neo4j.ManagedTransaction) -> T:
            number = transaction.run(self._queries["change_begin"].text).single(strict=True)["number"]
            done = work(transaction)
            details = json.dumps(told(done), ensure_ascii=False, sort_keys=True)
            at = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            entry: dict[str, Any] = {"number": number, "at": at, "by": by, "action": action}
            entry |= {"subject": subject, "details": details}
            transaction.run(self._queries["change_note"].text, entry).consume()
            return done

        return transact(self._driver, noted)


class ChangesReader:
    """Reads the audit."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def page(self, first: int, before: float = NEWEST) -> list[Change]:
        """Return up to `first` changes before a number, the newest first."""
        rows = await self._statements.read("changes_page", before=before, limit=first)
        return [Change(**row["change"]) for row in rows]
