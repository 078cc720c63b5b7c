"""The sentences of a text, and the one around a span, in Chinese and English."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# A line, a full-width full stop, or a Western one with space after it (so not the one in "6.5 inch"), or one between a
# small letter and a capital: reviews leave the space out.
_END: Final = re.compile(
    r"[。！？!?；;]+[”’」』\"')）]*|\.(?=\s)|(?<=[a-z0-9)])\.+(?=[A-Z][a-z])|(?<=[a-z)])\.(?=I\b)|\n"
)
LONGEST: Final = 400
"""Characters; a text without any full stop is cut around the span, or behind a clause or a word."""


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence of `text` that holds `[start, end)`, trimmed; always with the whole span in it."""
    ends = _ends(text)
    before = bisect_right(ends, start)
    behind = max(before, bisect_left(ends, end))
    left = max(ends[before - 1] if before else 0, min(start, end - LONGEST))
    right = min(ends[behind] if behind < len(ends) else len(text), max(end, start + LONGEST))
    return text[left:right].strip()


@lru_cache(256)
def _ends(text: str) -> tuple[int, ...]:
    """Return where sentences end; kept, since the facts of a text are looked at together."""
    return tuple(match.end() for match in _END.finditer(text))


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield `[start, end)` of each sentence of `text` in order, trimmed; what has neither letter nor figure is none."""
    left = 0
    for right in (*(match.end() for match in _END.finditer(text)), len(text)):
        for start, end in _pieces(text, left, right):
            said = text[start:end]
            if any(map(str.isalnum, said)):
                yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
        left = right


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        window = text[start : start + LONGEST]
        cut = max(map(window.rfind, ",，;、 ")) + 1
        cut = start + (cut if cut > LONGEST // 2 else LONGEST)
        yield start, cut
        start = cut
    yield start, end
