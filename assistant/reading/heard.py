"""What is found in a message, as intents are told from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from assistant.reading.before import Before
from assistant.reading.cues import Surroundings, around, says
from assistant.reading.measures import corrected
from assistant.reading.mentions import Mention, Name
from assistant.reading.places import Pointed, pointed, unpointed
from assistant.reading.want import Want, overlaps
from assistant.slots import Slot, akin
from assistant.words import either, pattern, patterns, read_words, spoken

BROAD: Final = frozenset(
    f"feature/{name}"
    for name in ("screen", "sound", "camera", "software", "design", "durability", "performance", "price")
)
"""Aspects that are asked about only where nothing narrower is: is the screen OLED asks about OLED."""
BRIEF: Final = {True: 32, False: 12}
"""Characters of a message that only points at another product, of ASCII alone or not."""
HOW_MUCH: Final = frozenset({"how much", "how much is", "how much does", "how much are", "多少"})
"""Words that ask for the price, unless they ask for something else: how much ram."""
BATTERY: Final = "feature/battery-life"
"""The aspect that is also a number."""


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
        """The models that it names; devices whose names stand for their kind are models beside another."""
        devices = [_device(self.text, mention) or mention for mention in self.mentions]
        models = _models(devices)
        return models if len(models) > 1 else _models(self.mentions)

    @cached_property
    def pointed(self) -> Pointed:
        """What of a list, or of what was compared, it points at."""
        return pointed(self.text, listed=self.before.shown > 0)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """The places of a list that it speaks of: 1 the first, -1 the last."""
        return self.pointed.places

    @cached_property
    def named(self) -> int:
        """How many products it names or points at."""
        return len(self.models) + self.pointed.count(max(self.before.shown, self.before.beside))

    @cached_property
    def whose(self) -> tuple[str, ...]:
        """The makers by whose name alone it points at a product: the samsung, 小米那个."""
        makers = (m for m in self._makers if not any(0 <= model.start - m.end <= 1 for model in self.models))
        return tuple(m.name.id for m in makers if _is_pointing(around(self.text, m.start, m.end)))

    @cached_property
    def questioned(self) -> bool:
        """Whether it asks."""
        return says("question", self.text)

    @cached_property
    def wished(self) -> bool:
        """Whether it wishes for a kind of product, a brand or a price."""
        return self.wants_any("category", "brand", "price") and says("wish", self.text)

    @cached_property
    def priced(self) -> bool:
        """Whether it says a price."""
        return self.wants_any("price")

    @cached_property
    def liked(self) -> Mention | None:
        """The model that it takes for an example: like the 13, 小米14太沉，有没有类似的."""
        behind = pattern("like_it").search(self.text, max((m.end for m in self.models), default=0))
        liked = (m for m in self.models if around(self.text, self._start(m), m.end).at("like"))
        return next(liked, self.models[-1] if self.models and behind else None)

    @cached_property
    def unknown_kind(self) -> str | None:
        """The kind of a model that nobody knows, where its line tells it: the pixel 99."""
        starts = {self._start(model) for model in self.models if not model.name.known}
        lines = (m.name.category for m in self._makers if m.start in starts)
        return next(filter(None, lines), None)

    @cached_property
    def hits(self) -> tuple[tuple[str, str | None], ...]:
        """The intents, and topics, that its words speak of."""
        return hits(self.text)

    def speaks_of(self, intent: str) -> bool:
        """Say whether its words speak of an intent."""
        return any(hit == intent for hit, _ in self.hits)

    def wants_any(self, *names: str) -> bool:
        """Say whether it wants, refuses or drops any slot of these names."""
        return any(want.slot.name in names for want in self.wants)

    @cached_property
    def _makers(self) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if mention.name.label in {"Brand", "Line"})

    def _start(self, model: Mention) -> int:
        """Return where a model's name begins, its brand included."""
        ahead = (maker.start for maker in self._makers if 0 <= model.start - maker.end <= 1)
        return next(ahead, model.start)

    @cached_property
    def feature(self) -> tuple[str, bool] | None:
        """The feature with the longest name, and whether reviews judge it."""
        found = [(m, name) for m in self.mentions for name in m.names if name.label == "Feature"]
        found = [each for each in found if each[1].id not in BROAD] or found
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

        def is_part(start: int, end: int) -> bool:
            return any(m.start <= start and end <= m.end and m.end - m.start > end - start for m in inner)

        text = unpointed(self.text)
        words = [match[0] for match in found.finditer(text) if not is_part(*match.span())]
        words = [word for word in words if word not in HOW_MUCH] or words
        return by_word[max(words, key=len)]["attribute"] if words else None

    @cached_property
    def correction(self) -> Slot | None:
        """The last number that was wanted, corrected by the only number here, where that names no unit."""
        # A bare number is taken for a price, unless it corrects something else.
        if says("money", self.text) or any(want.slot.name != "price" for want in self.wants):
            return None
        bounds = [bound for bound in reversed(self.before.bounds) if not self.wants or bound.name != "price"]
        # A number that is read as a price, where there was one, makes none of a big battery.
        priced = self.wants and any(b.name == "price" and b.number is not None for b in self.before.bounds)
        likely = (bound for bound in bounds if not priced or bound.number is not None)
        return next((slot for bound in likely if (slot := corrected(self.text, bound))), None)

    @cached_property
    def like_spoken(self) -> str | None:
        """The model spoken of before, where this asks for something like it: 跟它差不多但是更小巧的.

        Where nothing else was looked for yet, a lighter one is lighter than it.
        """
        steps = not self.before.searched and any(want.slot.stepped for want in self.wants)
        likens = steps and self._of_its_kind and not self.wants_any("brand")
        return self.before.model if likens or pattern("like_it").search(self.text) else None

    @cached_property
    def _of_its_kind(self) -> bool:
        """Whether no other kind is looked for than that of the product spoken of."""
        kind = self.before.kind or ""
        return all(akin(kind, str(want.slot.value)) for want in self.wants if want.slot.name == "category")

    @cached_property
    def same(self) -> bool:
        """Whether it only names or points at another product, of which the same is asked as before."""
        if self.attribute or self.feature or not self.before.spoken or self.speaks_of("compare"):
            return False
        points = (self.pointed or self.whose) and len(self.text) <= BRIEF[self.text.isascii()]
        return bool(points or (self.models and pattern("same_of").search(self.text)))

    @cached_property
    def which(self) -> bool:
        """Whether it asks which of what was shown, or is side by side, is the better one: 哪个最轻."""
        before = self.before
        judged = self.attribute or self.feature or any(want.slot.lean for want in self.wants)
        asks = judged and pattern("which_of").search(self.text) and max(before.shown, before.beside) > 1
        return bool(asks and not self.models and not self.wants_any("category", "brand"))

    @cached_property
    def unknown(self) -> str:
        """What it calls a model that nobody knows, its maker included: 小米99 ultra."""
        unheard = next((mention for mention in self.models if not mention.name.known), None)
        return self.text[self._start(unheard) : unheard.end] if unheard else ""

    @cached_property
    def dropped(self) -> tuple[Slot, ...]:
        """What may be anything from now on: 品牌无所谓."""
        said = [name for name, each in patterns("any").items() if each.search(self.text)]
        found, by_word = spoken("attributes")
        wanted = [want.span for want in self.wants if want.slot.lean]
        said += [
            by_word[match[0]]["attribute"]
            for match in found.finditer(self.text)
            if around(self.text, *match.span()).denied("dropped") and not overlaps(*match.span(), wanted)
        ]
        return tuple(Slot(name, "=", "any") for name in dict.fromkeys(said))


def _models(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.name.label == "Model")


def _device(text: str, mention: Mention) -> Mention | None:
    """Return the device that a kind's name is, which no lexicon has as a model: a Steam Deck is a handheld."""
    words = text[mention.start : mention.end]
    if mention.name.label != "Category" or not pattern("devices").fullmatch(words):
        return None
    return replace(mention, names=(Name(words, "Model", f"model/{words.replace(' ', '/', 1)}", known=False),))


def _is_pointing(near: Surroundings) -> bool:
    """Say whether a maker's name stands for a product of its."""
    return bool(pattern("whose_before").search(near.before) or pattern("whose_after").match(near.after))


def hits(text: str) -> tuple[tuple[str, str | None], ...]:
    """Return the intents, and topics, that the words of a text speak of."""
    return tuple((intent, topic) for intent, topic, each in _intents() if each.search(text))


@cache
def _intents() -> tuple[tuple[str, str | None, re.Pattern[str]], ...]:
    rows = read_words("intents")
    return tuple(
        (row["intent"], topic, either(row["pattern"], " ".join(filter(None, (row["intent"], topic)))))
        for row in rows
        for topic in (row.get("topic"),)
    )
