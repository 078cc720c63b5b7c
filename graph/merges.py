"""Two entities that are one: merged by a person, and split again without a loss."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import neo4j

from graph.batches import transact
from graph.errors import DecisionError
from graph.ledger import Ledger
from graph.queries import load_queries

MERGED: Final = frozenset({"Brand", "Category", "Feature", "UseCase", "Model"})


@dataclass(frozen=True, slots=True)
class Moved:
    """Where facts were pointed to or taken from, and how many."""

    entity: str
    facts: int


class Merges:
    """Merges and splits entities; each is one transaction, whose memory grows with the facts that move.

    No fact is lost or changes its id: each remembers what it was stated of, and only the edges of its triple are
    derived anew. What is written later of a merged entity goes to what it was merged into, and back with a split.
    """

    def __init__(self, driver: neo4j.Driver, ledger: Ledger) -> None:
        self._driver = driver
        self._ledger = ledger
        self._queries = load_queries()

    def merge(self, from_: str, into: str) -> Moved:
        """Point all that is stated of `from_` to `into`; again, what was written of `from_` meanwhile.

        Raises:
            DecisionError: an entity is not there, the two are of different labels or one, or a circle would come about.
        """
        return transact(self._driver, partial(self.merge_in, from_=from_, into=into))

    def merge_in(self, transaction: neo4j.ManagedTransaction, from_: str, into: str) -> Moved:
        """Merge within the caller's transaction."""
        self._check(transaction, from_, into)
        old = self._run(transaction, "merge_facts_of", id=from_)
        self._run(transaction, "merge_join", {"from": from_, "into": into})
        self._point(transaction, old, from_, into)
        self._ledger.move(transaction, old, self._triples(transaction, old), [from_, into])
        return Moved(into, len(old))

    def split(self, from_: str) -> Moved:
        """Undo the merge of `from_`: what was stated of it, before or since, points to it again.

        Raises:
            DecisionError: there is no such entity, or it is not merged.
        """
        return transact(self._driver, partial(self.split_in, from_=from_))

    def split_in(self, transaction: neo4j.ManagedTransaction, from_: str) -> Moved:
        """Split within the caller's transaction."""
        chain = self._chain(transaction, from_)[1]
        if not chain:
            raise DecisionError(
                f"{from_} is not merged into anything: `daogou entities merge {from_} INTO` does that"
            )
        old = self._run(transaction, "merge_facts_stated", members=self._members(transaction, from_))
        (parted,) = self._run(transaction, "merge_part", {"from": from_})
        self._point(transaction, old, from_, from_)
        self._ledger.move(transaction, old, self._triples(transaction, old), [from_, chain[-1]])
        left = {from_, parted["into"]} - set(parted["bare"])
        self._run(transaction, "ledger_sweep", ids=sorted(left))
        return Moved(parted["into"], len(old))

    def _point(
        self, transaction: neo4j.ManagedTransaction, facts: list[dict[str, Any]], from_: str, to: str
    ) -> None:
        """Point facts that were stated of `from_`, or of what was merged into it, to `to`."""
        params = {
            "facts": [fact["id"] for fact in facts],
            "members": self._members(transaction, from_),
            "to": to,
        }
        self._run(transaction, "merge_point_subjects", params)
        self._run(transaction, "merge_point_objects", params)

    def _members(self, transaction: neo4j.ManagedTransaction, id_: str) -> list[str]:
        return [row["id"] for row in self._run(transaction, "merge_members", id=id_)]

    def _triples(
        self, transaction: neo4j.ManagedTransaction, facts: list[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        return self._run(transaction, "merge_name_triples", facts=[fact["id"] for fact in facts])

    def _check(self, transaction: neo4j.ManagedTransaction, from_: str, into: str) -> None:
        if from_ == into:
            raise DecisionError(f"{from_} cannot be merged into itself: name two entities")
        (label, chain), (other, further) = (self._chain(transaction, id_) for id_ in (from_, into))
        for id_, kind in ((from_, label), (into, other)):
            if kind not in MERGED:
                raise DecisionError(
                    f"{id_} is a {kind}: only {', '.join(sorted(MERGED))} nodes are merged, name two of these"
                )
        if label != other:
            raise DecisionError(f"{from_} is a {label} and {into} a {other}: name two entities of one label")
        if from_ in further:
            raise DecisionError(f"{into} is merged into {from_}: first `daogou entities split {into}`")
        if further:
            raise DecisionError(
                f"{into} is merged into {further[-1]}: name that one, or first `daogou entities split {into}`"
            )
        if chain and chain[0] != into:
            raise DecisionError(f"{from_} is merged into {chain[0]}: first `daogou entities split {from_}`")

    def _chain(self, transaction: neo4j.ManagedTransaction, id_: str) -> tuple[str, list[str]]:
        """Return the label of an entity, and what it is merged into, one after another."""
        rows = self._run(transaction, "merge_chain", id=id_)
        if not rows:
            raise DecisionError(f"no entity has the id {id_!r}: look for it by name in Neo4j Browser")
        return rows[0]["label"], rows[0]["into"]

    def _run(
        self,
        transaction: neo4j.ManagedTransaction,
        name: str,
        params: dict[str, Any] | None = None,
        **more: object,
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, {**(params or {}), **more})]
