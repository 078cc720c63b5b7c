"""Misspelt Latin words put right: samsng is Samsung."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable
from difflib import get_close_matches
from typing import Final

from assistant.reading.mentions import Name
from assistant.words import common_words
from extraction.folding import fold

SHORTEST: Final = 5
"""Letters from which on a word may be misspelt."""
WORD: Final = re.compile(rf"[a-z]{{{SHORTEST},}}")
LONG: Final = 8
"""Letters from which on a word may have two too many or too few."""
LINE: Final = 5
"""Models from which on the first word of their names is a line's."""
ALIKE: Final = 0.8
"""How alike two spellings are at least: twice the letters they share by all their letters (Ratcliff & Obershelp)."""
LEAST: Final = {"Brand": 5, "Category": 5, "Feature": 7, "UseCase": 6}
"""Labels whose names words are put right to, and how long those are at least."""


class Speller:
    """Puts words right to names of brands, categories, features, uses and product lines; memory grows with the names.

    Args:
        names: what is called how.
        known: keys of all names, which are never put right.
    """

    def __init__(self, names: Iterable[Name], known: Container[str]) -> None:
        self._known = known
        self._words: dict[str, set[str]] = defaultdict(set)
        self._spelt = set(common_words("unnamed") | common_words("spelt") | common_words("ambiguous"))
        lines: Counter[str] = Counter()
        for name in names:
            text = fold(name.text)
            if name.label in LEAST and len(text) >= LEAST[name.label]:
                self._add(text)
            first, *others = text.split()
            self._spelt |= {first, *others}
            lines[first] += name.label == "Model" and not name.short and bool(others)
        for line, models in lines.items():
            if models >= LINE and len(line) >= SHORTEST:
                self._add(line)

    def _add(self, word: str) -> None:
        if word.isascii() and word.isalpha():
            self._words[word[0]].add(word)

    def corrected(self, text: str) -> str:
        """Return a folded text with its misspelt words put right."""
        return WORD.sub(lambda match: self._put_right(match[0]), text)

    def _put_right(self, word: str) -> str:
        if word in self._spelt or word.rstrip("s") in self._spelt or word in self._known:
            return word
        reach = 2 if len(word) >= LONG else 1
        near = [known for known in self._words[word[0]] if abs(len(known) - len(word)) <= reach]
        return next(iter(get_close_matches(word, near, 1, ALIKE)), word)
