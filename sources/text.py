"""Text made uniform for matching, every character still knowing where it came from."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sources.records import Language, Span

DROPPED = frozenset({"Cc", "Cf"})
SPACES = frozenset({"Zs", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text`, and for each of its characters the original's span `[offsets[i], ends[i])`."""

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def original_span(self, start: int, end: int) -> Span:
        """Return where `text[start:end]` stands in the original; an empty span stays empty."""
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.offsets[start], self.ends[end - 1]


def normalise(text: str) -> Normalised:
    """Apply NFKC (full width becomes half width, ligatures fall apart) and make spaces uniform.

    Runs of white space become one space, none at the ends; control and zero-width characters go; a lone
    surrogate becomes U+FFFD. Normalising again changes nothing. Time and memory are linear.
    """
    if text.isascii() and text.isprintable() and "  " not in text and text.strip() == text:
        return Normalised(text, range(len(text)), range(1, len(text) + 1))
    chars: list[str] = []
    offsets: list[int] = []
    ends: list[int] = []
    for segment, start, end in _segments(text):
        for char in _uniform(segment):
            if char == " " and (not chars or chars[-1] == " "):
                if chars:
                    ends[-1] = end
                continue
            chars.append(char)
            offsets.append(start)
            ends.append(end)
    if chars and chars[-1] == " ":
        del chars[-1], offsets[-1], ends[-1]
    return Normalised("".join(chars), offsets, ends)


def language_of(text: str) -> Language:
    """Return `zh` where Chinese characters are a fifth of the letters or more, else `en`."""
    letters = [char for char in text if char.isalpha()]
    chinese = sum("\u3400" <= char <= "\u9fff" for char in letters)
    return "zh" if letters and chinese * 5 >= len(letters) else "en"


def _segments(text: str) -> Iterator[tuple[str, int, int]]:
    """Cut `text`, less what is dropped, before every character that none before it can fuse with."""
    segment, start, end = "", 0, 0
    for index, char in enumerate(text):
        if unicodedata.category(char) in DROPPED and not char.isspace():
            continue
        if segment and not _fuses(char):
            yield segment, start, end
            segment = ""
        start = start if segment else index
        segment, end = segment + char, index + 1
    if segment:
        yield segment, start, end


def _fuses(char: str) -> bool:
    """Say whether `char` can become one with what stands before it: marks, and Korean vowels and finals."""
    if char.isascii():
        return False
    first = unicodedata.normalize("NFKC", char)[:1]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _uniform(segment: str) -> Iterator[str]:
    for char in unicodedata.normalize("NFKC", segment):
        category = unicodedata.category(char)
        if category in SPACES or char.isspace():
            yield " "
        elif category == "Cs":
            yield "\N{REPLACEMENT CHARACTER}"
        elif category not in DROPPED:
            yield char
