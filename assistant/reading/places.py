"""What of a list, or of what was compared, a message points at: the second one, 前者, the lighter one, 这几个."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.words import pattern, patterns, read_words

LOWEST, HIGHEST = -1, 1
MOST: Final = {"lowest": LOWEST, "highest": HIGHEST}


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a message points at.

    `places` are those of the list shown last: 1 the first, -1 the last. `sides` are the same of what is side by side,
    or else of that list. `most` is the one of either with the lowest (-1) or highest (1) number of an attribute,
    `others` those of either that were not spoken of last, `every` all of them.
    """

    places: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    most: tuple[str, int] | None = None
    others: bool = False
    every: bool = False

    def __bool__(self) -> bool:
        """Say whether it points at anything."""
        return bool(self.places or self.sides or self.most or self.others or self.every)

    def count(self, listed: int) -> int:
        """Return how many it points at, of `listed` ones."""
        return listed if self.every else len(self.places) + len(self.sides) + bool(self.most)


def pointed(text: str, *, listed: bool) -> Pointed:
    """Return what a text points at; bare numbers are places only where products are `listed`: 2和3, does 2 have it."""
    found = [place for match in pattern("ordinals").finditer(text) for place in _places(match)]
    if listed and not found:
        found = [_number(n) for match in pattern("bare_places").finditer(text) for n in match.groups() if n]
    sides = [side for name, each in _sides().items() if each.search(text) for side in name]
    most = next(
        (
            (attribute, MOST[match.lastgroup])
            for attribute, each in patterns("the_most").items()
            if (match := each.search(text)) and match.lastgroup
        ),
        None,
    )
    return Pointed(
        tuple(dict.fromkeys(place for place in found if place)),
        tuple(dict.fromkeys(sides)),
        most,
        others=bool(pattern("the_others").search(text)),
        every=bool(pattern("every_one").search(text)),
    )


def unpointed(text: str) -> str:
    """Return a text with blanks where it points at the one that is lightest and the like, which asks for no weight."""
    for each in patterns("the_most").values():
        text = each.sub(lambda match: " " * len(match[0]), text)
    return text


@cache
def _sides() -> dict[tuple[int, ...], re.Pattern[str]]:
    return {(1, 2): pattern("both"), (1,): pattern("former"), (-1,): pattern("latter")}


def _places(match: re.Match[str]) -> list[int]:
    if match["pair"]:
        return [1, 2]
    if match["ends"]:
        return [-2, -1]
    word = match["zh"] or match["hao"] or match["en"] or match["n"] or match.lastgroup or ""
    return [_number(word)]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _numbers().get(word, 0)


@cache
def _numbers() -> dict[str, int]:
    return {word: row["number"] for row in read_words("ordinals") for word in row["words"]}
