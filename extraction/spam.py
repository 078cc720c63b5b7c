"""Whether a review looks bought or empty: told from its own words.

The signs are those that shops and studies name: paid praise, stock texts, contact data, padding (Jindal and Liu,
"Opinion Spam and Analysis", 2008). That many products have the same text is the graph's to see.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from extraction.folding import fold
from extraction.patterns import read_patterns

Sign = Literal["paid", "stock", "advertising", "repetition", "empty"]
BESIDE: Final = 8
"""Characters on either side of a sign of payment in which a denial takes it back."""
WHOLE: Final = 12
"""Characters that a text may hold beside the system's own words and still say nothing else."""
PADDED: Final = 0.8
"""Share of a text that one repeated word makes up where nothing else is said."""
SHORTEST: Final = 6
"""Letters of the shortest text that can be padded: 好好好 is praise."""
READ: Final = 2000
"""Letters that are looked at for padding."""
NO_LETTER: Final = re.compile(r"[\W_]+")
REPEATED: Final = re.compile(r"(.{1,20}?)\1{2,}")


def sign_of(text: str) -> Sign | None:
    """Return the first sign that a review is no honest one, None where it bears none.

    - `empty`: no letter or digit. `repetition`: a character or word, three times or more, is nearly all there is.
    - `stock`: the text that a shop's system sets where the shopper wrote none, or one copied for points.
    - `paid`: money or goods for the review. Who complains of it or denies it (没有返现, "I was not paid to") did not
      praise for it: a denial within eight characters takes the sign back.
    - `advertising`: contact data with the call to use it. An address alone is none: drivers are on websites.

    Time is linear in the text.
    """
    folded = fold(text)
    letters = NO_LETTER.sub("", folded[:READ])
    if not letters and not NO_LETTER.sub("", folded):
        return "empty"
    if _is_padded(letters):
        return "repetition"
    for sign, pattern, whole in _signs():
        for found in pattern.finditer(folded):
            if whole and len(folded) > found.end() - found.start() + WHOLE:
                continue
            if sign != "paid" or not _is_denied(folded, found):
                return sign
    return None


def _is_padded(letters: str) -> bool:
    if len(letters) < SHORTEST:
        return False
    longest = max((found.end() - found.start() for found in REPEATED.finditer(letters)), default=0)
    return longest >= PADDED * len(letters)


def _is_denied(folded: str, found: re.Match[str]) -> bool:
    beside = folded[max(0, found.start() - BESIDE) : found.end() + BESIDE]
    return any(denial.search(beside) for denial in _denials())


@cache
def _signs() -> tuple[tuple[Sign, re.Pattern[str], bool], ...]:
    rows = (row for row in read_patterns("spam") if row["sign"] != "denial")
    return tuple((row["sign"], re.compile(row["pattern"]), row.get("whole", False)) for row in rows)


@cache
def _denials() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"]) for row in read_patterns("spam") if row["sign"] == "denial")
