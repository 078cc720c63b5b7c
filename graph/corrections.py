"""Facts that people state because texts err: they outweigh what texts state, and are taken back without a trace."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.errors import DecisionError
from graph.parameters import ONE_VALUED, VARIANT_ATTRIBUTES
from graph.queries import load_queries
from graph.records import CORRECTION, Fact, Parameter, Source
from graph.writer import source_row, stated

if TYPE_CHECKING:
    from collections.abc import Mapping

    import neo4j

    from graph.ledger import Ledger
    from graph.records import Predicate

VERSION: Final = "1"
OBJECTS: Final[Mapping[Predicate, str]] = {
    "MADE_BY": "Brand",
    "IN_CATEGORY": "Category",
    "HAS_FEATURE": "Feature",
    "LACKS_FEATURE": "Feature",
    "SUITS": "UseCase",
}
"""What can be corrected beside values, and what it leads to."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person states of a product or model: a value, or `predicate` and an entity's id; and why."""

    subject: str
    predicate: Predicate
    object: str | Parameter
    reason: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """The source that states it, what it is of (a product's model, where that has such values), and what it names."""

    source: str
    subject: str
    predicate: str
    object: str


class Corrections:
    """Writes corrections and takes them back."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._queries = load_queries()

    def correct_in(self, transaction: neo4j.ManagedTransaction, correction: Correction) -> Corrected:
        """Write a correction in place of an earlier one of the same, within the caller's transaction.

        Raises:
            DecisionError: an end is not there, or is nothing that can be corrected so.
        """
        subject, about, words = self._ends(transaction, correction)
        value, predicate = correction.object, correction.predicate
        object_ = value.id if isinstance(value, Parameter) else value
        what = value.attribute if isinstance(value, Parameter) else predicate
        source = Source(
            CORRECTION,
            f"{what}: {words}\n{correction.reason}",
            f"{CORRECTION}/{subject}/{_topic(predicate, value)}",
            "en" if (words + correction.reason).isascii() else "zh",
            about,
        )
        earlier = self._run(transaction, "correction_sources", origin=source.origin, version=VERSION)
        for row in earlier:
            if row["id"] != source.id:
                self._ledger.retract_in(transaction, row["id"], keep=row["bare"])
        start = len(what) + 2
        fact = Fact(
            subject, predicate, object_, source.id, start, start + len(words), words, CORRECTION, VERSION
        )
        ends = [subject, about, object_]
        self._run(transaction, "correction_write", rows=[source_row(source)], ends=ends)
        if isinstance(value, Parameter):
            self._run(transaction, "write_parameters", rows=[stated(asdict(value))])
        self._ledger.record_in(transaction, [fact])
        return Corrected(source.id, subject, predicate, object_)

    def undo_in(self, transaction: neo4j.ManagedTransaction, source: str) -> None:
        """Take a correction back within the caller's transaction: the graph is the one that never had it.

        Raises:
            DecisionError: no correction has this source.
        """
        rows = self._run(transaction, "correction_bare", source=source)
        if not rows:
            raise DecisionError(f"no correction has the source {source!r}: `facts` shows those of a product")
        self._ledger.retract_in(transaction, source, keep=rows[0]["bare"])

    def _ends(
        self, transaction: neo4j.ManagedTransaction, correction: Correction
    ) -> tuple[str, str | None, str]:
        """Return what the fact is of, the product that the text is about, and the words for what it names."""
        value = correction.object
        object_ = None if isinstance(value, Parameter) else value
        (found,) = self._run(transaction, "correction_ends", subject=correction.subject, object=object_)
        if found["kind"] is None:
            raise DecisionError(f"no product or model has the id {correction.subject!r}")
        product = correction.subject if found["kind"] == "Product" else None
        subject = found["model"] or correction.subject
        if isinstance(value, Parameter):
            if value.attribute not in VARIANT_ATTRIBUTES:
                return subject, product, value.text
            if product is None:
                raise DecisionError(f"{value.attribute} tells variants of a model apart: name a product")
            return product, product, value.text
        wanted = OBJECTS[correction.predicate]
        if found["label"] != wanted:
            raise DecisionError(
                f"{value} is {found['label'] or 'not there'}: {correction.predicate} names a {wanted}"
            )
        return subject, product, found["name"]

    def _run(
        self, transaction: neo4j.ManagedTransaction, name: str, **params: object
    ) -> list[dict[str, Any]]:
        return [row.data() for row in transaction.run(self._queries[name].text, params)]


def _topic(predicate: Predicate, value: str | Parameter) -> str:
    """Return what a later correction takes the place of: what can be only one thing, or the same thing."""
    if isinstance(value, Parameter):
        return value.attribute if value.attribute in ONE_VALUED else value.id
    if predicate == "MADE_BY":
        return predicate
    return f"{predicate.replace('LACKS', 'HAS')}/{value}"
