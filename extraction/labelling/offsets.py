"""Places in a text: code points as we count them, and the UTF-16 code units of JavaScript."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import Final

LAST_OF_ONE_UNIT: Final = 0xFFFF


class Utf16:
    """The places of one text in both counts; they differ behind a character beyond U+FFFF, as an emoji is."""

    def __init__(self, text: str) -> None:
        lengths = (2 if ord(character) > LAST_OF_ONE_UNIT else 1 for character in text)
        self._units = list(accumulate(lengths, initial=0))

    def unit(self, point: int) -> int:
        """Return the code unit at which the code point `point` begins; `point` may be the text's length."""
        return self._units[point]

    def point(self, unit: int) -> int | None:
        """Return the code point that begins at a code unit; None outside the text, or inside a character."""
        point = bisect_left(self._units, unit)
        return point if point < len(self._units) and self._units[point] == unit else None
