"""Texts cut into the word pieces of an encoder's vocabulary, each with its place in the text as given."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from extraction.errors import EncoderError
from extraction.folding import fold
from extraction.tokenizer import TOKEN

LONGEST: Final = 256
"""Pieces of one window; a longer text is read window by window, cut behind a clause or a word."""
BREAKS: Final = frozenset("。！？!?；;，,、")


@dataclass(frozen=True, slots=True)
class Pieces:
    """A window of a text: vocabulary ids without the special ones, and `[start, end)` of each in the text."""

    ids: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last piece that `[start, end)` of the text touches, None where it touches none."""
        first, behind = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, behind - 1) if first < behind else None


class PieceReader:
    """Cuts folded text at changes of script, then greedily into the longest pieces (Schuster & Nakajima 2012).

    Cutting at changes of script keeps a digit and the unit behind it apart: `5000mah` is `5000`, `mah`.
    """

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self._longest = max(map(len, vocabulary))
        self._unknown = vocabulary["[UNK]"]
        self.first, self.last, self.padding = (vocabulary[name] for name in ("[CLS]", "[SEP]", "[PAD]"))
        self._cut = lru_cache(maxsize=1 << 16)(self._cut_run)

    def read(self, text: str) -> list[Pieces]:
        """Return the windows of `text`; none for white space alone. Time grows with the text."""
        pieces = list(self._pieces(fold(text)))
        windows = []
        begin = 0
        while begin < len(pieces):
            end = _end(pieces, begin, text)
            ids, starts, ends = zip(*pieces[begin:end], strict=True)
            windows.append(Pieces(ids, starts, ends))
            begin = end
        return windows

    def _pieces(self, folded: str) -> Iterator[tuple[int, int, int]]:
        for run in TOKEN.finditer(folded):
            if not run[0].isspace():
                for id_, start, end in self._cut(run[0]):
                    yield id_, run.start() + start, run.start() + end

    def _cut_run(self, run: str) -> tuple[tuple[int, int, int], ...]:
        found = []
        start = 0
        while start < len(run):
            end = min(len(run), start + self._longest)
            while end > start and (prefix := ("##" if start else "") + run[start:end]) not in self.vocabulary:
                end -= 1
            if end == start:
                return ((self._unknown, 0, len(run)),)
            found.append((self.vocabulary[prefix], start, end))
            start = end
        return tuple(found)


def _end(pieces: list[tuple[int, int, int]], begin: int, text: str) -> int:
    """Return where a window that begins at `begin` ends."""
    end = min(len(pieces), begin + LONGEST)
    if end == len(pieces):
        return end
    behind = (
        place + 1
        for place in range(end - 1, begin + LONGEST // 2, -1)
        if text[pieces[place][1]] in BREAKS or pieces[place][2] < pieces[place + 1][1]
    )
    return next(behind, end)


def read_vocabulary(tokenizer: Path) -> dict[str, int]:
    """Return the vocabulary of a `tokenizer.json`.

    Raises:
        EncoderError: the file is missing or is none.
    """
    try:
        vocabulary: dict[str, int] = json.loads(tokenizer.read_text("utf-8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EncoderError(
            f"{tokenizer}: found no tokenizer ({error}), expected model.vocab in JSON"
        ) from None
    return vocabulary
