"""Model names in shops' titles: where cutting known words away leaves values in one, the extractor's rules read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extraction.components.comparisons import Products
from extraction.components.model_names import TIERS
from extraction.documents import Span, Text
from extraction.folding import fold
from extraction.lexicon import Lexicon
from extraction.pipeline import Extractor, build
from sources.records import CatalogRecord, Reject
from sources.records import Span as Place

NAMED: Final = frozenset({"network", "year", "cpu", "gpu", "soc", "resolution", "other"})
"""Attributes whose values makers put into names: Moto G 5G, MacBook Air M2."""
SEAMS: Final = re.compile(
    rf"(?i)(?<![a-z])(?:{TIERS})(?=\d|(?:{TIERS})\+?(?![a-z]))|[a-z]{{4,}}(?=\d)|\d(?=(?:{TIERS}){{1,2}}\+?(?![a-z]))"
)
"""What a space belongs behind: iPhone|13|Pro|Max. S24 and WH-1000XM5 are one word."""


def settled(read: Iterator[CatalogRecord | Reject], lexicon: Lexicon) -> Iterator[CatalogRecord | Reject]:
    """Pass records on, their models named without what a title says besides."""
    extractor = build(lexicon)
    for item in read:
        yield item if isinstance(item, Reject) else _settle(item, extractor)


def _settle(record: CatalogRecord, extractor: Extractor) -> CatalogRecord:
    title, model = record.spans.get("title"), record.spans.get("model")
    if not (title and model and _is_within(model[0], title[0])):
        return record
    (found,) = extractor.read([Text(record.id, record.title, "title")])
    name = fold(record.model or "")
    if not any(_is_besides(span) and fold(span.text) in name for span in found.spans):
        return replace(record, model=spaced(record.model or ""))
    offset = title[0][0]
    own = _model(record.title, model[0][0] - offset, found.spans)
    spans = {field: places for field, places in record.spans.items() if field != "model"}
    if own:
        spans["model"] = ((own[0] + offset, own[1] + offset),)
    kind = next((span for span in found.spans if span.label == "CATEGORY"), None)
    categories, places = record.categories, record.spans.get("category", ())
    if kind and places and _is_within(places[0], title[0]):
        categories, spans["category"] = (kind.text,), ((kind.start + offset, kind.end + offset),)
    model_name = spaced(record.title[own[0] : own[1]]) if own else None
    return replace(record, model=model_name, categories=categories, spans=spans)


def spaced(name: str) -> str:
    """Return a model's name with its words apart, so that its spellings make one model: iPhone13ProMax."""
    return SEAMS.sub(lambda seam: f"{seam[0]} ", name)


def _model(title: str, start: int, spans: Sequence[Span]) -> Place | None:
    """Return where the product's own model stands: as the rules read it, else up to the first thing that they know.

    None where nothing does: a charger for a phone is not that phone.
    """
    products = Products(fold(title), spans)
    if products.own is not None:
        return spans[products.own].start, spans[products.own].end
    if products.hosts:
        return None
    end = next((span.start for span in spans if span.end > start), start)
    name = title[start:end].rstrip(" -,，、/")
    return (start, start + len(name)) if name else None


def _is_besides(span: Span) -> bool:
    return span.label == "CATEGORY" or (span.label == "PARAMETER" and span.attribute not in NAMED)


def _is_within(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
