"""What goes wrong most often, and whether a confidence means what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extraction.documents import Span

BINS = 10
Pair = tuple[Sequence[Span], Sequence[Span]]
"""The right spans of a text, and those found."""


class Confusion(NamedTuple):
    """One kind of error: what was wanted and what was found, `-` for nothing."""

    wanted: str
    found: str
    wanted_text: str
    found_text: str


def confusions(pairs: Iterable[Pair]) -> Counter[Confusion]:
    """Count errors: a span missed, invented, of another label or attribute, or with other ends."""
    counted: Counter[Confusion] = Counter()
    for gold, found in pairs:
        right = {_key(span) for span in gold} & {_key(span) for span in found}
        missed = [span for span in gold if _key(span) not in right]
        wrong = [span for span in found if _key(span) not in right]
        for span in missed:
            instead = next(
                (other for other in wrong if other.start < span.end and span.start < other.end), None
            )
            if instead:
                wrong.remove(instead)
            counted[_confusion(span, instead)] += 1
        counted.update(_confusion(None, span) for span in wrong)
    return counted


def calibration_error(pairs: Iterable[Pair]) -> float:
    """Return the expected calibration error (Naeini et al. 2015) of spans, in ten bins of equal width.

    It is the mean distance between how sure the extractor says it is and how often it is right.
    """
    sure, right, count = ([0.0] * BINS for _ in range(3))
    for gold, found in pairs:
        wanted = {_key(span) for span in gold}
        for span in found:
            place = min(int(span.confidence * BINS), BINS - 1)
            sure[place] += span.confidence
            right[place] += _key(span) in wanted
            count[place] += 1
    total = sum(count)
    return sum(abs(s - r) for s, r in zip(sure, right, strict=True)) / total if total else 0.0


def _confusion(wanted: Span | None, found: Span | None) -> Confusion:
    return Confusion(_name(wanted), _name(found), wanted.text if wanted else "", found.text if found else "")


def _name(span: Span | None) -> str:
    if span is None:
        return "-"
    return f"{span.label}/{span.attribute}" if span.attribute else span.label


def _key(span: Span) -> tuple[object, ...]:
    return span.start, span.end, span.label, span.attribute
