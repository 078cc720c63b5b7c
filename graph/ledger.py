"""The ledger: facts are the truth, direct edges are derived from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, get_args

import neo4j

from graph.batches import BATCH_ROWS, batched, run_batch, transact
from graph.fact_rows import fact_row, redirected
from graph.parameters import ONE_VALUED
from graph.proposals import Proposed, replace_evidence, settle, withdraw
from graph.queries import load_queries
from graph.records import CORRECTION, Fact, Predicate
from graph.weights import reached, weigh

OPINIONS: Final = frozenset({"PRAISED_FOR", "CRITICISED_FOR"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """How many facts were new or changed, and the ids of those whose source, subject or object is not there."""

    new: int = 0
    changed: int = 0
    missing: tuple[str, ...] = ()

    def __add__(self, other: Recorded) -> Recorded:
        return Recorded(self.new + other.new, self.changed + other.changed, self.missing + other.missing)


class Ledger:
    """Records and retracts facts; the edges follow in the same transaction.

    Args:
        driver: an open driver; the caller closes it.
        batch_rows: facts of one transaction; memory grows with it.
    """

    def __init__(self, driver: neo4j.Driver, *, batch_rows: int = BATCH_ROWS) -> None:
        self._driver = driver
        self._batch_rows = batch_rows
        self._queries = load_queries()

    def record(self, facts: Iterable[Fact]) -> Recorded:
        """Write facts and derive the edges of their triples; the same facts again change nothing.

        Time grows with facts, and for those that were read otherwise before, with all that state their triples.
        """
        total = Recorded()
        for batch in batched(facts, self._batch_rows):
            total += self._record(batch)
        return total

    def record_read(
        self,
        sources: Collection[str],
        facts: Collection[Fact],
        *,
        mark: str,
        proposed: Collection[Proposed] = (),
    ) -> Recorded:
        """Write what an extractor found in `sources` and mark these as read, in one transaction.

        `mark` is `extractor@version`; `graph.export` leaves out sources that bear it. `proposed` are the names in
        them that no entity has.
        """
        rows = {row["id"]: row for row in map(fact_row, facts)}

        def work(transaction: neo4j.ManagedTransaction) -> Recorded:
            params = {"sources": list(sources), "mark": mark}
            # Only what has been read is weighed.
            transaction.run(self._queries["ledger_mark_read"].text, params).consume()
            recorded = self._write(transaction, rows, sources)
            replace_evidence(transaction, sources, proposed)
            return recorded

        return transact(self._driver, work)

    def _record(self, facts: Collection[Fact]) -> Recorded:
        return transact(self._driver, partial(self.record_in, facts=facts))

    def record_in(self, transaction: neo4j.ManagedTransaction, facts: Collection[Fact]) -> Recorded:
        """Record facts within the caller's transaction."""
        return self._write(transaction, {row["id"]: row for row in map(fact_row, facts)})

    def _write(
        self,
        transaction: neo4j.ManagedTransaction,
        rows: dict[str, dict[str, Any]],
        sources: Collection[str] = (),
        gone: Collection[dict[str, Any]] = (),
    ) -> Recorded:
        """Write the facts of `rows`, by id, and derive the edges of their triples.

        What is stated of a merged entity is written of what it was merged into. Reviews among `sources` have just been
        read: they are weighed, and opinions counted anew of what they are about; `gone` are facts that went before.
        """
        roots = {row["id"]: row["root"] for row in transaction.run(self._queries["merge_roots"].text)}
        rows = {id_: redirected(row, roots) for id_, row in rows.items()} if roots else rows
        query = self._queries["ledger_record"].text
        answer = transaction.run(query, rows=list(rows.values())).single(strict=True)
        known = {row["id"]: row["changed"] for row in answer["known"]}
        missing = self._unknown(transaction, list(rows)) if answer["found"] < len(rows) else ()
        old = known.keys() | set(missing)
        created = [row for id_, row in rows.items() if id_ not in old]
        changed = [rows[id_] for id_, is_changed in known.items() if is_changed]
        if changed:
            transaction.run(self._queries["ledger_refresh"].text, rows=changed).consume()
        self._add(transaction, created)
        self._derive(transaction, changed)
        self._settle(transaction, [*created, *changed, *gone], _weighed(transaction, sources))
        return Recorded(len(created), len(changed), missing)

    def replace(
        self,
        transaction: neo4j.ManagedTransaction,
        rows: Collection[dict[str, Any]],
        gone: list[dict[str, Any]],
        sources: Collection[str],
    ) -> Recorded:
        """Write the facts of `rows` where `sources` lost those of `gone`, within the caller's transaction."""
        self._forget(transaction, gone)
        recorded = self._write(transaction, {row["id"]: row for row in rows}, sources, gone)
        self._sweep(transaction, gone)
        return recorded

    def move(
        self,
        transaction: neo4j.ManagedTransaction,
        gone: list[dict[str, Any]],
        come: list[dict[str, Any]],
        ends: Collection[str],
    ) -> None:
        """Derive the triples that facts left and those that they came to, within the caller's transaction."""
        self._forget(transaction, gone)
        self._derive(transaction, come)
        # Copies of a review at two models are copies at one once these are merged.
        weigh(transaction, ends)
        self._settle(transaction, [*gone, *come], ends)

    def _unknown(self, transaction: neo4j.ManagedTransaction, ids: list[str]) -> tuple[str, ...]:
        return tuple(row["id"] for row in transaction.run(self._queries["ledger_unknown"].text, ids=ids))

    def retract(self, source: str) -> int:
        """Delete a source with all it stated and named; return the number of facts.

        What is left is the graph that never had it: edges without a fact go, others count again, and
        entities that nobody gave and nothing is joined to go too, as do proposals that nobody decided on.
        """
        return transact(self._driver, partial(self.retract_in, source=source))

    def retract_in(
        self, transaction: neo4j.ManagedTransaction, source: str, keep: Collection[str] = ()
    ) -> int:
        """Retract a source within the caller's transaction; entities to `keep` were there before it."""
        queries = self._queries
        stated = [row.data() for row in transaction.run(queries["ledger_facts_of"].text, source=source)]
        about = [row["id"] for row in transaction.run(queries["ledger_about"].text, source=source)]
        reviewed = reached(transaction, [source])
        named = withdraw(transaction, [source])
        transaction.run(queries["ledger_delete_source"].text, source=source).consume()
        weigh(transaction, reviewed)
        settle(transaction, named)
        self._forget(transaction, stated)
        self._settle(transaction, stated, reviewed)
        self._sweep(transaction, stated, about, keep)
        return len(stated)

    def _forget(self, transaction: neo4j.ManagedTransaction, gone: list[dict[str, Any]]) -> None:
        """Derive anew what deleted facts had stated: edges without a fact go, others count again."""
        transaction.run(self._queries["ledger_underive"].text, rows=gone).consume()
        self._derive(transaction, gone)

    def _sweep(
        self,
        transaction: neo4j.ManagedTransaction,
        gone: list[dict[str, Any]],
        also: Iterable[str] = (),
        keep: Collection[str] = (),
    ) -> None:
        """Delete entities that only deleted facts had brought."""
        ends = ({row[end] for row in gone for end in ("subject", "object")} | set(also)) - set(keep)
        transaction.run(self._queries["ledger_sweep"].text, ids=sorted(ends)).consume()

    def rebuild(self) -> int:
        """Derive every edge anew from the facts alone; return the number of edges. A second run changes nothing."""
        query = self._queries["ledger_drop_edges"]
        params = {"predicates": list(get_args(Predicate)), "limit": self._batch_rows}
        while run_batch(self._driver, (query, params))[0][0]["dropped"]:
            pass
        count = 0
        for rows in self._pages():
            transact(self._driver, partial(self._derive, rows=rows))
            count += len(rows)
        # Reviews are counted once it is known again of which model each product is.
        for rows in self._pages():
            transact(self._driver, partial(self._recount, rows=rows))
        return count

    def _pages(self) -> Iterator[list[dict[str, Any]]]:
        after = ""
        while rows := self._triples(after):
            yield rows
            after = rows[-1]["triple"]

    def _recount(self, transaction: neo4j.ManagedTransaction, rows: list[dict[str, Any]]) -> None:
        weigh(transaction, {row["subject"] for row in rows if row["predicate"] in OPINIONS})
        self._settle(transaction, rows)

    def _triples(self, after: str) -> list[dict[str, Any]]:
        params = {"after": after, "limit": self._batch_rows}
        (rows,) = run_batch(self._driver, (self._queries["ledger_triples"], params))
        return [row.data() for row in rows]

    def _derive(self, transaction: neo4j.ManagedTransaction, rows: list[dict[str, Any]]) -> None:
        """Derive the edges of the triples of `rows` from all their facts."""
        triples = list({row["triple"]: row for row in rows}.values())
        for predicate, chosen in _by_predicate(triples).items():
            transaction.run(self._queries[f"ledger_derive:{predicate}"].text, rows=chosen).consume()

    def _add(self, transaction: neo4j.ManagedTransaction, created: list[dict[str, Any]]) -> None:
        """Add new facts to the edges of their triples."""
        added: dict[str, dict[str, Any]] = {}
        for row in created:
            ends = {name: row[name] for name in ("subject", "predicate", "object")}
            first = {**ends, "support": 0, "doubt": 1.0, "corrected": None}
            edge = added.setdefault(row["triple"], first)
            edge["support"] += 1
            edge["doubt"] *= 1.0 - row["properties"]["confidence"]
            edge["corrected"] = edge["corrected"] or row["properties"]["extractor"] == CORRECTION or None
        for predicate, edges in _by_predicate(added.values()).items():
            transaction.run(self._queries[f"ledger_add:{predicate}"].text, rows=edges).consume()

    def _settle(
        self, transaction: neo4j.ManagedTransaction, rows: list[dict[str, Any]], reviewed: Iterable[str] = ()
    ) -> None:
        """Count opinions and find contradictions of the subjects of `rows`, once their edges stand."""
        if judged := {row["subject"] for row in rows if row["predicate"] in OPINIONS} | set(reviewed):
            transaction.run(self._queries["ledger_opinions"].text, subjects=sorted(judged)).consume()
        if measured := {row["subject"] for row in rows if row["predicate"] == "HAS_PARAMETER"}:
            params = {"subjects": sorted(measured), "single": sorted(ONE_VALUED)}
            transaction.run(self._queries["ledger_contests"].text, params).consume()


def _weighed(transaction: neo4j.ManagedTransaction, sources: Collection[str]) -> list[str]:
    """Weigh the reviews of what `sources` are about; return the subjects whose counts that changes."""
    if not sources:
        return []
    subjects = reached(transaction, sources)
    weigh(transaction, subjects)
    return subjects


def _by_predicate(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    chosen: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        chosen.setdefault(row["predicate"], []).append(row)
    return chosen
