"""Text that people type, as a query of the full-text index."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
MOST_WORDS: Final = 24
LONGEST_WORD: Final = 64
SHORTEST_FUZZY: Final = 4
"""Letters from which on a word may have another letter; twice as many letters may have two."""
_SEAM: Final = re.compile(r"(?<=[一-鿿])(?=[a-z0-9])|(?<=[a-z0-9])(?=[一-鿿])")


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, Latin ones apart from the Chinese that they are written against.

    Overlong texts are cut, as each word costs a look-up.
    """
    words = _SEAM.sub(" ", text.lower()).split()
    return [word[:LONGEST_WORD] for word in words if any(map(str.isalnum, word))][:MOST_WORDS]


def escape(text: str) -> str:
    """Return a query that finds any of the words of `text`, every character of which is taken literally.

    Empty where `text` has no word: the index refuses an empty query. Lower case keeps `AND`, `OR` and
    `NOT` words.
    """
    return " ".join(map(_escaped, words_of(text)))


def nearly(text: str) -> str:
    """Return a query that also finds words that are spelt nearly so, and those that begin with the last word.

    Words with a digit are taken as they are: of two models one digit apart neither is the other's typing error.
    """
    words = words_of(text)
    queries = [f"{_escaped(word)}~{_edits(word)}" if _edits(word) else _escaped(word) for word in words]
    if words and (len(words[-1]) > 1 or not words[-1].isascii()):
        queries.append(f"{_escaped(words[-1])}*")
    return " ".join(queries)


def _edits(word: str) -> int:
    return min(len(word) // SHORTEST_FUZZY, 2) if word.isascii() and word.isalpha() else 0


def _escaped(word: str) -> str:
    return _SPECIAL.sub(r"\\\1", word)
