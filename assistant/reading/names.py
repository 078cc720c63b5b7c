"""The names of the graph's entities in what people type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.reading.elided import Elided
from assistant.reading.keys import begins, counts, distinct, goes_on, is_tail, key_of, torn
from assistant.reading.mentions import Mention, Name
from assistant.reading.misspelt import Speller
from assistant.reading.nearly import Nearly
from assistant.reading.unheard import series_of, with_unheard
from assistant.words import common_words
from extraction.folding import fold

LONGEST: Final = 40
"""Characters of a name, those that tell names apart."""
PLAIN: Final = frozenset(
    f"category/{name}"
    for name in ("smartphone", "laptop", "tablet", "camera", "smartwatch", "headphones", "earbuds")
)
"""Categories that are named together with what they should be."""
BEHIND: Final = re.compile(r"\s?(?:phone|ear\b|ones?\b|cmf|手机|\(|2a|3a)")
"""What stands behind a brand whose name is a common word."""
WORDS: Final = re.compile("[a-z0-9]+")
KIND: Final = {"Model": 0, "Line": 1, "Brand": 2, "Category": 3, "UseCase": 4, "Feature": 5}
"""Which of two things with one name is meant: the first."""


class _Text(NamedTuple):
    """A message, its key, and where in the message each character of the key stands."""

    text: str
    key: str
    places: list[int]


class Names:
    """Finds names whatever their case, width, spaces and hyphens; memory grows with the names.

    A model of a brand is found behind the brand's name; elsewhere only by a name that is no common word or number.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_key: dict[str, list[Name]] = defaultdict(list)
        kept = [(key, name) for name in names if 0 < len(key := key_of(name.text)) <= LONGEST]
        for key, name in kept:
            self._by_key[key].append(name)
        for found in self._by_key.values():
            found.sort(key=_first)
        self._lines = frozenset(name.text.lower() for _, name in kept if name.label == "Line")
        self._series = series_of(name for _, name in kept if not name.short)
        self._nearly = Nearly(name for _, name in kept)
        self._elided = Elided(name for _, name in kept)
        self._speller = Speller((name for _, name in kept), self._by_key)
        self._unnamed, self._ambiguous = common_words("unnamed"), common_words("ambiguous")
        self._plain = common_words("plain")

    def corrected(self, text: str) -> str:
        """Return a folded text with misspelt Latin words of brands, categories and features put right."""
        return self._speller.corrected(text)

    def find(self, text: str) -> list[Mention]:
        """Return what `text` names, the longest first where names overlap, in the order in which it stands."""
        said = _Text(text, key_of(text), [place for place, each in enumerate(text) if counts(each)])
        found: list[Mention] = []
        at, before = 0, None
        while at < len(said.places):
            mention, length = self._best(said, at, before.brand if before else None)
            mention = self._of_line(before, mention)
            if mention:
                found += [mention, *self._within(text, mention)]
                at += length
                model = self._of_line(mention, self._model_of(said, at, mention) if mention.brand else None)
                if model:
                    found.append(model)
                    at = sum(place < model.end for place in said.places)
            else:
                at += 1
            before = mention
        return with_unheard(text, self._with_elided(text, found), self._series)

    def kind_of(self, called: str) -> str | None:
        """Return the category of the line that a model which nobody knows is called by: pixel 8 pro."""
        named = (name for word in called.split() for name in self._by_key.get(key_of(word), ()))
        return next(filter(None, (name.category for name in named if name.label == "Line")), None)

    def another(self, text: str, model: str) -> Mention | None:
        """Return the model that a folded text goes on with after the one spoken of."""
        return self._elided.another(text, model)

    def _with_elided(self, text: str, found: list[Mention]) -> list[Mention]:
        """Return mentions with the models of which only what differs from the one before is said."""
        models = [mention for mention in found if mention.name.label == "Model"]
        ends = {mention.start: mention.end for mention in models}
        second = [each for model in models if (each := self._elided.find(text, model))]
        # What several makers call a model is this one's: 小米14和14pro.
        added = [mention for mention in second if mention.end >= ends.get(mention.start, 0)]
        kept = [m for m in found if not any(a.start < m.end and m.start < a.end for a in added)]
        return sorted([*kept, *added], key=lambda mention: mention.span)

    def _model_of(self, said: _Text, at: int, maker: Mention) -> Mention | None:
        """Return the model behind a brand by part of its name, where that is longer than the longest whole name."""
        own, _ = self._longest(said, at, maker.brand)
        near = self._nearly.find(said.text, maker)
        if near is None or torn(said.text, maker.start, near.end) or goes_on(said.text, near.end):
            return None
        return near if own is None or near.end > own.end else None

    def _within(self, text: str, mention: Mention) -> list[Mention]:
        """Return what a category's name says besides: 直屏手机 has a flat screen."""
        if mention.name.label != "Category" or mention.name.rank:
            return []
        part = text[mention.start : mention.end]
        labels = {"Feature", "UseCase"} if mention.name.id in PLAIN else {"Feature"}
        own = "feature/camera" if "camera" in mention.name.id else ""
        for start in range(len(part)):
            for end in range(len(part), start, -1):
                known = self._by_key.get(key_of(part[start:end]), ()) if end - start < len(part) else ()
                names = tuple(name for name in known if name.label in labels and name.id != own)
                if names and begins(part, start) and not goes_on(part, end):
                    return [Mention(mention.start + start, mention.start + end, names)]
        return []

    def _best(self, said: _Text, at: int, brand: str | None) -> tuple[Mention | None, int]:
        """Return the longest name; a brand instead of a model, where its own model is longer: 小米13 Ultra."""
        mention, length = self._longest(said, at, brand)
        if mention is None or mention.name.label != "Model":
            return mention, length
        maker, short = self._longest(said, at, None, frozenset({"Brand"}))
        if maker and short < length:
            own, more = self._longest(said, at + short, maker.name.id, frozenset({"Model"}))
            if own and short + more >= length:
                return maker, short
        return mention, length

    def _of_line(self, line: Mention | None, model: Mention | None) -> Mention | None:
        """Return a model behind a line's name, of several those of that line; another line's is none: legion slim 5."""
        if model is None or line is None or line.name.label != "Line" or model.name.label != "Model":
            return model
        word = line.name.text.lower().rpartition(" ")[2]
        own = tuple(name for name in model.names if word in name.id)
        others = {name.id.rpartition("/")[2].split("-")[0] for name in model.names} & self._lines
        if not own and word.isascii() and others:
            return None
        return replace(model, names=own) if own else model

    def _longest(
        self, said: _Text, at: int, brand: str | None, labels: frozenset[str] = frozenset(KIND)
    ) -> tuple[Mention | None, int]:
        """Return the longest name that begins here, and its length in characters of the key."""
        text, key, places = said
        if at == len(places) or not begins(text, places[at]):
            return None, 0
        for length in range(min(LONGEST, len(places) - at), 0, -1):
            part = key[at : at + length]
            known = self._by_key.get(part, ())
            start, end = places[at], places[at + length - 1] + 1
            if not known or goes_on(text, end) or torn(text, start, end):
                continue
            names = tuple(name for name in known if name.label in labels and self._fits(name, part, brand))
            if not brand:
                names = tuple(name for name in names if self._stands_alone(name, text, start, end))
            if names and (part not in self._ambiguous or BEHIND.match(text[end:])):
                return Mention(start, end, names), length
        return None, 0

    def _stands_alone(self, name: Name, text: str, start: int, end: int) -> bool:
        """Say whether a name may be meant by these words without a brand: got 500 is no Go T500."""
        if name.label != "Model":
            return True
        word, apart, _ = text[start:end].partition(" ")
        split = bool(apart) and word in self._plain
        return not is_tail(text, start) and not (
            split and WORDS.findall(fold(name.text)) != WORDS.findall(text[start:end])
        )

    def _fits(self, name: Name, key: str, brand: str | None) -> bool:
        """Say whether a name may be meant behind the name of `brand`, None where none stands there."""
        if name.label != "Model":
            return name.label != "Brand" or key not in self._unnamed
        if brand:
            return name.brand == brand
        if name.rank > 0:  # a nickname is no word
            return True
        return distinct(key) and key not in self._unnamed and (not name.short or key[0].isalpha())


def _first(name: Name) -> tuple[float, int, str]:
    """Return a key by which the likeliest of one name comes first: a model without a number is rarely meant."""
    numbered = name.label != "Model" or any(map(str.isdigit, name.text))
    return KIND[name.label] if numbered else KIND["Brand"] + 0.5, -name.rank, name.id
