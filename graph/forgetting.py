"""Shoppers who are forgotten: afterwards the graph has nothing under their id."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from graph.changes import Changes
from graph.errors import DecisionError
from graph.identity import settling
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import neo4j

    from graph.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was removed.

    `doubtful` are events that lay aside, `searches` texts that nobody else searched for, `facts` those that the reviews
    stated, `segments` memberships, `talks` conversations and tickets, `devices` those that were theirs.
    """

    events: int
    doubtful: int
    searches: int
    reviews: int
    facts: int
    segments: int
    orders: int
    talks: int
    devices: int


class Forgetting:
    """Removes shoppers; each is one transaction, whose memory grows with what they did and wrote.

    What they wrote goes with all that it stated, as `Ledger.retract` does it: the words are theirs. Of a device from
    which others logged in too nobody can tell who did what, so what was done there before is removed, and whose it is
    now is decided anew. The audit has an entry without any id.
    """

    def __init__(self, driver: neo4j.Driver, ledger: Ledger) -> None:
        self._changes = Changes(driver)
        self._ledger = ledger
        self._queries = load_queries()

    def forget(self, user: str, by: str) -> Forgotten:
        """Remove a shopper.

        Raises:
            DecisionError: the graph has nothing under this id.
        """
        work = partial(self._forget, user=user)
        return self._changes.make(work, by=by, action="forget", told=asdict)

    def _forget(self, transaction: neo4j.ManagedTransaction, user: str) -> Forgotten:
        (whom,) = self._run(transaction, "forget_whom", user=user)
        ids = [user, *whom["devices"]]
        doubtful, aside = self._events(transaction, "forget_doubtful", ids=ids)
        if not whom["known"] and not doubtful:
            raise DecisionError(f"the graph has nothing under {user!r}; ids look like user/42")
        events, queries = self._events(transaction, "forget_events", ids=ids, shared=whom["shared"])
        reviews = [row["id"] for row in self._run(transaction, "forget_reviews", ids=ids)]
        (searches,) = self._run(transaction, "forget_queries", ids=[*{*queries, *aside}])
        (segments,) = self._run(transaction, "forget_segments", ids=ids)
        (orders,) = self._run(transaction, "forget_orders", ids=ids)
        (talks,) = self._run(transaction, "forget_talks", ids=ids)
        facts = sum(self._ledger.retract_in(transaction, source) for source in reviews)
        self._run(transaction, "forget_users", ids=ids)
        if whom["joined"]:
            for name, params in settling(whom["joined"]).items():
                self._run(transaction, name, **params)
        return Forgotten(
            events=events,
            doubtful=doubtful,
            searches=searches["queries"],
            reviews=len(reviews),
            facts=facts,
            segments=segments["segments"],
            orders=orders["orders"],
            talks=talks["talks"],
            devices=len(whom["devices"]),
        )

    def _events(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> tuple[int, Sequence[str]]:
        (row,) = self._run(transaction, name, **params)
        return row["events"], row["queries"]

    def _run(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, params)]
