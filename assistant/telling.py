"""Questions about one product: what a fact, a shop or a review says of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.evidence import cited, quotes, stated, told, unknown
from assistant.naming import attribute_name, listed, name_in, price_in_words, quantity, say, value_in_words
from assistant.opinions import judged, overall
from assistant.ports import Facts
from assistant.twins import attributes_of, features_of
from assistant.views import Card, Details, Fact, Feature, Parameter
from assistant.wording import Language

KEYS: Final = (
    *("soc", "cpu", "gpu", "ram", "storage", "screen_size", "refresh_rate"),
    *("main_camera", "battery_capacity", "charging_power", "weight", "os"),
)
"""Attributes of an overview, in this order."""
OVERVIEW: Final = 6
"""Of which so many are told."""
SHOP: Final = frozenset({"price", "stock", "shelf"})
"""What only a shop sets."""
SAME: Final = {"soc": {"soc", "cpu"}, "cpu": {"cpu", "soc"}, "main_camera": {"main_camera", "camera"}}
"""Attributes that people ask for by one word."""


class Teller:
    """Answers questions about one product; each answer takes at most four statements."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    async def detail(self, card: Card, asks: str | None, language: Language, *, overview: bool) -> Answer:
        """Return what is known of one thing that is asked, or that no one has said.

        Where nothing that we know of is asked, it is an `overview`, if that is wanted.
        """
        if asks in SHOP:
            text = _in_shop(card, asks, language)
            claims: Sequence[Claim] = (Claim(text, records=(card.id,)),) if text else ()
            return told(card, asks, claims, language) if claims else unknown(card, asks, language)
        details = await self._details(card)
        if asks is None:
            if not overview:
                return unknown(card, None, language)
            return told(card, None, await self._overview(card, details, language), language)
        claims = await self._said(card, details, asks, language) if details else ()
        return told(card, asks, claims, language) if claims else unknown(card, asks, language)

    async def opinion(
        self, card: Card, asks: str | None, language: Language, *, critical: bool = False
    ) -> Answer:
        """Return what reviews say of a feature with their sentences, or what they speak of most.

        A `critical` question asks what is bad.
        """
        details = await self._details(card)
        opinions = details.opinions if details else ()
        # A catch is none of the price that it is understood to be about: a value is no criticism.
        if asks is None or (critical and "/" not in asks):
            return await overall(self._facts, card, opinions, language, critical=critical)
        claims = await judged(self._facts, card, opinions, asks, language, critical=critical)
        if not claims and details:
            claims = await self._said(card, details, asks, language)
        if not claims:
            return unknown(card, asks, language, "opinion")
        return told(card, asks, claims, language, "opinion")

    async def _details(self, card: Card) -> Details | None:
        return (await self._facts.details([card.id])).get(card.id)

    async def _said(self, card: Card, details: Details, asks: str, language: Language) -> tuple[Claim, ...]:
        """Return the sentences about an attribute or a feature; none where no one has said anything."""
        if "/" not in asks:
            values = await self._measured(card, details, SAME.get(asks, {asks}), language)
            twins = () if values else features_of(asks)
            return values or tuple(
                [c for twin in twins for c in await self._of(card, details, twin, language)]
            )
        measured = await self._measured(card, details, attributes_of(asks), language)
        return (*await self._of(card, details, asks, language), *measured)

    async def _measured(
        self, card: Card, details: Details, attributes: Collection[str], language: Language
    ) -> tuple[Claim, ...]:
        return await self._values(
            card, [p for p in details.parameters if p.attribute in attributes], language
        )

    async def _of(self, card: Card, details: Details, asks: str, language: Language) -> tuple[Claim, ...]:
        """Return whether a product has a feature, or else what reviews say of it."""
        feature = next((feature for feature in details.features if feature.node.id == asks), None)
        if feature is None:
            return await judged(self._facts, card, details.opinions, asks, language)
        return _has(card, feature, (await stated(self._facts, card, [asks])).get(asks, ()), language)

    async def _overview(self, card: Card, details: Details | None, language: Language) -> tuple[Claim, ...]:
        price = price_in_words(card, language)
        head = Claim(say("overview", language, title=card.title, price=price), records=(card.id,))
        by_name = {p.attribute: p for p in details.parameters} if details else {}
        found = [by_name[key] for key in KEYS if key in by_name][:OVERVIEW]
        return (head, *await self._values(card, found, language))

    async def _values(
        self, card: Card, parameters: Sequence[Parameter], language: Language
    ) -> tuple[Claim, ...]:
        values = [value.id for parameter in parameters for value in (parameter, *parameter.others)]
        found = await stated(self._facts, card, values)
        return tuple(claim for each in parameters for claim in _value(card, each, found, language))


def _in_shop(card: Card, asks: str | None, language: Language) -> str | None:
    """Return the price, the stock or the shelf in words, None where the shop says none."""
    if asks == "price" and card.price is not None:
        return say("price_is", language, title=card.title, price=quantity(card.price, card.currency or ""))
    if asks == "stock" and card.in_stock is not None:
        shelf = say("on_shelf", language, shelf=card.shelf) if card.shelf else ""
        return say("stock_yes" if card.in_stock else "stock_no", language, title=card.title, shelf=shelf)
    if asks == "shelf" and card.shelf:
        return say("shelf", language, title=card.title, shelf=card.shelf)
    return None


def _has(card: Card, feature: Feature, found: Sequence[Fact], language: Language) -> tuple[Claim, ...]:
    """Return whether a product has a feature, the sentences that say so, and whether others say otherwise."""
    has = [fact for fact in found if fact.predicate == "HAS_FEATURE"]
    lacks = [fact for fact in found if fact.predicate == "LACKS_FEATURE"]
    facts, against = (has, lacks) if feature.present else (lacks, has)
    name = name_in(feature.node, language)
    text = say("yes" if feature.present else "no", language, title=card.title, feature=name)
    contested = [cited(say("feature_contested", language), against)] if feature.contested else []
    return (cited(text, facts), *quotes(facts, language), *contested)


def _value(
    card: Card, parameter: Parameter, found: Mapping[str, Sequence[Fact]], language: Language
) -> list[Claim]:
    """Return a value, the sentences that state it, and what others state; `found` are the facts by what they state."""
    attribute = attribute_name(parameter.attribute, language)
    text = say("fact", language, title=card.title, attribute=attribute, value=value_in_words(parameter))
    facts = found.get(parameter.id, ())
    claims = [cited(text, facts), *quotes(facts, language)]
    if parameter.others:
        others = listed(map(value_in_words, parameter.others), language)
        stating = [fact for other in parameter.others for fact in found.get(other.id, ())[:1]]
        claims.append(Claim(say("contested", language, others=others), tuple(fact.id for fact in stating)))
    return claims
