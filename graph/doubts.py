"""Events that lie aside (`graph.judging`): who did them, and what a person decides about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import neo4j

from graph.batches import batched, transact
from graph.errors import DecisionError
from graph.events import RELATIONS
from graph.judging import CLICKS, aside_of, judging_steps
from graph.queries import load_queries
from graph.records import Event, EventType

RESTORED: Final[dict[str, EventType]] = {
    relation: kind for kind, relation in RELATIONS.items() if kind in CLICKS
}
"""The clicks, by the relation they are where they count."""
BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class Doubted:
    """Events of a shopper that lie aside for one reason, from the first to the last."""

    user: str
    reason: str
    events: int
    first: str | None
    last: str | None


class Doubts:
    """Lists who is doubted, and lets a person trust them.

    Args:
        driver: an open driver; the caller closes it.
    """

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def shoppers(self, *, limit: int) -> list[Doubted]:
        """Return who has events aside, those with most first, at most `limit`."""
        return [Doubted(**row) for row in self._run("judge_shoppers", limit=limit)]

    def counts(self) -> dict[str, int]:
        """Return how many events lie aside, by reason."""
        return {row["reason"]: row["events"] for row in self._run("judge_counts")}

    def trust(self, user: str) -> int:
        """Make a shopper's events behaviour again, and judge none that come; return how many came back.

        A run that died is finished by running it again.

        Raises:
            DecisionError: there is no such shopper.
        """
        self._mark(user, trusted=True)
        count = 0
        for relation in RESTORED:
            name = f"judge_restore:{relation}"
            while restored := self._run(name, user=user, limit=BATCH)[0]["restored"]:
                count += restored
        return count

    def distrust(self, user: str) -> int:
        """Judge a shopper as any other again; return how many events went aside.

        Raises:
            DecisionError: there is no such shopper.
        """
        self._mark(user, trusted=None)
        rows = self._run("judge_clicks", user=user)
        events = (
            Event(row["id"], RESTORED[row["type"]], user, row["at"], dwell_seconds=row["dwell_seconds"])
            for row in rows
        )
        count = 0
        for batch in batched(events, BATCH):
            steps = judging_steps(batch)
            answers = {name: self._run(name, **params) for name, params in steps.items()}
            count += sum(aside_of(answers).values())
        return count

    def _mark(self, user: str, *, trusted: bool | None) -> None:
        if not self._run("judge_trust", user=user, trusted=trusted):
            raise DecisionError(
                f"found no shopper {user!r}, expected one such as `daogou events doubtful` lists"
            )

    def _run(self, name: str, **params: object) -> list[dict[str, Any]]:
        def work(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            return [row.data() for row in transaction.run(self._queries[name].text, params)]

        return transact(self._driver, work)
