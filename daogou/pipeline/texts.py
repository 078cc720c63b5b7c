"""Loaded texts into facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from daogou.pipeline.catalog import Done
from daogou.pipeline.rows import VARIANT_ATTRIBUTES, parameter_of
from daogou.services import Services
from extraction.components.relations import is_negated
from extraction.documents import Aspect, Extraction, Span, Text
from extraction.folding import fold
from extraction.pipeline import Extractor, build
from extraction.quantities import Value
from graph.batches import batched
from graph.export import UnreadSource
from graph.records import Fact, Parameter, Predicate

BATCH_TEXTS: Final = 500
OPINIONS: Final[dict[str, Predicate]] = {"positive": "PRAISED_FOR", "negative": "CRITICISED_FOR"}


@dataclass(slots=True)
class Findings:
    """What texts state: facts, the values these need, and how many statements were about something else."""

    facts: list[Fact] = field(default_factory=list)
    parameters: list[Parameter] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def extract_loaded(services: Services, *, done: Done = lambda _: None) -> dict[str, int]:
    """Read every loaded text that this extractor has not read; return counts.

    A batch's facts and the mark that its texts are read are one transaction, so a run that died goes on where it was.
    """
    services.write_seed_lexicon()
    lexicon = services.lexicon()
    extractor = build(lexicon)
    totals = Counter[str]()
    sources = services.export.sources_to_extract(extractor.mark)
    for batch in batched(sources, BATCH_TEXTS):
        found = Findings()
        texts = (Text(source.id, source.text, source.kind, source.language) for source in batch)
        for source, extraction in zip(batch, extractor.extract(texts), strict=True):
            _collect(source, extraction, extractor, found)
        services.writer.parameters(dict.fromkeys(found.parameters))
        recorded = services.ledger.record_read(
            [source.id for source in batch], found.facts, mark=extractor.mark
        )
        totals.update(texts=len(batch), facts=len(found.facts), new=recorded.new, **found.skipped)
        done(len(batch))
    return dict(totals)


def _collect(source: UnreadSource, extraction: Extraction, extractor: Extractor, found: Findings) -> None:
    """Add what a text says of its product.

    A statement whose model is linked to another one than the text is about is that model's: it is counted, and not
    taken for the product's.
    """
    subject = source.model or source.product
    if not subject:
        found.skipped["texts without product"] += 1
        return
    others = {
        relation.tail
        for relation in extraction.relations
        if (head := extraction.spans[relation.head]).label == "MODEL" and head.id and head.id != source.model
    }
    claims = _Claims(source, subject, extractor)
    for position, span in enumerate(extraction.spans):
        if position in others and span.label in {"FEATURE", "PARAMETER"}:
            found.skipped["about another product"] += 1
        elif span.label == "FEATURE" and span.id:
            negated = is_negated(fold(source.text), span.start)
            found.facts.append(claims.fact("LACKS_FEATURE" if negated else "HAS_FEATURE", span, span.id))
        elif span.label == "PARAMETER" and source.kind != "review":
            # Shoppers state hours, prices and sizes of anything; sellers and experts state the product's.
            found.facts.append(claims.value(span, found))
    for aspect in extraction.aspects:
        if aspect.feature:
            found.facts.append(claims.opinion(aspect, aspect.feature))
    found.facts.extend(claims.quantifies(extraction, others))


@dataclass(frozen=True, slots=True)
class _Claims:
    """Makes facts of one text."""

    source: UnreadSource
    subject: str
    extractor: Extractor

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

    def value(self, span: Span, found: Findings) -> Fact:
        parameter = _parameter(span)
        found.parameters.append(parameter)
        variant = parameter.attribute in VARIANT_ATTRIBUTES and self.source.product
        return self.fact("HAS_PARAMETER", span, parameter.id, self.source.product if variant else None)

    def opinion(self, aspect: Aspect, feature: str) -> Fact:
        return self.fact(OPINIONS[aspect.polarity], aspect, feature)

    def quantifies(self, extraction: Extraction, others: Iterable[int]) -> Iterator[Fact]:
        if self.source.kind == "review":
            return
        for relation in extraction.relations:
            value, feature = extraction.spans[relation.head], extraction.spans[relation.tail]
            if relation.type == "QUANTIFIES" and feature.id and relation.head not in others:
                yield self.fact("QUANTIFIES", feature, feature.id, _parameter(value).id)


def _parameter(span: Span) -> Parameter:
    value = Value(
        span.attribute or "other", span.value or span.text, span.unit or "", span.start, span.end, span.text
    )
    return parameter_of(value)
