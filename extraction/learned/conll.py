"""CoNLL files: a character or a word a line with its tag, and perhaps a polarity; an empty line ends a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from extraction.documents import Aspect, Span
from extraction.errors import InputError
from extraction.folding import is_cjk
from extraction.learned.examples import Example

TAG: Final = re.compile(r"O|[BIMES]-\S+")
INSIDE: Final = frozenset("IME")
LAYERED: Final = 2
"""Columns before two tags in files of several layers, as CoNLL-2003's: there the last one is meant."""
UNJUDGED: Final = frozenset({None, "O", "-100", "-999", "_"})


class Token(NamedTuple):
    """A line: what was written, the tag's place (B, I, M, E, S, O), its label, and the polarity given."""

    word: str
    place: str
    label: str
    polarity: str | None


def read_conll(file: Path) -> Iterator[Example]:
    """Yield the texts of a file in BIO, BIOES, BIEOS or BMES. Words are joined by spaces, Chinese ones by none.

    Raises:
        InputError: a line is no token; says which, and what it holds.
    """
    tokens = list(_tokens(file))
    by_words = any(token and len(token.word) > 1 for token in tokens)
    for filled, sentence in groupby(tokens, key=bool):
        if filled:
            yield _example([token for token in sentence if token], by_words=by_words)


def _tokens(file: Path) -> Iterator[Token | None]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        for number, line in enumerate(lines, start=1):
            text = line.rstrip("\r\n")
            if not text.strip():
                yield None
                continue
            token = _token(text)
            if token is None:
                raise InputError(
                    f"{file}:{number}: found {text[:80]!r}, expected a character or word, a blank, "
                    "and a tag as B-BRAND or O"
                )
            yield token


def _token(text: str) -> Token | None:
    """Read `word tag`, `word column … tag` or `word tag polarity`; the word may be white space, or be missing for it."""
    before, last = _parted(text)
    polarity = None
    rest, tag = _parted(before)
    if TAG.fullmatch(tag) and (rest.strip(" \t") == rest or not rest.strip()) and len(rest.split()) < LAYERED:
        before, last, polarity = rest, tag, last
    if not TAG.fullmatch(last):
        return None
    columns = re.split("[ \t]", before)
    word = columns[0] if all(columns) else before
    place, _, label = last.partition("-")
    return Token(word or " ", place, label, polarity)


def _parted(text: str) -> tuple[str, str]:
    place = max(text.rfind(" "), text.rfind("\t"))
    return text[: max(place, 0)], text[place + 1 :]


def _example(tokens: list[Token], *, by_words: bool) -> Example:
    text = ""
    places: list[tuple[int, int]] = []
    for token in tokens:
        apart = by_words and text and not (is_cjk(text[-1]) or is_cjk(token.word[0]))
        start = len(text) + bool(apart)
        text += " " * bool(apart) + token.word
        places.append((start, len(text)))
    spans, aspects = [], []
    for first, last in _runs(tokens):
        start, end = places[first][0], places[last][1]
        spans.append(Span(start, end, tokens[first].label, text[start:end], 1.0))
        if (polarity := tokens[first].polarity) not in UNJUDGED:
            aspects.append(Aspect(start, end, text[start:end], str(polarity).lower(), 1.0))
    return Example(text, tuple(spans), tuple(aspects))


def _runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last token of each span; a span that lacks its B begins where it begins."""
    begin = 0
    for n, token in enumerate(tokens):
        if n == 0 or token.place not in INSIDE or token.label != tokens[n - 1].label:
            begin = n
        follower = tokens[n + 1] if n + 1 < len(tokens) else None
        goes_on = follower and follower.place in INSIDE and follower.label == token.label
        if token.place != "O" and not goes_on:
            yield begin, n
