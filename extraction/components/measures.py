"""Which feature a value measures: 66W the 超级快充 beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from extraction.documents import Span
from extraction.patterns import read_patterns

BEFORE: Final = frozenset({"", "的"})
"""What may stand between a value and the feature behind it, spaces aside."""


def measured(position: int, folded: str, spans: Sequence[Span]) -> int | None:
    """Return the feature that the value at `position` measures: the one behind it, else the one it is written onto.

    It is of a kind that such values measure: 64GB says nothing of the WiFi behind it, nor a colour of anything.
    """
    span = spans[position]
    if position + 1 < len(spans) and _measures(span, spans[position + 1], folded):
        behind = spans[position + 1]
        if folded[span.end : behind.start].strip() in BEFORE:
            return position + 1
    if position and spans[position - 1].end == span.start and _measures(span, spans[position - 1], folded):
        return position - 1
    return None


def _measures(value: Span, feature: Span, folded: str) -> bool:
    pattern = _patterns().get(value.attribute or "")
    return bool(
        feature.label == "FEATURE" and pattern and pattern.search(folded[feature.start : feature.end])
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return for each attribute what names the features that its values measure."""
    return {
        attribute: re.compile(row["pattern"])
        for row in read_patterns("measures")
        for attribute in row["attributes"]
    }
