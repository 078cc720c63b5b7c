"""Marks of people into annotated lines, as `daogou train extractor` and `daogou evaluate extractor` read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any, Final

from extraction.cells import read_values
from extraction.documents import Text
from extraction.errors import InputError
from extraction.labelling.marks import ASPECT, Mark, described
from extraction.learned.fine import PARAMETER, SIGN
from extraction.quantities import find_values
from extraction.values import Value

POLARITIES: Final = ("positive", "negative", "neutral", "conflict")
"""Those of our guide, and the two more of SemEval, whose data models are trained on too."""
OTHER: Final = "other"


def annotated_row(text: Text, marks: Iterable[Mark]) -> dict[str, Any]:
    """Return the annotated line of a text; what a span does not have is left out.

    Raises:
        InputError: a mark is outside the text, overlaps another one of its layer, or judges in no known way.
    """
    ordered = sorted(marks)
    spans = [mark for mark in ordered if not mark.label.startswith(ASPECT)]
    aspects = [mark for mark in ordered if mark.label.startswith(ASPECT)]
    for layer in (spans, aspects):
        _check(layer, len(text.text))
    stated = find_values(text.text) if any(_is_parameter(mark) for mark in spans) else []
    return {
        **described(text),
        "spans": [_span(mark, text.text, stated) for mark in spans],
        "aspects": [_aspect(mark, text.text) for mark in aspects],
    }


def _check(layer: Sequence[Mark], length: int) -> None:
    for mark in layer:
        if not 0 <= mark.start < mark.end <= length:
            raise InputError(f"found {_shown(mark)}, expected a place in the text, which ends at {length}")
    for before, after in pairwise(layer):
        if after.start < before.end:
            raise InputError(
                f"found {_shown(before)} over {_shown(after)}, expected marks that do not overlap"
            )


def _shown(mark: Mark) -> str:
    return f"{mark.label} [{mark.start}, {mark.end})"


def _aspect(mark: Mark, text: str) -> dict[str, Any]:
    polarity = mark.label.removeprefix(ASPECT)
    if polarity not in POLARITIES:
        raise InputError(f"found the polarity {polarity!r}, expected one of {', '.join(POLARITIES)}")
    return {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end], "polarity": polarity}


def _span(mark: Mark, text: str, stated: Iterable[Value]) -> dict[str, Any]:
    span: dict[str, Any] = {"start": mark.start, "end": mark.end, "label": mark.label}
    if _is_parameter(mark):
        value = _reading(mark, text, stated)
        read = {"attribute": value.attribute, "value": value.value, "unit": value.unit}
        span |= {"label": PARAMETER, **read}
    return {**span, "text": text[mark.start : mark.end]}


def _is_parameter(mark: Mark) -> bool:
    return mark.label.partition(SIGN)[0] == PARAMETER


def _reading(mark: Mark, text: str, stated: Iterable[Value]) -> Value:
    """Return what a parameter's words say; the words themselves where they cannot be read."""
    words, attribute = text[mark.start : mark.end], mark.label.partition(SIGN)[2]
    # The whole text first: 8 in 8+128G is a size of memory only beside its neighbour.
    here = [value for value in stated if (value.start, value.end) == (mark.start, mark.end)]
    values = [value for value in here if attribute in ("", value.attribute)] or read_values(
        words, attribute or None
    )
    # Without an attribute nothing says which of several values is meant.
    told = values[:1] if attribute or len(values) == 1 else ()
    for value in told:
        if isinstance(value.value, str) or isfinite(value.value):
            return value
    return Value(attribute or OTHER, words, "", mark.start, mark.end, words)
