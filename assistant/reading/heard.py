"""What is found in a message, as intents are told from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.reading.cues import around, says
from assistant.reading.measures import corrected
from assistant.reading.names import Mention
from assistant.reading.prices import Want
from assistant.slots import Slot
from assistant.words import pattern, patterns, read_words, spoken

NUMBERS: Final = {word: row["number"] for row in read_words("ordinals") for word in row["words"]}
VALUED: Final = frozenset(
    {"network", "water_resistance", "sim", "wifi", "video", "resolution", "refresh_rate", "soc", "gpu", "cpu", "os", "color"}
)  # fmt: skip
"""Attributes that are asked for by a value: 有黑色的吗."""
BATTERY: Final = "feature/battery-life"


@dataclass(frozen=True, slots=True)
class Before:
    """What came before: the intent answered last, how many products are shown and spoken of, what was asked.

    `bound` is the last number that was wanted, which a bare number corrects, `currency` that of the last price, `category` that of the need; `model` and `kind` are those of the product spoken of; `choosing` says that something is to be picked,
    `stepping` that a step was told that may have helped.
    """

    intent: str = ""
    shown: int = 0
    spoken: int = 0
    asks: str | None = None
    topic: str | None = None
    bound: Slot | None = None
    currency: str | None = None
    model: str | None = None
    kind: str | None = None
    category: str | None = None
    choosing: bool = False
    stepping: bool = False


@dataclass(frozen=True)
class Heard:
    """A folded message with all that is found in it, and what came before."""

    text: str
    setting: str
    before: Before
    mentions: Sequence[Mention]
    wants: Sequence[Want]

    @cached_property
    def models(self) -> tuple[Mention, ...]:
        """The models that it names."""
        return tuple(mention for mention in self.mentions if mention.name.label == "Model")

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places of a list that it speaks of: 1 the first, -1 the last."""
        return places_of(self.text)

    @cached_property
    def questioned(self) -> bool:
        """Whether it asks."""
        return says("question", self.text)

    @cached_property
    def wished(self) -> bool:
        """Whether it wishes for a kind of product, a brand or a price."""
        named = any(want.slot.name in {"category", "brand", "price"} for want in self.wants)
        return named and says("wish", self.text)

    @cached_property
    def priced(self) -> bool:
        """Whether it says a price."""
        return any(want.slot.name == "price" for want in self.wants)

    @cached_property
    def liked(self) -> Mention | None:
        """The model that it takes for an example."""
        return next((m for m in self.models if around(self.text, self._start(m), m.end).at("like")), None)

    def _start(self, model: Mention) -> int:
        """Return where a model's name begins, its brand included."""
        brands = (
            m for m in self.mentions if m.name.label in {"Brand", "Line"} and 0 <= model.start - m.end <= 1
        )
        return next((brand.start for brand in brands), model.start)

    @cached_property
    def feature(self) -> tuple[str, bool] | None:
        """The feature with the longest name, and whether reviews judge it."""
        found = [(m, name) for m in self.mentions for name in m.names if name.label == "Feature"]
        if found:
            _, name = max(found, key=lambda each: each[0].end - each[0].start)
            return name.id, name.aspect
        camera = any(mention.name.id == "category/camera" for mention in self.mentions)
        return ("feature/camera", True) if camera else None

    @cached_property
    def use(self) -> str | None:
        """The first use that it names."""
        return next((name.id for m in self.mentions for name in m.names if name.label == "UseCase"), None)

    @cached_property
    def attribute(self) -> str | None:
        """The attribute with the longest name that is no part of a model's or a feature's."""
        found, by_word = spoken("attributes")
        inner = [m for m in self.mentions if m.name.label in {"Model", "Feature"}]
        words = [
            match[0]
            for match in found.finditer(self.text)
            if not any(
                m.start <= match.start() and match.end() <= m.end and m.end - m.start > len(match[0])
                for m in inner
            )
        ]
        return by_word[max(words, key=len)]["attribute"] if words else None

    @cached_property
    def compared_by(self) -> str | None:
        """The attribute that an adjective alone compares by: which is lighter."""
        found = (name for name, each in patterns("compared_by").items() if each.search(self.text))
        valued = (w.slot.name for w in self.wants if w.slot.lean or w.slot.name in VALUED)
        return next(found, None) or next(valued, None)

    @cached_property
    def correction(self) -> Slot | None:
        """The last number that was wanted, corrected by the only number here, where that names no unit."""
        bound = self.before.bound
        others = [
            want for want in self.wants if want.slot.name != "price" or bound is None or bound.name == "price"
        ]
        if bound is None or others or says("money", self.text):
            return None
        return corrected(self.text, bound)

    @cached_property
    def like_spoken(self) -> str | None:
        """The model spoken of before, where this asks for something like it: 跟它差不多但是更小巧的."""
        return self.before.model if pattern("like_it").search(self.text) else None

    @cached_property
    def unknown(self) -> bool:
        """Whether a brand is named with a model that nobody knows: 小米99 ultra."""
        brands = [m for m in self.mentions if m.name.label in {"Brand", "Line"}]
        behind = [self.text[mention.end :] for mention in brands]
        return any(pattern("modelled").match(text) and not pattern("measured").match(text) for text in behind)

    @cached_property
    def dropped(self) -> tuple[Slot, ...]:
        """What may be anything from now on: 品牌无所谓."""
        said = [name for name, each in patterns("any").items() if each.search(self.text)]
        found, by_word = spoken("attributes")
        said += [
            by_word[match[0]]["attribute"]
            for match in found.finditer(self.text)
            if around(self.text, *match.span()).denied("dropped")
        ]
        return tuple(Slot(name, "=", "any") for name in dict.fromkeys(said))

    def asks(self, intent: str) -> str | None:
        """Return the attribute or the id of the feature that a message of this intent asks about."""
        feature = self.feature[0] if self.feature else None
        if intent == "article":
            return feature or self.use
        if intent == "opinion":
            return feature
        if intent not in {"detail", "compare"} or pattern("unknowable").search(self.text):
            return None
        if self.attribute and not (self.feature and not self.feature[1] and self._is_named()):
            return self.attribute
        if feature == BATTERY and intent == "detail":
            return "battery_capacity"
        return feature or self.compared_by

    def _is_named(self) -> bool:
        """Say whether a feature's name is as long as the attribute's: wireless charging speaks of no power."""
        found, _ = spoken("attributes")
        longest = max((len(match[0]) for match in found.finditer(self.text)), default=0)
        features = (m for m in self.mentions if any(name.label == "Feature" for name in m.names))
        return any(mention.end - mention.start >= longest for mention in features)


def places_of(text: str) -> tuple[int, ...]:
    """Return the places of a list that a text speaks of: 1 the first, -1 the last."""
    found: list[int] = []
    for match in pattern("ordinals").finditer(text):
        if match["both"]:
            found += [1, 2]
        else:
            word = match["zh"] or match["en"] or match["n"] or match.lastgroup or ""
            found.append(int(word) if word.isdigit() else NUMBERS.get(word, 0))
    return tuple(dict.fromkeys(place for place in found if place))
