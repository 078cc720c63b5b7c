"""Why a product is shown: each thing wanted that facts state of it, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.claims import Claim
from assistant.naming import attribute_name, name_in, quantity, say
from assistant.ports import Card, Details, Fact, Facts, Opinion, Parameter
from assistant.slots import ENTITIES, Need
from assistant.wording import Language

MOST: Final = 4
"""Reasons of a product."""
SENTENCES: Final = 3
"""Facts that a reason cites at most."""


@dataclass(frozen=True, slots=True)
class _Reason:
    """A reason in words, and the thing that facts state of the product."""

    text: str
    object: str


async def reasons(
    facts: Facts, need: Need, cards: Sequence[Card], details: Mapping[str, Details], language: Language
) -> dict[str, tuple[Claim, ...]]:
    """Return the reasons of each product by id; what no fact states is left out. One statement."""
    given = {
        card.id: list(_reasons(need, details[card.id], language))[:MOST]
        for card in cards
        if card.id in details
    }
    pairs = [(id_, reason.object) for id_, found in given.items() for reason in found]
    stated = await facts.stated(pairs, SENTENCES * 2) if pairs else {}
    return {
        id_: tuple(
            _claim(reason, stated.get((id_, reason.object), ()))
            for reason in found
            if stated.get((id_, reason.object))
        )
        for id_, found in given.items()
    }


def cited(text: str, facts: Sequence[Fact]) -> Claim:
    """Return a sentence with the facts that state it."""
    return Claim(text, tuple(fact.id for fact in facts[:SENTENCES]))


def _claim(reason: _Reason, facts: Sequence[Fact]) -> Claim:
    return cited(reason.text, facts)


def _reasons(need: Need, details: Details, language: Language) -> Iterator[_Reason]:
    wanted = {slot.name for slot in need if slot.name not in ENTITIES}
    features = {str(slot.value) for slot in need if slot.name == "feature" and slot.relation == "="}
    praised = {str(slot.value) for slot in need if slot.name == "praised"}
    uses = {str(slot.value) for slot in need if slot.name == "use"}
    for opinion in details.opinions:
        if opinion.feature.id in praised and opinion.praised:
            yield _Reason(praise(opinion, language), opinion.feature.id)
    for parameter in details.parameters:
        if parameter.attribute in wanted:
            yield _Reason(value_of(parameter, language), parameter.id)
    for feature in details.features:
        if feature.node.id in features and feature.present:
            yield _Reason(say("has", language, feature=name_in(feature.node, language)), feature.node.id)
    for use in details.use_cases:
        if use.id in uses:
            yield _Reason(say("suits", language, use=name_in(use, language)), use.id)


def praise(opinion: Opinion, language: Language) -> str:
    """Return how many reviews praise a feature, in words."""
    return say(
        "praised",
        language,
        of=opinion.of,
        praised=opinion.praised,
        feature=name_in(opinion.feature, language),
    )


def value_of(parameter: Parameter, language: Language) -> str:
    """Return an attribute and its value, in words."""
    return say(
        "states", language, attribute=attribute_name(parameter.attribute, language), value=shown(parameter)
    )


def shown(parameter: Parameter) -> str:
    """Return a value as people read it."""
    return (
        quantity(parameter.number, parameter.unit)
        if parameter.number is not None and parameter.unit
        else parameter.text or parameter.value
    )
