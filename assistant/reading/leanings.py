"""Which way an attribute should lean where no number is said: light, 便宜点, a bigger battery."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from assistant.reading.cues import around
from assistant.reading.want import Span, Want, overlaps
from assistant.slots import Slot
from assistant.words import pattern, spoken

FIRST_TIME: Final = {"lower": "low", "higher": "high"}
OTHER_WAY: Final = {"low": "high", "high": "low"}


def leanings(text: str, spans: Sequence[Span], features: Sequence[Span], *, shown: bool) -> Iterator[Want]:
    """Yield what a message says without numbers; `spans` are read otherwise, and what is but a part of `features`.

    A comparative is one with what was `shown`, or with an example; where there is neither it is a mere wish.
    """
    free = list(spans)
    compares = shown or pattern("beside").search(text)
    for name in ("changes", "leanings"):
        found, by_word = spoken(name)
        for match in found.finditer(text):
            part = _is_part(*match.span(), features)
            if part or overlaps(*match.span(), free) or _is_bounded(text, *match.span()):
                continue
            row = by_word[match[0]]
            lean = row["lean"] if compares else FIRST_TIME.get(row["lean"], row["lean"])
            near = around(text, *match.span())
            denied = near.denied() or pattern("not_so").search(near.before)
            # Too heavy is said of what should be lighter, denied or not.
            if denied and not match[0].startswith(("太", "too ", "有点", "bit ")):
                lean = OTHER_WAY.get(lean, lean)
            elif row.get("only_denied"):
                continue
            free.append(match.span())
            yield Want(*match.span(), Slot(row["attribute"], "=", lean))
    for match in pattern("small_kind").finditer(text):
        if not overlaps(*match.span(), free):
            yield Want(*match.span(), Slot("screen_size", "=", "low"))


def _is_bounded(text: str, start: int, end: int) -> bool:
    """Say whether a word goes with a number, so that it is no mere leaning: or less, lighter than 200 g."""
    before, after = pattern("bounded_before"), pattern("bounded_after")
    return bool(before.search(text[:start]) or after.match(text[end:]))


def _is_part(start: int, end: int, features: Sequence[Span]) -> bool:
    """Say whether a word is a part of a longer feature's name: light of low light."""
    return any(left <= start and end <= right and right - left > end - start for left, right in features)
