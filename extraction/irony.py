"""Praise that is none: quoted, wished for, mocking, or belied by what follows.

Irony in reviews is told by such marks better than by single words (Carvalho et al., "Clues for detecting irony in
user-generated contents: oh…!! it's 'so easy' ;-)", 2009).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from extraction.patterns import read_patterns

QUOTED: Final = re.compile(r"(?<![\da-z])[“\"「『‘]([^“”\"「」『』‘’]{1,14})[”\"」』’]")
"""A word or two between quotation marks; more is what somebody said, and a digit before the mark makes it inches."""
SENTENCE: Final = re.compile(r"[。!?;\n]|\.(?!\d)")
SEEN: Final = 60
"""Characters behind the praise in which a contrary fact is looked for."""


class Clue(NamedTuple):
    """What stands around praise that is none; None asks for nothing."""

    before: re.Pattern[str] | None
    says: re.Pattern[str] | None
    after: re.Pattern[str] | None
    sentence: re.Pattern[str] | None


def is_ironic(folded: str, begin: int, start: int, end: int) -> bool:
    """Say whether the praise `folded[start:end]`, in a clause that begins at `begin`, is meant otherwise.

    - quoted: the praise stands in quotation marks: 真是“好”用, the "fast" charger.
    - `wish`: it is what the author would have: 要是屏幕再亮点就好了, "could be better", "I wish …".
    - `mock`: the sentence says so: 也是醉了, 还好意思, "thanks for nothing", "Great, another …", "just what I needed: …".
    - `contrary`: praise laid on thick, and a fault right after it without a but: 可太流畅了，一天死机三次.

    呵呵 is no clue: of 150 reviews that hold it 104 are friendly.
    """
    if any(
        quoted.start() < start and end < quoted.end() for quoted in QUOTED.finditer(folded, begin, end + 16)
    ):
        return True
    return any(_fits(clue, folded, begin, start, end) for clue in _clues())


def _fits(clue: Clue, folded: str, begin: int, start: int, end: int) -> bool:
    if clue.sentence:
        return bool(clue.sentence.search(_sentence(folded, start, end)))
    return (
        (clue.before is None or bool(clue.before.search(folded[begin:start])))
        and (clue.says is None or bool(clue.says.fullmatch(folded[start:end])))
        and (clue.after is None or bool(clue.after.match(folded[end : end + SEEN])))
    )


def _sentence(folded: str, start: int, end: int) -> str:
    """Return the sentence around `folded[start:end]`, as far as it is near."""
    first, last = max(0, start - SEEN), end + SEEN
    for cut in SENTENCE.finditer(folded, first, last):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            last = cut.start()
            break
    return folded[first:last]


@cache
def _clues() -> tuple[Clue, ...]:
    def compiled(row: dict[str, str], name: str) -> re.Pattern[str] | None:
        return re.compile(row[name]) if name in row else None

    return tuple(Clue(*(compiled(row, name) for name in Clue._fields)) for row in read_patterns("irony"))
