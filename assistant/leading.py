"""The sentence that a comparison begins with: which of the products is the answer to what was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.finding import numbers_of
from assistant.naming import attribute_name, judged_name, listed, name_in, quantity, say
from assistant.opinions import best_judged, counted, judged_in_words
from assistant.twins import attributes_of
from assistant.views import Card, Details, Opinion, Parameter
from assistant.wording import Language

PROVED: Final = 3
"""Features whose facts prove how reviews judge a product as a whole."""
JUDGED: Final = 3
"""Opinions of a product from which on that tells anything."""
MATTERING: Final = (("price", min), ("battery_capacity", max), ("weight", min))
"""Attributes, and which of their numbers most people would choose."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A sentence, the products and what is stated of them that it rests on, and products whose price it tells."""

    text: str
    pairs: tuple[tuple[str, str], ...] = ()
    records: tuple[str, ...] = ()


class Leader:
    """Says which of `cards`, called by their `titles`, is the answer."""

    def __init__(
        self,
        cards: Sequence[Card],
        titles: Mapping[str, str],
        details: Mapping[str, Details],
        language: Language,
    ) -> None:
        self._cards, self._titles, self._details, self._language = cards, titles, details, language

    def lead(self, asks: str | None, *, best: bool) -> Lead | None:
        """Return which has most and least of an attribute, or which have a feature, or is judged best at it.

        Where nothing of its own is asked but the `best`, it is which reviews like best, or else which to choose for
        what. None where it cannot be told.
        """
        if asks is None:
            return self._liked() or self._chosen() if best else None
        if "/" not in asks:
            return self._measured(asks)
        measured = (self._measured(attribute) for attribute in attributes_of(asks))
        return self._having(asks) or self._judged(asks) or next(filter(None, measured), None)

    def _measured(self, attribute: str) -> Lead | None:
        numbers, unit = self._numbers(attribute)
        if len(numbers) < 2:
            return None
        label, values = attribute_name(attribute, self._language), [number for _, number in numbers]
        if min(values) == max(values):
            text = say("all_equal", self._language, attribute=label, value=quantity(values[0], unit))
            return self._proved(text, [(card, attribute) for card, _ in numbers])
        ends = {
            value: [card for card, number in numbers if number == value]
            for value in (max(values), min(values))
        }
        (most, highest), (least, lowest) = ends.items()
        text = say(
            "extremes",
            self._language,
            attribute=label,
            highest=self._named(highest),
            most=quantity(most, unit),
            lowest=self._named(lowest),
            least=quantity(least, unit),
        )
        return self._proved(text, [(card, attribute) for card in (*highest, *lowest)])

    def _chosen(self) -> Lead | None:
        """Return which is cheapest, which has the largest battery, which is lightest."""
        parts, stating = [], []
        for attribute, end in MATTERING:
            numbers, unit = self._numbers(attribute)
            best = end((number for _, number in numbers), default=0.0)
            cards = [card for card, number in numbers if number == best]
            if len(cards) == 1 and len(numbers) > 1:
                named = {"title": self._named(cards), "value": quantity(best, unit)}
                parts.append(say(f"choose.{attribute}", self._language, **named))
                stating.append((cards[0], attribute))
        text = say("depends", self._language, parts=say("apart", self._language).join(parts))
        return self._proved(text, stating) if parts else None

    def _numbers(self, attribute: str) -> tuple[list[tuple[Card, float]], str]:
        """Return the numbers that are known of an attribute and their unit; none where they have several."""
        known = [(card, numbers_of(card, self._details.get(card.id)).get(attribute)) for card in self._cards]
        units = {found[1] for _, found in known if found}
        if len(units) != 1:
            return [], ""
        return [(card, found[0]) for card, found in known if found], units.pop()

    def _proved(self, text: str, stating: Sequence[tuple[Card, str]]) -> Lead:
        """Return a sentence with what states these numbers."""
        pairs = tuple(
            (card.id, next(p.id for p in self._details[card.id].parameters if _is_number_of(p, attribute)))
            for card, attribute in stating
            if attribute != "price"
        )
        return Lead(text, pairs, tuple(card.id for card, attribute in stating if attribute == "price"))

    def _named(self, cards: Sequence[Card]) -> str:
        return listed((self._titles[card.id] for card in cards), self._language)

    def _having(self, feature: str) -> Lead | None:
        found = [
            (card, each)
            for card in self._cards
            for each in (self._details[card.id].features if card.id in self._details else ())
            if each.node.id == feature
        ]
        if not found:
            return None
        name = name_in(found[0][1].node, self._language)
        parts = [
            say(key, self._language, titles=self._named(cards), feature=name)
            for key, present in (("these_have", True), ("these_have_not", False))
            if (cards := [card for card, each in found if each.present == present])
        ]
        return Lead(" ".join(parts), tuple((card.id, feature) for card, _ in found))

    def _judged(self, feature: str) -> Lead | None:
        found = {
            card.id: [o for o in self._opinions(card) if o.feature.id == feature] for card in self._cards
        }
        best = best_judged(found)
        if best is None:
            return None
        (opinion,) = found[best]
        text = say(
            "judged_best",
            self._language,
            title=self._titles[best],
            feature=judged_name(opinion.feature, self._language),
            cell=judged_in_words(opinion, self._language),
        )
        return Lead(text, ((best, feature),))

    def _liked(self) -> Lead | None:
        found = {
            card.id: opinions
            for card in self._cards
            if sum(counted(opinions := self._opinions(card))) >= JUDGED
        }
        best = best_judged(found)
        if best is None:
            return None
        opinions = sorted(found[best], key=lambda opinion: -opinion.praised)
        praised, criticised = counted(opinions)
        text = say(
            "liked_best", self._language, title=self._titles[best], praised=praised, criticised=criticised
        )
        return Lead(text, tuple((best, opinion.feature.id) for opinion in opinions[:PROVED]))

    def _opinions(self, card: Card) -> Sequence[Opinion]:
        return self._details[card.id].opinions if card.id in self._details else ()


def _is_number_of(parameter: Parameter, attribute: str) -> bool:
    return parameter.attribute == attribute and parameter.number is not None
