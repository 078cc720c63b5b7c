"""Parameters by attribute: the recogniser learns `PARAMETER/color`, and its spans are given attribute and value again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from extraction.cells import read_values
from extraction.documents import Span
from extraction.learned.examples import Example

SIGN: Final = "/"
PARAMETER: Final = "PARAMETER"


def refined(example: Example) -> Example:
    """Return the example with parameters labelled by attribute too."""
    return replace(example, spans=tuple(replace(span, label=fine_label(span)) for span in example.spans))


def plain(example: Example) -> Example:
    """Return a refined example with the labels of our guide again."""
    spans = tuple(replace(span, label=plain_label(span.label)) for span in example.spans)
    return replace(example, spans=spans)


def fine_label(span: Span) -> str:
    """Return the label that the recogniser has for a span."""
    return f"{span.label}{SIGN}{span.attribute}" if span.attribute else span.label


def plain_label(label: str) -> str:
    """Return the label of our guide that a recogniser's label refines."""
    return label.partition(SIGN)[0]


def read_back(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans with their plain labels; a parameter with its value, left out where its words hold none."""
    for span in spans:
        label, _, attribute = span.label.partition(SIGN)
        if label != PARAMETER or not attribute:
            yield span
        elif values := read_values(span.text, attribute):
            value = values[0]
            yield replace(span, label=label, attribute=value.attribute, value=value.value, unit=value.unit)
