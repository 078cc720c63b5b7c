"""A message as the rest reads it: half width, simplified, lower case, with numbers and units as on a label."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

from assistant.reading.amounts import in_digits
from assistant.words import pattern, read_words
from extraction.folding import fold, simplified
from extraction.numerals import DIGITS, chinese_number

LONGEST: Final = 2_000
"""Characters of a message that are read."""
GRAMS: Final = 500
"""Of a 斤."""
THOUSANDS: Final = re.compile(r"([一二两三四五六七八九])k([一二三四五六七八九半])?")
"""三k五 is 3k5."""
JIN: Final = re.compile(r"(\d+(?:\.\d+)?)斤")
PIECES: Final = re.compile(r"(\d)个(?=g|寸)")


def plain_of(text: str) -> str:
    """Return the beginning of a text as it is read, without control characters; time grows with `LONGEST`."""
    given = simplified(unicodedata.normalize("NFKC", text[:LONGEST]))
    plain = fold("".join(character if character.isprintable() else " " for character in given)).strip()
    plain = THOUSANDS.sub(_thousands, plain)
    plain = PIECES.sub(r"\1", pattern("counted").sub(_in_digits, plain))
    plain = JIN.sub(lambda match: f"{float(match[1]) * GRAMS:g}g", plain)
    plain = in_digits(plain)
    for found, instead in _spellings():
        plain = found.sub(instead, plain)
    return plain


def _thousands(match: re.Match[str]) -> str:
    tail = match[2] or ""
    return f"{DIGITS[match[1]]}k{'5' if tail == '半' else DIGITS.get(tail, '')}"


def _in_digits(match: re.Match[str]) -> str:
    half = 0.5 if match["half"] or match["late"] else 0
    return f"{chinese_number(match['n']) + half:g}{match['unit']}"


@cache
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["pattern"]), row["instead"]) for row in read_words("spellings"))
