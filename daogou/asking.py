"""What a search text asks for, told by the extractor; in Chinese and in English the same."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from extraction.documents import Text
from extraction.folding import any_of, simplified
from extraction.lexicon import Lexicon
from extraction.pipeline import build

ASKED: Final = frozenset({"BRAND", "CATEGORY", "FEATURE"})
REMEMBERED: Final = 1 << 16
"""Search texts that are read once: shoppers repeat them, and a server lives long."""
PLURAL: Final = re.compile(r"\b([a-z]{3,})s\b", re.IGNORECASE)


class Asks:
    """Tells which brands, categories, features and use cases of a lexicon a search text names.

    Args:
        lexicon: the names.
        lines: product lines and set phrases → the words that say the same, see `read_asks`.
    """

    def __init__(self, lexicon: Lexicon, lines: Mapping[str, str] | None = None) -> None:
        self._lexicon = lexicon
        self._extractor = build(lexicon)
        self._lines = {
            unicodedata.normalize("NFKC", text).lower(): says for text, says in (lines or {}).items()
        }
        self._line = any_of(self._lines, re.IGNORECASE)
        self._wishes = dict(_wishes(lexicon))
        self._wish = any_of(self._wishes, re.IGNORECASE)
        self._asked = lru_cache(REMEMBERED)(self._read)

    def __call__(self, text: str) -> tuple[str, ...]:
        """Return the entities' ids, each once: what the text names in the order in which it stands, then wishes."""
        return self._asked(text)

    def _read(self, text: str) -> tuple[str, ...]:
        plain = self.normalised(text)
        (found,) = self._extractor.extract([Text("", plain, "query")])
        ids = [span.id for span in found.spans if span.id and span.label in ASKED]
        named = [(span.start, span.end) for span in found.spans if span.label == "FEATURE"]
        wishes = (
            self._wishes[match[0].lower()]
            for match in self._wish.finditer(plain)
            # 充电 is no wish of its own in 无线充电.
            if not any(start < match.end() and match.start() < end for start, end in named)
        )
        return tuple(dict.fromkeys([*ids, *wishes]))

    def normalised(self, text: str) -> str:
        """Return the text as the lexicon would say it.

        Half width, simplified characters, a category in the singular, and words in the place of product lines:
        `iPhones` is `Apple smartphone`.
        """
        plain = simplified(unicodedata.normalize("NFKC", text))
        plain = PLURAL.sub(self._singular, plain)
        return self._line.sub(lambda match: f" {self._lines[match[0].lower()]} ", plain).strip()

    def _singular(self, word: re.Match[str]) -> str:
        known = self._lexicon.resolve("CATEGORY", word[0])
        one = self._lexicon.resolve("CATEGORY", word[1]) or word[1].lower() in self._lines
        return word[1] if one and not known else word[0]


def _wishes(lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield names that a review judges or tells a use by, and a search wishes for: 拍照, 续航, gaming."""
    aspects = (entry for entry in lexicon.of("FEATURE") if entry.aspect)
    for entry in (*aspects, *lexicon.of("USE_CASE")):
        names = (name for name in entry.names() if not lexicon.resolve("CATEGORY", name))
        yield from ((name.lower(), entry.id) for name in names)


def read_asks(lexicon: Lexicon, folder: Path) -> Asks:
    """Return what tells the names of `lexicon`; `lines.jsonl` in `folder` has a `{"text": …, "says": …}` a line.

    Those without what they say name models alone.
    """
    rows = map(json.loads, (folder / "lines.jsonl").read_text("utf-8").splitlines())
    return Asks(lexicon, {row["text"]: row["says"] for row in rows if "says" in row})
