"""A model by part of its name, behind its brand: 三星fold5 is the Galaxy Z Fold5, 佳能r6二代 the EOS R6 Mark II."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.reading.mentions import Mention, Name
from assistant.reading.unheard import VARIANTS, is_models
from assistant.words import read_words

REACH: Final = 32
"""Characters behind a brand that are looked at."""
PART: Final = re.compile(r"[a-z]+|\d+|\+(?!\d)|平板|手环|手表|[\u3400-\u9fff]")
GAP: Final = re.compile(r"[^,，。;；!！?？\n、]{0,2}")
WRITTEN: Final = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "+": "plus"}
"""Parts that are the same as others."""
MOST: Final = 8
"""Parts of a name."""
LONG: Final = 5
"""Letters of a word that tells a model alone."""
SPARE: Final = 3
"""Parts of a model's name that may be left unsaid."""
IDLE: Final = frozenset(
    {"wireless", "g", "lte", "th", "nd", "rd", "gen", "generation", "the", "mark", "black", "headphones"}
)
"""Parts that tell no model from another."""
KINDS: Final = frozenset(
    {"phone", "phones", "watch", "tablet", "laptop", "laptops", "camera", "cameras", "earbuds"}
)
"""Words of models' names that tell none alone."""
JOINING: Final = frozenset({"or", "and", "vs", "versus", "than"})
"""Words behind which another name begins."""
NETWORK: Final = re.compile(r"(?<![a-z0-9])[345]g(?![a-z0-9])")
"""A part of a name, and no number of a generation: Fold 5G."""


class Nearly:
    """Finds models by parts of their names, whatever their order and what is left out; memory grows with the models."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._models: dict[str, list[tuple[frozenset[str], Name]]] = defaultdict(list)
        for name in names:
            if name.label == "Model" and name.brand and not name.short:
                parts = frozenset(parts_of(NETWORK.sub("", name.text.lower())))
                self._models[name.brand].append((parts - IDLE, name))

    def find(self, text: str, maker: Mention) -> Mention | None:
        """Return the model that stands behind a brand or begins with its line; None where none is told apart."""
        starts = (maker.start, maker.end) if maker.name.label == "Line" else (maker.end,)
        return next((found for start in starts if (found := self._from(text, start, maker))), None)

    def _from(self, text: str, start: int, maker: Mention) -> Mention | None:
        said = list(_said(text, start))
        for count in range(min(len(said), MOST), 0, -1):
            wanted = frozenset(part for part, _ in said[:count]) - IDLE
            end = said[count - 1][1]
            if count < len(said) and _is_another(said[count][0], text[said[count][1] :]):
                return None
            if end <= maker.end or not _tells(wanted) or _goes_on(text, end):
                continue
            fitting = [
                (len(have - wanted), name)
                for have, name in self._models.get(maker.brand or "", ())
                if wanted <= have and not (have - wanted) & VARIANTS
            ]
            least = min((spare for spare, _ in fitting), default=SPARE + 1)
            if least <= SPARE:
                best = sorted(
                    {name.id: name for spare, name in fitting if spare == least}.values(), key=lambda n: n.id
                )
                # Without a number, what several have is their line's name.
                if len(best) > 1 and not any(map(str.isdigit, wanted)):
                    continue
                return Mention(max(start, maker.end), end, tuple(best))
        return None


def _is_another(part: str, behind: str) -> bool:
    """Say whether a part that is left out makes it another model: forerunner 255 is not the Forerunner 965."""
    return part in VARIANTS or is_models(part, behind)


def parts_of(text: str) -> Iterator[str]:
    """Yield the runs of letters and of digits of a folded name, Roman numerals and 三代 as numbers."""
    for match in PART.finditer(text.lower()):
        yield from _known(match[0])


def _known(part: str) -> Iterator[str]:
    words = _words()
    if part in words:
        yield words[part]
    elif part.isascii():
        yield WRITTEN.get(part, part)


def _said(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the parts that stand together from `start` on, each with its end."""
    at = start
    for match in PART.finditer(text, start, start + REACH):
        if not GAP.fullmatch(text[at : match.start()]):
            return
        found = list(_known(match[0]))
        if match[0] in JOINING or (not found and not match[0].isascii()):
            return
        for part in found:
            yield part, match.end()
        at = match.end()


def _tells(parts: frozenset[str]) -> bool:
    """Say whether parts tell a model: a letter with a number or another word, or one long word."""
    letters = [part for part in parts if part.isalpha()]
    long = (part for part in letters if len(part) >= LONG and part not in KINDS)
    return (len(parts) > 1 and bool(letters)) or any(long)


def _goes_on(text: str, end: int) -> bool:
    """Say whether a word in Latin letters goes on."""
    return end < len(text) and all(each.isascii() and each.isalnum() for each in text[end - 1 : end + 1])


def _words() -> dict[str, str]:
    """Return the Chinese characters that stand for a part of a name."""
    return {word: row["part"] for row in read_words("name_parts") for word in row["words"]}
