"""What a product is good for: use cases that a text says it suits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from extraction.components.aspects import Aspects
from extraction.documents import Aspect
from extraction.folding import any_of, fold
from extraction.lexicon import Lexicon
from extraction.mentions import notes_of
from extraction.patterns import read_patterns

SELLERS: Final = frozenset({"title", "description", "specification"})
"""Kinds of text that name a use only where they offer the product for it."""
REACH: Final = 40
"""Characters around a use that are looked at."""
BEHIND: Final = frozenset({"after", "belied"})
"""Kinds of pattern that stand behind a use; `before` and `denied` stand before it."""
SAID: Final = 0.8
JUDGED: Final = 0.7
"""How sure a use is that a text says outright, and one that it only praises."""


class Uses:
    """Finds the use cases of a lexicon that a text says its product suits.

    Sellers offer what they name. Whoever reviews says it outright ("great for gaming", 适合打游戏), calls the product by it
    (a gaming laptop, 游戏本), or, as a shopper, praises how it went (打游戏很流畅); that somebody used it so is not enough. What
    is denied (不适合, "not for gaming") or belied (打游戏力不从心) is not found. An aspect's `feature` is the use case, its polarity always positive.
    """

    def __init__(self) -> None:
        self._judge = Aspects()
        self._ids: dict[str, str] = {}
        self._named = any_of(())

    def learn(self, lexicon: Lexicon) -> None:
        """Look for the use cases of `lexicon` from now on, and for no others."""
        entries = [
            (fold(name), entry.id)
            for entry in lexicon.of("USE_CASE")
            for name in entry.names()
            if not lexicon.resolve("CATEGORY", name)
        ]
        self._ids = dict(reversed(entries))
        self._judge.look_for(self._ids)
        self._named = any_of(self._ids)

    def __call__(self, doc: Doc) -> Doc:
        """Set the uses."""
        notes = notes_of(doc)
        if notes.kind != "query":
            notes.uses = tuple(self.predict(notes.given, notes.folded, notes.kind))
        return doc

    def predict(self, text: str, folded: str, kind: str) -> Iterator[Aspect]:
        """Yield a mention of each use that `text` says its product suits, the first that says so."""
        found: dict[str, Aspect] = {}
        for match in self._named.finditer(folded):
            start, end = match.span()
            before, after = _around(folded, start, end)
            said = kind in SELLERS or _any("before", before) or _any("after", after)
            if said and not _taken_back(before, after):
                use = self._ids[match[0]]
                found.setdefault(use, Aspect(start, end, text[start:end], "positive", SAID, use))
        for praised in self._judge.predict(text, folded) if kind == "review" else ():
            good = praised.polarity == "positive"
            if good and praised.feature and not _taken_back(*_around(folded, praised.start, praised.end)):
                found.setdefault(praised.feature, replace(praised, confidence=JUDGED))
        yield from found.values()


def _around(folded: str, start: int, end: int) -> tuple[str, str]:
    return folded[max(0, start - REACH) : start], folded[end : end + REACH]


def _taken_back(before: str, after: str) -> bool:
    return _any("denied", before) or _any("belied", after)


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row[kind]) for row in read_patterns("uses") if kind in row)


def _any(kind: str, text: str) -> bool:
    """Say whether a pattern of a kind fits; what stands behind a use has to begin with it."""
    return any((p.match if kind in BEHIND else p.search)(text) for p in _patterns(kind))


@Language.factory("daogou_uses")
def create(nlp: Language, name: str) -> Uses:  # noqa: ARG001 (spaCy passes them)
    """Make the component; it knows no use until it learns a lexicon."""
    return Uses()
