"""How much each review counts: copies together as one, spam little.

Jindal and Liu, "Opinion Spam and Analysis", 2008, find repeated reviews to be the surest sign of spam.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final

import neo4j

from graph.batches import BATCH_ROWS, batched, run_batch
from graph.driver import own_errors
from graph.queries import load_queries

SPAM_WEIGHT: Final = 0.1
"""What a review that looks bought or empty counts: ten of them as one honest review."""
MANY_PRODUCTS: Final = 3
"""Devices at which the same words are no longer somebody's opinion of each."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a review's own words say of it.

    `spam` names the sign that it bears, None where it bears none. Reviews with one `fingerprint` have the same words,
    reviews that share one of `bands` nearly the same.
    """

    source: str
    spam: str | None = None
    fingerprint: str | None = None
    bands: tuple[int, ...] = ()


class Weights:
    """The door for judgements of reviews; the weights follow when the ledger counts opinions.

    Args:
        driver: an open driver; the caller closes it.
        batch_rows: judgements of one transaction.
    """

    def __init__(self, driver: neo4j.Driver, *, batch_rows: int = BATCH_ROWS) -> None:
        self._driver = driver
        self._batch_rows = batch_rows
        self._queries = load_queries()

    def judge(self, judgements: Iterable[Judgement]) -> None:
        """Write what the reviews' words say of them; the same again changes nothing."""
        for batch in batched(judgements, self._batch_rows):
            rows = [{**asdict(judged), "bands": list(judged.bands) or None} for judged in batch]
            run_batch(self._driver, (self._queries["weights_judge"], {"rows": rows}))

    def counts(self) -> dict[str, dict[str, float]]:
        """Return how many reviews count in full (`honest`) and less, by the reason, and what they count together."""
        query = self._queries["weights_counts"].text
        with own_errors(), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            rows = [row.data() for row in session.run(query)]
        return {row["reason"]: {"reviews": row["reviews"], "weight": round(row["weight"], 6)} for row in rows}


def reached(transaction: neo4j.ManagedTransaction, sources: Collection[str]) -> list[str]:
    """Return the subjects whose counts those reviews change, now or when they go."""
    params: dict[str, Any] = {"sources": list(sources), "many": MANY_PRODUCTS}
    return [row["id"] for row in transaction.run(load_queries()["weights_reach"].text, params)]


def weigh(transaction: neo4j.ManagedTransaction, subjects: Collection[str]) -> None:
    """Derive the weights of all reviews of `subjects` anew, from their keys and signs alone."""
    params = {"subjects": sorted(subjects), "spam": SPAM_WEIGHT, "many": MANY_PRODUCTS}
    transaction.run(load_queries()["weights_derive"].text, params).consume()
