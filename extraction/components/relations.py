"""Which span says what of which: by pattern."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.comparisons import Products
from extraction.components.measures import measured
from extraction.components.negation import Negations
from extraction.documents import Relation, Span
from extraction.makers import brand_behind
from extraction.mentions import notes_of


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
    products, missing = Products(folded, spans), Negations(folded, spans)
    for position, span in enumerate(spans):
        if span.label in {"FEATURE", "PARAMETER"} and not products.is_difference(position):
            heads = products.all_of(position)
            if kind := _kind(span, is_missing=position in missing):
                yield from (Relation(kind, head, position, 0.9) for head in heads)
        if span.label == "BRAND" and (owned := _model_of(position, models, spans)) is not None:
            yield Relation("MADE_BY", owned, position, 0.95)
        if span.label == "PARAMETER" and (feature := measured(position, folded, spans)) is not None:
            yield Relation("QUANTIFIES", position, feature, 0.9)


def _kind(span: Span, *, is_missing: bool) -> str | None:
    """Return what a product has to do with a feature or value; with a value that it has not, nothing."""
    if span.label == "PARAMETER":
        return None if is_missing else "HAS_PARAMETER"
    return "LACKS_FEATURE" if is_missing else "HAS_FEATURE"


def _model_of(position: int, models: Sequence[int], spans: Sequence[Span]) -> int | None:
    """Return the model of the brand at `position`: the one behind it, or the one right before it that has no other."""
    is_last = position and spans[position - 1].label == "MODEL" and brand_behind(position - 1, spans)
    if is_last and not (position > 1 and spans[position - 2].label == "BRAND"):
        return position - 1
    place = bisect_right(models, position)
    if place == len(models):
        return None
    between = spans[position + 1 : models[place]]
    return models[place] if all(span.label == "BRAND" for span in between) else None
