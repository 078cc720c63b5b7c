"""What a search text asks for, told by the extractor."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extraction.documents import Text
from extraction.lexicon import Lexicon
from extraction.pipeline import build

ASKED: Final = frozenset({"BRAND", "CATEGORY", "FEATURE"})
REMEMBERED: Final = 1 << 16
"""Search texts that are read once: shoppers repeat them, and a server lives long."""


class Asks:
    """Tells which entities of a lexicon a search text names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._extractor = build(lexicon)
        self._asked = lru_cache(REMEMBERED)(self._read)

    def __call__(self, text: str) -> tuple[str, ...]:
        """Return the entities' ids, each once, in the order in which they stand."""
        return self._asked(text)

    def _read(self, text: str) -> tuple[str, ...]:
        (found,) = self._extractor.extract([Text("", text, "query")])
        return tuple(dict.fromkeys(span.id for span in found.spans if span.id and span.label in ASKED))
