"""What people who run the shop change: rules, merges, corrections; each in one transaction with its entry in the audit."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from graph.changes import Changes
from graph.corrections import Corrected, Correction, Corrections
from graph.errors import DecisionError
from graph.jobs import cancel_job
from graph.merges import Merges, Moved
from graph.rules import MerchandisingRule, remove_rule_in, write_rules_in

if TYPE_CHECKING:
    from collections.abc import Collection

    import neo4j

    from graph.ledger import Ledger


class Merchandising:
    """Makes changes in the name of somebody, `by`, who is no shopper; nothing is changed where a method raises.

    Args:
        driver: an open driver; the caller closes it.
        ledger: where facts go.
        variants: attributes whose values are a product's, and not its model's.
    """

    def __init__(self, driver: neo4j.Driver, ledger: Ledger, variants: Collection[str]) -> None:
        self._changes = Changes(driver)
        self._merges = Merges(driver, ledger)
        self._corrections = Corrections(ledger, variants)

    def upsert_rule(self, rule: MerchandisingRule, by: str) -> MerchandisingRule:
        """Write a rule in place of the one with its id; the next recommendation follows it.

        Raises:
            DecisionError: a target is not there.
        """

        def work(transaction: neo4j.ManagedTransaction) -> None:
            if missing := write_rules_in(transaction, [rule]):
                raise DecisionError(f"nothing has the id {', '.join(map(repr, missing))}")

        self._changes.make(
            work, by=by, action="upsertRule", subject=rule.id, told=lambda _: asdict(rule)
        )
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

    def cancel_job(self, id_: str, by: str) -> None:
        """Say that a job is not wanted any more.

        Raises:
            DecisionError: there is none.
        """

        def work(transaction: neo4j.ManagedTransaction) -> None:
            if not cancel_job(transaction, id_):
                raise DecisionError(f"no job has the id {id_!r}")

        self._changes.make(work, by=by, action="cancelJob", subject=id_)
