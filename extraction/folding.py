"""Spellings made alike, one character for one, so that offsets stay those of the text as given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from extraction.patterns import read_patterns


def fold(text: str) -> str:
    """Return `text` in lower case, half width and simplified characters; the result is as long as the text."""
    return text.lower() if text.isascii() else "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return _simplified().get(ord(folded), folded) if len(folded) == 1 else character


def simplified(text: str) -> str:
    """Return `text` in simplified characters: 華為 is 华为."""
    return text.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    """Return what the traditional characters of this project's words are in simplified ones, after OpenCC's TSCharacters.

    Those that are words of their own in simplified text too (乾, 瞭) are left out.
    """
    return {ord(row["text"]): row["simplified"] for row in read_patterns("simplified")}


def name_key(name: str) -> str:
    """Return what equal names share; spaces and hyphens do not tell names apart: `Mate40Pro` is `Mate 40 Pro`."""
    return "".join(character for character in fold(name) if character.isalnum() or character == "+") or name


def is_cjk(character: str) -> bool:
    """Say whether `character` is a Chinese one."""
    return "\u3400" <= character <= "\u9fff"


def any_of(words: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern of any of `words`, the longest first; one in Latin letters is no part of a longer word."""
    latin: list[str] = []
    other: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        (other if is_cjk(word[0]) else latin).append(re.escape(word))
    parts = [rf"(?<![a-z])(?:{'|'.join(latin)})(?![a-z])"] if latin else []
    # Side by side, words of one script let the machine look for what any of them begins with.
    return re.compile("|".join([*parts, *(["|".join(other)] if other else [])]) or r"(?!)", flags)


def language_of(text: str) -> str:
    """Return zh where at least one letter in ten is Chinese, else en."""
    letters = [character for character in text[:2000] if character.isalpha()]
    chinese = sum(map(is_cjk, letters))
    return "zh" if chinese and 10 * chinese >= len(letters) else "en"
