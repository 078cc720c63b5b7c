"""What people who run the shop change: rules, merges, corrections; each one transaction with its entry in the audit."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Final

from graph.changes import Changes
from graph.corrections import Corrected, Correction, Corrections
from graph.errors import DecisionError
from graph.jobs import cancel_job, create_job, unended
from graph.merges import Merges, Moved
from graph.queries import load_queries
from graph.rules import MerchandisingRule, remove_rule_in, write_rules_in
from graph.writer import source_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    import neo4j

    from graph.ledger import Ledger
    from graph.records import Source

MOST_JOBS: Final = 50
"""Jobs that are not done; more are refused until some are."""


class Merchandising:
    """Makes changes in the name of somebody, `by`, who is no shopper; nothing is changed where a method raises."""

    def __init__(self, driver: neo4j.Driver, ledger: Ledger) -> None:
        self._changes = Changes(driver)
        self._merges = Merges(driver, ledger)
        self._corrections = Corrections(ledger)

    def upsert_rule(self, rule: MerchandisingRule, by: str) -> MerchandisingRule:
        """Write a rule in place of the one with its id; the next recommendation follows it.

        Raises:
            DecisionError: a target is not there.
        """

        def work(transaction: neo4j.ManagedTransaction) -> None:
            if missing := write_rules_in(transaction, [rule]):
                raise DecisionError(f"nothing has the id {', '.join(map(repr, missing))}")

        self._changes.make(work, by=by, action="upsertRule", subject=rule.id, told=lambda _: asdict(rule))
        return rule

    def remove_rule(self, id_: str, by: str) -> None:
        """Remove a rule.

        Raises:
            DecisionError: there is none.
        """
        self._changes.make(partial(remove_rule_in, id_=id_), by=by, action="removeRule", subject=id_)

    def merge(self, from_: str, into: str, by: str) -> Moved:
        """Make one entity of two, see `graph.merges`."""
        work = partial(self._merges.merge_in, from_=from_, into=into)
        return self._changes.make(work, by=by, action="mergeEntities", subject=from_, told=asdict)

    def split(self, from_: str, by: str) -> Moved:
        """Undo a merge, see `graph.merges`."""
        work = partial(self._merges.split_in, from_=from_)
        return self._changes.make(work, by=by, action="undoMerge", subject=from_, told=asdict)

    def correct(self, correction: Correction, by: str) -> Corrected:
        """State a fact that outweighs others, see `graph.corrections`."""
        work = partial(self._corrections.correct_in, correction=correction)
        told = {"reason": correction.reason}
        return self._changes.make(
            work,
            by=by,
            action="correctFact",
            subject=correction.subject,
            told=lambda done: asdict(done) | told,
        )

    def undo_correction(self, source: str, by: str) -> None:
        """Take a correction back, see `graph.corrections`."""
        work = partial(self._corrections.undo_in, source=source)
        self._changes.make(work, by=by, action="undoCorrection", subject=source)

    def ingest(self, sources: Sequence[Source], by: str) -> str:
        """Write texts, and queue a job that reads them; return its id.

        Raises:
            DecisionError: a text is about a product that is not there, or too many jobs wait.
        """

        def work(transaction: neo4j.ManagedTransaction) -> str:
            if unended(transaction) >= MOST_JOBS:
                raise DecisionError(f"{MOST_JOBS} jobs are not done yet: try again later")
            queries = load_queries()
            about = [source.about for source in sources]
            unknown = [row["id"] for row in transaction.run(queries["write_unknown"].text, ids=about)]
            if unknown:
                raise DecisionError(f"there is no product {', '.join(map(repr, unknown))}")
            transaction.run(queries["write_sources"].text, rows=[*map(source_row, sources)]).consume()
            return create_job(transaction, "ingestDocuments", list({source.id for source in sources}))

        return self._changes.make(
            work, by=by, action="ingestDocuments", told=lambda job: {"job": job, "documents": len(sources)}
        )

    def cancel_job(self, id_: str, by: str) -> None:
        """Say that a job is not wanted any more.

        Raises:
            DecisionError: there is none.
        """

        def work(transaction: neo4j.ManagedTransaction) -> None:
            if not cancel_job(transaction, id_):
                raise DecisionError(f"no job has the id {id_!r}")

        self._changes.make(work, by=by, action="cancelJob", subject=id_)
