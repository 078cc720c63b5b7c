"""The names of the graph's entities in what people type, misspelt ones too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from assistant.words import read_words
from extraction.folding import fold, is_cjk

LONGEST: Final = 40
"""Characters of a name, those that tell names apart."""
SHORTEST_MISSPELT: Final = 5
"""Letters from which on a word may be misspelt."""
LONG: Final = 8
"""Letters from which on a word may have two too many or too few."""
LINE: Final = 5
"""Models from which on the first word of their names is a line's."""
ALIKE: Final = 0.8
"""How alike two spellings are at least, in twice the letters they share by all their letters (Ratcliff & Obershelp)."""
PLAIN: Final = frozenset(
    f"category/{name}"
    for name in ("smartphone", "laptop", "tablet", "camera", "smartwatch", "headphones", "earbuds")
)
"""Categories that are named together with what they should be."""
CORRECTED: Final = {"Brand": 5, "Category": 5, "Feature": 7, "UseCase": 6}
"""Labels whose names are put right where they are misspelt, and how long those are at least."""
BEHIND: Final = re.compile(r"\s?(?:phone|ear\b|ones?\b|cmf|手机|\(|2a|3a)")
"""What stands behind a brand whose name is a common word."""
KIND: Final = {"Model": 0, "Line": 1, "Brand": 2, "Category": 3, "UseCase": 4, "Feature": 5}
"""Which of two things with one name is meant: the first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an entity; `aspect` marks a feature that reviews judge, `rank` those that go first, `short` what people leave of a model's name."""

    text: str
    label: str
    id: str
    brand: str | None = None
    aspect: bool = False
    rank: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a message that names an entity, or one of several with that name."""

    start: int
    end: int
    names: tuple[Name, ...]

    @property
    def name(self) -> Name:
        """The likeliest."""
        return self.names[0]


class Names:
    """Finds names whatever their case, width, spaces and hyphens; memory grows with the names.

    A model of a brand is found behind the brand's name; elsewhere only by a name that is no common word or number.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        self._words: dict[str, set[str]] = defaultdict(set)
        words = {row["kind"]: frozenset(row["words"]) for row in read_words("common")}
        self._unnamed, self._ambiguous = words["unnamed"], words["ambiguous"]
        self._spelt = set(words["unnamed"] | words["spelt"] | words["ambiguous"])
        lines: Counter[str] = Counter()
        for name in names:
            key = key_of(name.text)
            if key and len(key) <= LONGEST:
                self._by_key[key].append(name)
                word = fold(name.text)
                if word.isascii() and word.isalpha() and len(word) >= CORRECTED.get(name.label, LONGEST):
                    self._words[word[0]].add(word)
                parts = word.split()
                self._spelt |= set(parts)
                lines[parts[0]] += name.label == "Model" and not name.short and len(parts) > 1
        for found in self._by_key.values():
            found.sort(key=_first)
        for line, models in lines.items():
            if models >= LINE and line.isascii() and line.isalpha() and len(line) >= SHORTEST_MISSPELT:
                self._words[line[0]].add(line)

    def find(self, text: str) -> list[Mention]:
        """Return what `text` names, the longest first where names overlap, in the order in which it stands."""
        places = [place for place, character in enumerate(text) if _counts(character)]
        key = key_of(text)
        found: list[Mention] = []
        at, brand = 0, None
        while at < len(places):
            mention, length = self._best(text, key, places, at, brand)
            if mention:
                found.append(mention)
                found += self._within(text, mention)
                brand = _brand_of(mention)
                at += length
                continue
            brand = None
            at += 1
        return found

    def _within(self, text: str, mention: Mention) -> list[Mention]:
        """Return what a category's name says besides: 直屏手机 has a flat screen."""
        if mention.name.label != "Category" or mention.name.rank:
            return []
        part = text[mention.start : mention.end]
        found = []
        for start in range(len(part)):
            for end in range(len(part), start, -1):
                names = self._by_key.get(key_of(part[start:end]), []) if end - start < len(part) else []
                names = [
                    n
                    for n in names
                    if n.label == "Feature" or (n.label == "UseCase" and mention.name.id in PLAIN)
                ]
                if names and _begins(part, start) and not _goes_on(part, end):
                    found.append(Mention(mention.start + start, mention.start + end, tuple(names)))
                    break
        return found[:1]

    def corrected(self, text: str) -> str:
        """Return `text` with misspelt Latin words of brands, categories and features put right."""
        return re.sub(r"[a-z]{%d,}" % SHORTEST_MISSPELT, self._put_right, text)

    def models(self, key: str) -> tuple[Name, ...]:
        """Return the models of that name."""
        return tuple(name for name in self._by_key.get(key_of(key), ()) if name.label == "Model")

    def _best(
        self, text: str, key: str, places: list[int], at: int, brand: str | None
    ) -> tuple[Mention | None, int]:
        """Return the longest name; a brand instead of a model, where the brand's own model is longer: 小米13 Ultra."""
        mention, length = self._longest(text, key, places, at, brand)
        if mention is None or mention.name.label != "Model":
            return mention, length
        maker, short = self._longest(text, key, places, at, None, labels=frozenset({"Brand"}))
        if maker and short < length:
            own, more = self._longest(text, key, places, at + short, maker.name.id, labels=frozenset({"Model"}))
            if own and short + more > length:
                return maker, short
        return mention, length

    def _longest(
        self,
        text: str,
        key: str,
        places: list[int],
        at: int,
        brand: str | None,
        labels: frozenset[str] = frozenset(KIND),
    ) -> tuple[Mention | None, int]:
        if at == len(places) or not _begins(text, places[at]):
            return None, 0
        for length in range(min(LONGEST, len(places) - at), 0, -1):
            known = self._by_key.get(key[at : at + length])
            if not known:
                continue
            start, end = places[at], places[at + length - 1] + 1
            if _goes_on(text, end) or _gap(text, start, end):
                continue
            names = [n for n in known if n.label in labels and self._fits(n, key[at : at + length], brand)]
            if names and key[at : at + length] in self._ambiguous and not BEHIND.match(text[end:]):
                continue
            if names:
                return Mention(start, end, tuple(names)), length
        return None, 0

    def _fits(self, name: Name, key: str, brand: str | None) -> bool:
        if name.label != "Model":
            return name.label != "Brand" or key not in self._unnamed
        if brand or name.short:
            alone = brand is None and name.short and key[0].isalpha() and distinct(key)
            return (brand is not None and name.brand == brand) or alone
        return distinct(key) and key not in self._unnamed

    def _put_right(self, match: re.Match[str]) -> str:
        word = match[0]
        if word in self._spelt or word.rstrip("s") in self._spelt or key_of(word) in self._by_key:
            return word
        near = [
            known
            for known in self._words[word[0]]
            if abs(len(known) - len(word)) <= (2 if len(word) >= LONG else 1)
        ]
        return next(iter(get_close_matches(word, near, 1, ALIKE)), word)


def _first(name: Name) -> tuple[float, int, str]:
    """Return a key by which the likeliest of one name comes first: a model without a number is rarely meant."""
    kind = (
        KIND[name.label] if name.label != "Model" or any(map(str.isdigit, name.text)) else KIND["Brand"] + 0.5
    )
    return kind, -name.rank, name.id


def _brand_of(mention: Mention) -> str | None:
    """Return the brand that a stretch names, alone or by one of its lines."""
    if mention.name.label == "Line":
        return next((id_ for id_ in mention.name.id.split() if id_.startswith("brand/")), None)
    return mention.name.id if mention.name.label == "Brand" else None


def distinct(key: str) -> bool:
    """Say whether a model's name tells it without its brand: letters with digits, or long enough to be no word."""
    digits, letters = any(map(str.isdigit, key)), sum(map(str.isalpha, key))
    return (digits and letters > 0 and len(key) >= 3) or letters >= 8


def key_of(text: str) -> str:
    """Return the characters of `text` that tell names apart."""
    return "".join(character for character in fold(text) if _counts(character))


def _counts(character: str) -> bool:
    return character.isalnum() or character == "+"


def _begins(text: str, place: int) -> bool:
    """Say whether a name may begin here: not within a word or a number, but at their seam after Chinese or a digit."""
    if place == 0 or not text[place].isascii():
        return True
    before = text[place - 1]
    return not (before.isascii() and before.isalnum()) or (before.isalpha() and text[place].isdigit())


def _goes_on(text: str, end: int) -> bool:
    """Say whether the word goes on behind `end`; a plural does not count."""
    if end == len(text) or not text[end - 1].isascii():
        return False
    last, then = text[end - 1], text[end : end + 2]
    if last.isalpha() and re.fullmatch(r"s(?![a-z0-9])|s[^a-z0-9]?", then):
        return False
    if last.isdigit() and then[0] in ".,":
        return then[1:].isdigit()
    # A brand may stand right before a number: redmi13.
    return then[0].isascii() and then[0].isalnum() and not (last.isalpha() and then[0].isdigit())


def _gap(text: str, start: int, end: int) -> bool:
    """Say whether more than a space, a hyphen or the like stands within."""
    return bool(re.search(r"[,，。;；!！?？\n、]|\s{3}", text[start:end])) or (
        is_cjk(text[start]) and bool(re.search(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]", text[start:end]))
    )
