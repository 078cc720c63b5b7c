"""What a text states of its product, as facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from daogou.values import parameter_of
from extraction.components.comparisons import Products, is_away
from extraction.components.negation import Negations
from extraction.documents import Aspect, Extraction, Span
from extraction.folding import fold
from extraction.team import Team
from extraction.values import Value
from graph.export import UnreadSource
from graph.parameters import VARIANT_ATTRIBUTES
from graph.records import Fact, Parameter, Predicate

OPINIONS: Final[dict[str, Predicate]] = {"positive": "PRAISED_FOR", "negative": "CRITICISED_FOR"}


@dataclass(slots=True)
class Findings:
    """What texts state: facts, the values these need, and how many statements were about something else."""

    facts: list[Fact] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def collect(source: UnreadSource, extraction: Extraction, extractor: Team, found: Findings) -> None:
    """Add what a text says of its product.

    A statement whose model is linked to another one than the text is about is that model's. How far two products are
    apart is no value of either.
    """
    subject = source.model or source.product
    if not subject:
        found.skipped["texts without product"] += 1
        return
    claims = _Claims(source, subject, extractor)
    folded = fold(source.text)
    subjects = _subjects(extraction, source.model, folded)
    products, missing = Products(folded, extraction.spans), Negations(folded, extraction.spans)
    for position, span in enumerate(extraction.spans):
        whose = subjects.get(position, (None,))
        if whose == (None,) and _is_of_unknown(position, extraction, products):
            found.skipped["about another product that is not known"] += 1
        elif span.label == "FEATURE" and span.id:
            predicate: Predicate = "LACKS_FEATURE" if position in missing else "HAS_FEATURE"
            found.facts.extend(claims.fact(predicate, span, span.id, other) for other in whose)
        elif (
            span.label == "PARAMETER"
            and source.kind != "review"
            and position not in missing
            and not products.is_difference(position)
        ):
            # Shoppers state hours, prices and sizes of anything; sellers and experts state the product's.
            for other in whose:
                _state(claims, span, other, found)
    for aspect in extraction.aspects:
        if aspect.feature:
            found.facts.append(claims.opinion(aspect, aspect.feature))
    found.facts.extend(claims.fact("SUITS", use, use.feature) for use in extraction.uses if use.feature)
    found.facts.extend(claims.quantifies(extraction, subjects))


def _subjects(extraction: Extraction, own: str | None, folded: str) -> dict[int, tuple[str | None, ...]]:
    """Return for what is said of models their ids, each once; None is the model that the text is about.

    That model need not be named: another one's is only what stands in its sentence and no clause before its name.
    """
    subjects: dict[int, tuple[str | None, ...]] = {}
    for relation in extraction.relations:
        head = extraction.spans[relation.head]
        if head.label == "MODEL":
            tail = extraction.spans[relation.tail]
            other = None if head.id == own or is_away(head, tail, folded) else head.id
            known = subjects.get(relation.tail, ())
            subjects[relation.tail] = known if other in known else (*known, other)
    return subjects


def _is_of_unknown(position: int, extraction: Extraction, products: Products) -> bool:
    """Say whether a statement is of a model that the text's own is compared with, and that the graph does not know."""
    head = products.of(position) if extraction.spans[position].label in {"FEATURE", "PARAMETER"} else None
    return head is not None and products.is_compared(head) and not extraction.spans[head].id


def _state(claims: _Claims, span: Span, other: str | None, found: Findings) -> None:
    """Add a value; of another product only what all its variants have, since the text does not say which is meant."""
    parameter = _parameter(span)
    if other and parameter.attribute in VARIANT_ATTRIBUTES:
        found.skipped["about another product's variant"] += 1
        return
    found.parameters.append(parameter)
    found.facts.append(claims.value(span, parameter, other))


@dataclass(frozen=True, slots=True)
class _Claims:
    """Makes facts of one text."""

    source: UnreadSource
    subject: str
    extractor: Team

    def fact(
        self, predicate: Predicate, span: Span | Aspect, object_: str, subject: str | None = None
    ) -> Fact:
        return Fact(
            subject=subject or self.subject,
            predicate=predicate,
            object=object_,
            source=self.source.id,
            start=span.start,
            end=span.end,
            mention=span.text,
            extractor=self.extractor.name,
            version=self.extractor.version,
            confidence=span.confidence,
            polarity=getattr(span, "polarity", None),
        )

    def value(self, span: Span, parameter: Parameter, other: str | None) -> Fact:
        variant = self.source.product if parameter.attribute in VARIANT_ATTRIBUTES else None
        return self.fact("HAS_PARAMETER", span, parameter.id, other or variant)

    def opinion(self, aspect: Aspect, feature: str) -> Fact:
        return self.fact(OPINIONS[aspect.polarity], aspect, feature)

    def quantifies(
        self, extraction: Extraction, subjects: Mapping[int, tuple[str | None, ...]]
    ) -> Iterator[Fact]:
        if self.source.kind == "review":
            return
        for relation in extraction.relations:
            value, feature = extraction.spans[relation.head], extraction.spans[relation.tail]
            if relation.type == "QUANTIFIES" and feature.id and None in subjects.get(relation.head, (None,)):
                yield self.fact("QUANTIFIES", feature, feature.id, _parameter(value).id)


def _parameter(span: Span) -> Parameter:
    value = Value(
        span.attribute or "other", span.value or span.text, span.unit or "", span.start, span.end, span.text
    )
    return parameter_of(value)
