"""The part of a sentence that answers: every run of its words, told apart by numbers by name for a linear model."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.terms import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.matching import Read
    from assistant.questions import Question

LONGEST: Final = 30
"""Words of an answer at most."""
EDGE: Final = "edge"
_BREAKS: Final = frozenset(",;:-–—()!?.，；：、（）！？。")
_TURNS: Final = frozenset(
    {"but", "because", "although", "though", "while", "however", "但是", "但", "不过", "因为", "虽然", "可是"}
)


class Span(NamedTuple):
    """A run of words of a sentence: `[start, end)` of the sentence's text, and its numbers by name."""

    start: int
    end: int
    numbers: dict[str, float]


def spans(question: Question, text: Read) -> Iterator[Span]:
    """Yield each run of at most `LONGEST` words that begins and ends with one; time grows with their square."""
    parts = _Parts(question, text)
    for first, kind in enumerate(parts.kinds):
        if kind == "sign":
            continue
        for last in range(first, min(len(parts.kinds), first + 2 * LONGEST)):
            length = parts.count("words", first, last)
            if length > LONGEST:
                break
            if parts.kinds[last] != "sign":
                start, end = text.tokens[first].start, text.tokens[last].end
                yield Span(start, end, dict(parts.describe(first, last, length)))


class _Parts:
    """What the words of a sentence are to a question."""

    def __init__(self, question: Question, text: Read) -> None:
        matches = set(text.asked(question) or text.mentions(question.related))
        judging = set(text.judging)
        self.question = question
        self.kinds = [
            "match" if place in matches else _or_judges(kind_of(token.word), judges=place in judging)
            for place, token in enumerate(text.tokens)
        ]
        words = [token.word for token in text.tokens]
        self._clause = [0, *accumulate(word in _BREAKS or word in _TURNS for word in words)]
        self._begins = [word in _TURNS for word in words]
        flags = {
            "words": [kind != "sign" for kind in self.kinds],
            "matches": [place in matches for place in range(len(words))],
            "opinions": [place in judging for place in range(len(words))],
            "figures": [kind == "number" for kind in self.kinds],
            "verbs": [kind == "verb" for kind in self.kinds],
        }
        self._sums = {name: [0, *accumulate(values)] for name, values in flags.items()}

    def count(self, name: str, first: int, last: int) -> int:
        """Return how many of the words `[first, last]` are such."""
        return self._sums[name][last + 1] - self._sums[name][first]

    def describe(self, first: int, last: int, length: int) -> Iterator[tuple[str, float]]:
        """Yield the numbers of the run `[first, last]`, 0 left out."""
        kinds = self.kinds
        yield f"begins with {kinds[first]}", 1.0
        yield f"ends with {kinds[last]}", 1.0
        yield f"behind {kinds[first - 1] if first else EDGE}", 1.0
        yield f"before {kinds[last + 1] if last + 1 < len(kinds) else EDGE}", 1.0
        yield from self._fits(first, last, length)
        for name in ("matches", "opinions"):
            inside, all_ = self.count(name, first, last), self._sums[name][-1]
            if inside:
                yield f"has {name}", 1.0
                yield f"share of {name}", inside / all_
            if inside == all_:
                yield f"all {name}", 1.0
        matched, judged, said = (bool(self.count(n, first, last)) for n in ("matches", "opinions", "verbs"))
        if matched and judged:
            yield "opinion of a match", 1.0
            yield "opinion said of a match", float(said)
        if said:
            yield "has a verb", 1.0
        if self.question.kind == "number" and self.count("figures", first, last):
            yield "the figure asked for", 1.0
        if self.question.kind == "opinion":
            yield "the opinion asked for", float(judged)

    def _fits(self, first: int, last: int, length: int) -> Iterator[tuple[str, float]]:
        """Yield how the run lies in its sentence and clause."""
        all_, size = self._sums["words"][-1], math.log(length)
        begins = (
            not first or self._begins[first - 1] or self._begins[first] or self.kinds[first - 1] == "sign"
        )
        behind = last + 1
        ends = behind == len(self.kinds) or self._begins[behind] or self.kinds[behind] == "sign"
        yield "length", size
        yield "length squared", size * size
        yield "length in a sentence's", size * math.log(all_)
        yield f"length for {self.question.kind}", size
        yield "share", length / all_
        yield "signs within", float(last + 1 - first - length)
        yield f"{min(length, 4)} words", 1.0
        if begins:
            yield "begins a clause", 1.0
        if ends:
            yield "ends a clause", 1.0
        if begins and ends:
            yield "clauses", 1.0
        if self._clause[first + 1] == self._clause[last + 1]:
            yield "within a clause", 1.0
        if length == all_:
            yield "whole", 1.0
        elif first == 0:
            yield "from the beginning", 1.0


def _or_judges(kind: str, *, judges: bool) -> str:
    return "opinion" if judges and kind == "word" else kind
