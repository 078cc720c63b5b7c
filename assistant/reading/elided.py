"""A second model of which only what differs is said: iphone 13 vs 14, 小米13和14, redmi note 12 or 13 pro."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from assistant.reading.keys import goes_on
from assistant.reading.mentions import Mention, Name
from assistant.reading.nearly import NETWORK, PART, parts_of
from assistant.words import pattern

JOINED: Final = re.compile(
    r"\s*(?:vs\.?|versus|or|and|than|和|跟|与|同|还是|比|对比|或|、|/|,|，)\s*(?:the )?"
)
GOES_ON: Final = re.compile(
    r"(?:^|[,，。;；]\s?)(?:ok |lol |so |and |好,?|那么?)*(?=\d)|那么?|[和跟与比]|\bvs\.? |"
    r"\b(?:versus|about|than|against|with|to|is|does|has|and|or|on|of|for) (?=\d)|"
    r"\bthe (?=\d|plus|pro|ultra|mini|max|air|lite)"
)
"""What stands before a model of which only what differs from the one spoken of is said."""
OTHERWISE: Final = re.compile(
    r"\s?(?:hours?|hrs?|times|percent|stars?|people|sims?\b|cameras?|cards?|speakers?|mics?|lenses|ports?|usb|"
    r"colou?rs?|screens?|charge|metres?|meters?|of\b|in\b|or\b|to\b|[.:]\d)"
)
"""What stands behind a number that names no model."""
MOST: Final = 3
"""Parts of what is said of the second."""


class Elided:
    """Finds models that share the beginning of their name with the one before; memory grows with the models."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._models: dict[tuple[str, ...], dict[str, Name]] = defaultdict(dict)
        for name in names:
            if name.label == "Model" and not name.short:
                self._models[_parts_of(name.id)].setdefault(name.id, name)

    def find(self, text: str, first: Mention) -> Mention | None:
        """Return the model that stands joined behind the `first`; None where its words make no model."""
        joint = JOINED.match(text, first.end)
        if joint is None or joint.end() == first.end:
            return None
        return self._sharing(text, joint.end(), first.name.id)

    def another(self, text: str, model: str) -> Mention | None:
        """Return the first model that a message goes on with after that one (那12呢, does the 14 have it), if any."""
        for begun in GOES_ON.finditer(text):
            network = NETWORK.match(text, begun.end())
            found = None if network else self._sharing(text, begun.end(), model)
            if found and not _is_otherwise(text, found.end):
                return found
        return None

    def _sharing(self, text: str, start: int, model: str) -> Mention | None:
        said = list(_said(text, start))
        known = _parts_of(model)
        for count in range(len(said), 0, -1):
            parts, end = tuple(part for part, _ in said[:count]), said[count - 1][1]
            if not any(map(str.isdigit, parts)) or goes_on(text, end):
                continue
            # All of a name but its end first: note 12 vs 13 is the note 13, before it is a 13.
            for kept in range(len(known) - 1, 0, -1):
                models = self._models.get((*known[:kept], *parts))
                if models:
                    return Mention(start, end, tuple(models[id_] for id_ in sorted(models)))
        return None


def _is_otherwise(text: str, end: int) -> bool:
    return bool(pattern("unit").match(text[end:]) or OTHERWISE.match(text[end:]))


def _parts_of(id_: str) -> tuple[str, ...]:
    """Return the maker and the parts of a model's name, from its id."""
    maker, _, slug = id_.removeprefix("model/").partition("/")
    return (maker, *parts_of(slug))


def _said(text: str, start: int) -> Iterable[tuple[str, int]]:
    """Yield the parts that stand together from `start` on, each with its end."""
    at = start
    for _ in range(MOST):
        match = PART.match(text, at) or PART.match(text, at + 1)
        found = list(parts_of(match[0])) if match and match.start() - at <= text[at:].startswith(" ") else []
        if match is None or not found:
            return
        yield from ((part, match.end()) for part in found)
        at = match.end()
