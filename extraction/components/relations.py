"""Which span says what of which: by pattern."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.comparisons import Products
from extraction.documents import Relation, Span
from extraction.mentions import notes_of

NEGATION: Final = re.compile(
    r"(?:不支持|不带|不含|没有|没|无|缺少|取消了|少了|(?<![a-z])(?:no|without|lacks?|missing|not support|doesn't have|does not have))"
    r"[^,，.。;；!！]{0,6}$"
)
REACH: Final = 12


@Language.component("daogou_relations")
def relations(doc: Doc) -> Doc:
    """Relate the spans that stand."""
    notes = notes_of(doc)
    notes.relations = tuple(predict(notes.folded, notes.spans))
    return doc


def predict(folded: str, spans: Sequence[Span]) -> Iterator[Relation]:
    """Yield MADE_BY, HAS_FEATURE, LACKS_FEATURE, HAS_PARAMETER and QUANTIFIES.

    A brand belongs to the model behind it; a feature or value to the model that `Products` tells.
    """
    models = [position for position, span in enumerate(spans) if span.label == "MODEL"]
    products = Products(folded, spans)
    for position, span in enumerate(spans):
        if span.label in {"FEATURE", "PARAMETER"} and not products.is_difference(position):
            head = products.of(position)
            if head is not None:
                yield Relation(_kind(folded, span), head, position, 0.9)
        if span.label == "BRAND" and (owned := _model_after(position, models, spans)) is not None:
            yield Relation("MADE_BY", owned, position, 0.95)
        if span.label == "PARAMETER" and position + 1 < len(spans):
            follower = spans[position + 1]
            if follower.label == "FEATURE" and folded[span.end : follower.start].strip() in {"", "的"}:
                yield Relation("QUANTIFIES", position, position + 1, 0.9)


def is_negated(folded: str, start: int) -> bool:
    """Say whether what starts at `start` is said to be missing."""
    return bool(NEGATION.search(folded[max(0, start - REACH) : start]))


def _kind(folded: str, span: Span) -> str:
    if span.label == "PARAMETER":
        return "HAS_PARAMETER"
    return "LACKS_FEATURE" if is_negated(folded, span.start) else "HAS_FEATURE"


def _model_after(position: int, models: Sequence[int], spans: Sequence[Span]) -> int | None:
    place = bisect_right(models, position)
    if place == len(models):
        return None
    between = islice(spans, position + 1, models[place])
    return models[place] if all(span.label == "BRAND" for span in between) else None
