"""What people decide on unknown names; a decision stands until another one is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import neo4j

from graph.batches import run_batch, transact
from graph.errors import DecisionError
from graph.queries import load_queries
from graph.records import Entity, Label
from graph.sentences import sentence_around


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that names it most surely."""

    mention: str
    sentence: str
    kind: str
    origin: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A known entity that it may be a spelling of."""

    id: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class OpenProposal:
    """An unknown name to decide on."""

    id: str
    label: Label
    name: str
    brand: str | None
    support: int
    confidence: float
    evidence: Evidence
    alike: tuple[LookAlike, ...]


@dataclass(frozen=True, slots=True)
class KnownProposal:
    """An unknown name, decided on or not; `accepted_as` is an entity's id."""

    id: str
    label: Label
    name: str
    brand: str | None
    state: str
    accepted_as: str | None


class Decisions:
    """Shows what there is to decide, and decides; each decision is one transaction."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def open(self, label: Label | None = None, *, limit: int = 20) -> list[OpenProposal]:
        """Return the open proposals that most texts support."""
        query = self._queries["entities_open"]
        (rows,) = run_batch(self._driver, (query, {"label": label, "limit": limit}))
        return [_opened(row.data()) for row in rows]

    def count_open(self, label: Label | None = None) -> int:
        """Return how many there are to decide on."""
        (rows,) = run_batch(self._driver, (self._queries["entities_count_open"], {"label": label}))
        return int(rows[0]["open"])

    def find(self, id_: str) -> KnownProposal:
        """Return a proposal.

        Raises:
            DecisionError: there is none.
        """
        return transact(self._driver, partial(self._find, id_=id_))

    def accept(self, id_: str, entity: Entity) -> None:
        """Make the name an entity that is given: it stays without facts, and the lexicon knows it.

        Raises:
            DecisionError: there is no such proposal.
        """
        new = {
            "id": entity.id,
            "label": entity.label,
            "name": entity.name,
            "aliases": list(entity.aliases),
            "released": entity.released,
        }

        def decide(transaction: neo4j.ManagedTransaction) -> None:
            self._run(transaction, "write_entities", rows=[new], given=None)
            self._run(transaction, "entities_accept", id=id_, entity=entity.id)

        self._decide(id_, decide)

    def accept_as(self, id_: str, entity: str) -> None:
        """Make the name an alias of a known entity, which is given from then on.

        Raises:
            DecisionError: there is no such proposal or entity, or they are of different labels.
        """

        def decide(transaction: neo4j.ManagedTransaction) -> None:
            label = self._find(transaction, id_).label
            rows = self._run(transaction, "entities_label", id=entity)
            if not rows:
                raise DecisionError(
                    f"no entity has the id {entity!r}: look for it by name in Neo4j Browser, "
                    f"or accept {id_} without --as to make one"
                )
            if rows[0]["label"] != label:
                raise DecisionError(
                    f"{entity} is a {rows[0]['label']} and {id_} names a {label}: name a {label} with --as"
                )
            self._run(transaction, "entities_accept", id=id_, entity=entity)

        self._decide(id_, decide)

    def decline(self, id_: str) -> None:
        """Say that the name is none, so that it is not proposed again.

        Raises:
            DecisionError: there is no such proposal.
        """
        self._decide(id_, lambda transaction: self._run(transaction, "entities_decline", id=id_))

    def _decide(self, id_: str, decide: Callable[[neo4j.ManagedTransaction], object]) -> None:
        """Take the earlier decision back and `decide` anew, in one transaction."""

        def work(transaction: neo4j.ManagedTransaction) -> None:
            self._find(transaction, id_)
            before = [row["id"] for row in self._run(transaction, "entities_reopen", id=id_)]
            decide(transaction)
            self._run(transaction, "ledger_sweep", ids=before)

        transact(self._driver, work)

    def _find(self, transaction: neo4j.ManagedTransaction, id_: str) -> KnownProposal:
        rows = self._run(transaction, "entities_proposal", id=id_)
        if not rows:
            raise DecisionError(
                f"no proposal has the id {id_!r}: `daogou entities list` shows those that are open"
            )
        return KnownProposal(**rows[0]["proposal"], accepted_as=rows[0]["accepted_as"])

    def _run(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, params)]


def _opened(row: dict[str, Any]) -> OpenProposal:
    found = row["evidence"]
    evidence = Evidence(
        found["mention"],
        sentence_around(found["text"], found["start"], found["end"]),
        found["kind"],
        found["origin"],
    )
    alike = tuple(LookAlike(**one) for one in row["alike"])
    return OpenProposal(**row["proposal"], evidence=evidence, alike=alike)
