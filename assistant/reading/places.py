"""Places of a list that a message speaks of: the second one, 最后一款, 前两个."""

from __future__ import annotations

import re
from functools import cache

from assistant.words import pattern, read_words


def places_of(text: str) -> tuple[int, ...]:
    """Return the places of a list that a text speaks of: 1 the first, -1 the last."""
    found = [place for match in pattern("ordinals").finditer(text) for place in _places(match)]
    return tuple(dict.fromkeys(place for place in found if place))


def _places(match: re.Match[str]) -> list[int]:
    if match["both"]:
        return [1, 2]
    word = match["zh"] or match["en"] or match["n"] or match.lastgroup or ""
    return [int(word) if word.isdigit() else _numbers().get(word, 0)]


@cache
def _numbers() -> dict[str, int]:
    return {word: row["number"] for row in read_words("ordinals") for word in row["words"]}
