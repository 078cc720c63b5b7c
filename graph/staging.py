"""Reading again: what a new version of an extractor finds takes the place of what the old one found, in one switch."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import neo4j

from graph.batches import transact
from graph.fact_rows import fact_row
from graph.ledger import Ledger
from graph.proposals import Proposed, replace_evidence
from graph.queries import load_queries
from graph.records import Fact


@dataclass(frozen=True, slots=True)
class Switched:
    """How many facts the new version brought, read otherwise, and did not find again."""

    new: int = 0
    changed: int = 0
    gone: int = 0


class Staging:
    """Keeps the facts of texts that are read again aside, as `StagedFact`, until all have been read.

    Readers see the old facts until the switch and the new ones after it, never both. A run that died goes on where it
    was. Facts of other extractors stay as they are.
    """

    def __init__(self, driver: neo4j.Driver, ledger: Ledger) -> None:
        self._driver = driver
        self._ledger = ledger
        self._queries = load_queries()

    def stage(
        self,
        sources: Collection[str],
        facts: Collection[Fact],
        *,
        mark: str,
        proposed: Collection[Proposed] = (),
    ) -> None:
        """Keep what the extractor `mark` (`name@version`) found in `sources`, in one transaction.

        What another version of it had staged is dropped. Unknown names are `proposed` at once, in place of those that
        were: no answer to a shopper depends on them.
        """
        rows = list({row["id"]: row for row in map(fact_row, facts)}.values())

        def work(transaction: neo4j.ManagedTransaction) -> None:
            self._run(transaction, "staging_drop", extractor=_name(mark), mark=mark)
            self._run(transaction, "staging_add", rows=rows, mark=mark)
            self._run(transaction, "staging_mark", sources=list(sources), mark=mark)
            replace_evidence(transaction, sources, proposed)

        transact(self._driver, work)

    def switch(self, mark: str) -> Switched:
        """Make what `mark` staged live, and delete what its extractor had found in the same texts and did not again.

        One transaction: its memory grows with the facts that are replaced.
        """

        def work(transaction: neo4j.ManagedTransaction) -> Switched:
            rows = [_row(found["staged"]) for found in self._run(transaction, "staging_rows", mark=mark)]
            gone = self._run(transaction, "staging_replaced", mark=mark, extractor=_name(mark))
            self._run(transaction, "staging_delete_facts", ids=[row["id"] for row in gone])
            sources = self._run(transaction, "staging_finish", mark=mark)[0]["sources"]
            recorded = self._ledger.replace(transaction, rows, gone, sources)
            self._run(transaction, "staging_clear", mark=mark)
            return Switched(recorded.new, recorded.changed, len(gone))

        return transact(self._driver, work)

    def _run(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, params)]


def _name(mark: str) -> str:
    return mark.partition("@")[0]


def _row(staged: dict[str, Any]) -> dict[str, Any]:
    """Return the row of the ledger that was staged."""
    ends = {name: staged.pop(name) for name in ("subject", "object", "source")}
    del staged["mark"]
    names = {name: staged[name] for name in ("id", "triple", "predicate")}
    return {**names, **ends, "properties": staged}
