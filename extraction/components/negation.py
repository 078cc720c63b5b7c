"""What a text says that a product has not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from extraction.documents import Span
from extraction.patterns import read_patterns

REACH: Final = 12
JOINED: Final = re.compile(r"\s?(?:和|或|与|及|、|以及|或者|或是)\s?|\s(?:or|nor)\s|\s?,\s?(?:or|nor|no)\s")
"""What stands between two things that one negation is said of: no NFC or wireless charging."""
WORDS: Final = r"不支持|不带|不含|不具备|没有|没|无|缺少|取消了|少了|(?<![a-z])(?:no|without|lacks?|missing|not support|doesn't have|does not have)"
NOT_A: Final = re.compile(r"(?:非|(?<![a-z])non)[\s-]?$")
"""Before a value: 非5G, non-5G."""


class Negations:
    """Which features and values of a text are said to be missing."""

    def __init__(self, folded: str, spans: Sequence[Span]) -> None:
        self._missing: set[int] = set()
        for position, span in enumerate(spans):
            before = spans[position - 1] if position else None
            shares = position - 1 in self._missing and _is_joined(before, span, folded)
            # What is said of the feature before ends with it: 不支持无线充电 NFC.
            first = before.end if before and before.label in {"FEATURE", "PARAMETER"} else 0
            if shares or _is_missing(span, folded[max(first, span.start - REACH) : span.start]):
                self._missing.add(position)

    def __contains__(self, position: int) -> bool:
        return position in self._missing


def _is_missing(span: Span, near: str) -> bool:
    if span.label == "PARAMETER":
        # Farther away it denies something else: 没有小米13那样的4500mAh.
        return bool(_directly().search(near) or NOT_A.search(near))
    return span.label == "FEATURE" and bool(_nearby().search(near))


def _is_joined(before: Span | None, span: Span, folded: str) -> bool:
    """Say whether what denies `before` denies `span` too: no NFC or wireless charging, 没有66W快充."""
    if before is None:
        return False
    gap = folded[before.end : span.start]
    if before.label == span.label:
        return bool(JOINED.fullmatch(gap))
    return (before.label, span.label) == ("PARAMETER", "FEATURE") and gap in {"", "的"}


@cache
def _negation() -> str:
    """Return a pattern of a negation that is no part of a word which only looks like one: 无线, 不仅, "no doubt"."""
    plain = [row["text"] for row in read_patterns("negations") if not row.get("negates", True)]
    return rf"(?!{'|'.join(map(re.escape, plain))})(?:{WORDS})"


@cache
def _nearby() -> re.Pattern[str]:
    return re.compile(rf"{_negation()}[^,，.。;；!！]{{0,6}}$")


@cache
def _directly() -> re.Pattern[str]:
    return re.compile(rf"{_negation()}\s?(?:任何|any\s)?$")
