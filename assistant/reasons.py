"""Why a product is shown: each thing wanted that facts state of it, with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.claims import Claim
from assistant.evidence import READ, cited
from assistant.naming import attribute_name, name_in, say, value_in_words
from assistant.ports import Facts
from assistant.slots import ENTITIES, Need
from assistant.views import Card, Details, Opinion, Parameter
from assistant.wording import Language

MOST: Final = 4
"""Reasons of a product."""


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
    stated = await facts.stated(pairs, READ) if pairs else {}
    return {
        id_: tuple(
            cited(reason.text, proof) for reason in found if (proof := stated.get((id_, reason.object)))
        )
        for id_, found in given.items()
    }


def _reasons(need: Need, details: Details, language: Language) -> Iterator[_Reason]:
    wanted = {slot.name for slot in need if slot.name not in ENTITIES}
    features = {str(slot.value) for slot in need if slot.name == "feature" and slot.relation == "="}
    praised = {str(slot.value) for slot in need if slot.name == "praised"}
    uses = {str(slot.value) for slot in need if slot.name == "use"}
    for opinion in details.opinions:
        if opinion.feature.id in praised and opinion.praised:
            yield _Reason(_praise(opinion, language), opinion.feature.id)
    for parameter in details.parameters:
        if parameter.attribute in wanted:
            yield _Reason(_value(parameter, language), parameter.id)
    for feature in details.features:
        if feature.node.id in features and feature.present:
            yield _Reason(say("has", language, feature=name_in(feature.node, language)), feature.node.id)
    for use in details.use_cases:
        if use.id in uses:
            yield _Reason(say("suits", language, use=name_in(use, language)), use.id)


def _praise(opinion: Opinion, language: Language) -> str:
    """Return how many reviews praise a feature, in words."""
    feature = name_in(opinion.feature, language)
    return say("praised", language, of=opinion.of, praised=opinion.praised, feature=feature)


def _value(parameter: Parameter, language: Language) -> str:
    """Return an attribute and its value, in words."""
    attribute = attribute_name(parameter.attribute, language)
    return say("states", language, attribute=attribute, value=value_in_words(parameter))
