"""The words around what is named, which say what is meant: not, at most, around, instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from assistant.words import pattern, read_words

FAR: Final = 8
"""Characters between a negation and what it denies."""
WORDS_APART: Final = 3
"""Words between an English one and what it denies."""
QUOTES: Final = frozenset('“”"')


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue that stands before what it says something of, or behind it."""

    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def cue(name: str) -> Cue:
    """Return the cue of that name."""
    row = next(row for row in read_words("cues") if row["cue"] == name)
    return Cue(re.compile(row["before"]), re.compile(row["after"]))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a stretch of a message, within its clause."""

    before: str
    after: str

    def at(self, name: str) -> bool:
        """Say whether a cue stands right at the stretch."""
        return self.reach(name) > 0

    def reach(self, name: str) -> int:
        """Return how many characters of a cue stand right at the stretch, 0 where there is none."""
        found = (cue(name).before.search(self.before), cue(name).after.match(self.after))
        return max(len(match[0].strip()) or 1 if match else 0 for match in found)

    def denied_before(self, name: str = "refused") -> bool:
        """Say whether something before the stretch denies it."""
        return any(_near(self.before[match.end() :]) for match in cue(name).before.finditer(self.before))

    def adjacent(self) -> bool:
        """Say whether a refusal stands right at the stretch, before or behind it."""
        ends = [match.end() for match in cue("refused").before.finditer(self.before)]
        right = bool(ends) and not self.before[ends[-1] :].strip(" a买要看")
        return right or bool(cue("refused").after.match(self.after))

    def quoted(self) -> bool:
        """Say whether the stretch is quoted."""
        return not QUOTES.isdisjoint(self.before)

    def denied(self, name: str = "refused") -> bool:
        """Say whether a cue denies the stretch: within some characters before it, or right behind it.

        What is not considered without it is wanted: 没小红点不考虑.
        """
        if self.before.endswith(("没", "没有")) and pattern("must_have").match(self.after):
            return False
        ends = [match.end() for match in cue(name).before.finditer(self.before)]
        near = bool(ends) and _near(self.before[ends[-1] :])
        return near or bool(cue(name).after.match(self.after))


def _near(between: str) -> bool:
    if between.lstrip()[:1] in QUOTES:
        # All of what is quoted is denied: 不要求“颜色 白色”.
        return not QUOTES & {*between.strip()[1:]}
    if not between.isascii():
        return len(between) <= FAR and not re.search(r"[要想是有买看\s]", between)
    return len(between.split()) <= WORDS_APART


def around(text: str, start: int, end: int) -> Surroundings:
    """Return the clause around `[start, end)`."""
    left, right = 0, len(text)
    for match in pattern("clause").finditer(text):
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end:
            right = match.start()
            break
    return Surroundings(text[left:start], text[end:right])


def joined(text: str, end: int, start: int) -> bool:
    """Say whether nothing but a joining word stands between two stretches."""
    return pattern("joined").fullmatch(text[end:start]) is not None


def says(name: str, text: str) -> bool:
    """Say whether a cue stands anywhere in `text`."""
    return bool(cue(name).before.search(text) or cue(name).after.search(text))
