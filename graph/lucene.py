"""Text that people type, as a query of the full-text index."""

from __future__ import annotations

import re
from typing import Final

_SPECIAL: Final = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
MOST_WORDS: Final = 24
LONGEST_WORD: Final = 64


def escape(text: str) -> str:
    """Return a query that finds any of the words of `text`, every character of which is taken literally.

    Empty where `text` has no word: the index refuses an empty query. Lower case keeps `AND`, `OR` and
    `NOT` words; overlong texts are cut, as each word costs a look-up.
    """
    words = [word[:LONGEST_WORD] for word in text.lower().split() if any(map(str.isalnum, word))]
    return " ".join(_SPECIAL.sub(r"\\\1", word) for word in words[:MOST_WORDS])
