"""Which brand a model is of, by what stands around it and by its line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extraction.documents import Span
from extraction.identifiers import entity_id
from extraction.lexicon import Lexicon

BESIDE: Final = 3
"""Characters that may stand between a brand and its model: a space, a bracket."""


def with_makers(spans: Sequence[Span], lexicon: Lexicon) -> Iterator[tuple[Span, str | None]]:
    """Yield each span, a model's with the id of its brand, None where nothing tells it.

    The brand right before the model is surest, then the one whose line its name opens with (iPhone), then the last one
    before it, then the one right behind it (13 Ultra 小米). A brand that is unknown itself has the id that it will have
    once it is accepted.
    """
    last: Span | None = None
    for position, span in enumerate(spans):
        if span.label == "BRAND":
            last = span
        yield span, _maker(position, spans, last, lexicon) if span.label == "MODEL" else None


def _maker(position: int, spans: Sequence[Span], last: Span | None, lexicon: Lexicon) -> str | None:
    model = spans[position]
    if last and model.start - last.end <= BESIDE:
        return _id(last)
    if line := lexicon.maker(model.text):
        return line
    brand = last or brand_behind(position, spans)
    return _id(brand) if brand else None


def brand_behind(position: int, spans: Sequence[Span]) -> Span | None:
    """Return the brand right behind the model at `position` where it is no other model's."""
    if position + 1 == len(spans) or spans[position + 1].label != "BRAND":
        return None
    brand = spans[position + 1]
    if brand.start - spans[position].end > BESIDE:
        return None
    other = spans[position + 2] if position + 2 < len(spans) else None
    is_others = other and other.label == "MODEL" and other.start - brand.end <= BESIDE
    return None if is_others else brand


def _id(brand: Span) -> str:
    return brand.id or entity_id("BRAND", brand.text)
