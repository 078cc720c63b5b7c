"""Words of a text with their places: Chinese as jieba cuts it, English with its stem; what a word does in a text."""

from __future__ import annotations

import logging
import re
import tomllib
import warnings
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extraction.folding import fold, is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = Path(__file__).parent / "passages.toml"
_RUN: Final = re.compile(r"[㐀-鿿]+|[^\W\d_㐀-鿿]+(?:['’][a-z]+)?|\d+(?:\.\d+)?|\S")
_ENDINGS: Final = (
    ("'s", ""), ("’s", ""), ("ies", "y"), ("sses", "ss"), ("edly", ""), ("ing", ""), ("ed", ""), ("ly", ""),
    ("es", "e"), ("s", ""),
)  # fmt: skip
SHORTEST: Final = 3
"""Letters of a stem at least."""


class Token(NamedTuple):
    """A word or a sign at `[start, end)`; `key` is equal for the forms of one word, `word` is folded."""

    word: str
    key: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is no sign."""
        return self.word[0].isalnum()


def tokens(text: str) -> list[Token]:
    """Return the words and signs of `text` in order; time grows with the text."""
    return [
        Token(word, stem(word), start, start + len(word))
        for run in _RUN.finditer(fold(text))
        for word, start in _words(run[0], run.start())
    ]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return what the forms of an English word share, after Porter's first step; a Chinese one is as it is."""
    if len(word) <= SHORTEST or not word[0].isalpha() or is_cjk(word[0]):
        return word
    for ending, instead in _ENDINGS:
        left = len(word) - len(ending)
        if word.endswith(ending) and left >= SHORTEST and not (ending == "s" and word[left - 1] == "s"):
            word = word[:left] + instead
            break
    if len(word) > SHORTEST and word[-1] == "e":
        word = word[:-1]
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word


@cache
def vocabulary() -> dict[str, Any]:
    """Return what `passages.toml` says of words."""
    return tomllib.loads(FILE.read_text("utf-8"))


def kind_of(word: str) -> str:
    """Return determiner, conjunction, preposition, verb, pronoun, negation, adverb; number, sign or word for others."""
    if not word[0].isalnum():
        return "sign"
    if word[0].isdigit():
        return "number"
    return _kinds().get(word, "word")


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, words in vocabulary()["kinds"].items() for word in words}


def _words(run: str, start: int) -> Iterator[tuple[str, int]]:
    if not is_cjk(run[0]):
        yield run, start
        return
    with warnings.catch_warnings():  # it is older than what Python says of its escapes
        warnings.simplefilter("ignore")
        import jieba  # loads its dictionary, a second, which English does without

    jieba.setLogLevel(logging.WARNING)
    for word, begin, _ in jieba.tokenize(run):
        yield word, start + begin
