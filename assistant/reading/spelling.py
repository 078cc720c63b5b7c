"""A message as the rest reads it: half width, simplified, lower case, units and numbers as they are written on a label."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from assistant.words import read_words
from extraction.folding import SIMPLIFIED, fold
from extraction.numerals import chinese_number

LONGEST: Final = 2_000
"""Characters of a message that are read."""
COUNTED: Final = re.compile(
    r"(?P<n>[一二两三四五六七八九十百千万]*[十百千万一二两三四五六七八九])(?P<half>半)?(?:个)?(?P<unit>g(?![a-z])|gb|寸|英寸|克|公斤|毫安|赫兹|瓦|核|代)(?P<late>半)?"
)
"""A number in Chinese before a unit of a device."""
THOUSANDS: Final = re.compile(r"([一二两三四五六七八九])k([一二三四五六七八九半])?")
"""三k五 is 3k5."""
PIECES: Final = re.compile(r"(\d)个(?=g|寸)")


def plain_of(text: str) -> str:
    """Return the beginning of a text as it is read, without control characters; time grows with `LONGEST`."""
    given = unicodedata.normalize("NFKC", text[:LONGEST]).translate(SIMPLIFIED)
    plain = fold("".join(character if character.isprintable() else " " for character in given)).strip()
    plain = THOUSANDS.sub(_thousands, plain)
    plain = PIECES.sub(r"\1", COUNTED.sub(_in_digits, plain))
    for found, instead in _spellings():
        plain = found.sub(instead, plain)
    return plain


def _thousands(match: re.Match[str]) -> str:
    digits = "零一二三四五六七八九"
    tail = {"半": "5", "": ""}.get(match[2] or "", "")
    return (
        f"{digits.index(match[1].replace('两', '二'))}k{tail or (digits.index(match[2]) if match[2] else '')}"
    )


def _in_digits(match: re.Match[str]) -> str:
    half = 0.5 if match["half"] or match["late"] else 0
    return f"{chinese_number(match['n']) + half:g}{match['unit']}"


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["instead"]) for row in read_words("spellings"))
