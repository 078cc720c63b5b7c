"""What reviews say of a product: how many praise and criticise it for a feature, with their sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.evidence import quotes, stated, told, unknown
from assistant.naming import listed, name_in, say
from assistant.ports import Facts
from assistant.views import Card, Opinion
from assistant.wording import Language

JUDGING: Final = frozenset({"PRAISED_FOR", "CRITICISED_FOR"})
MOST: Final = 3
"""Features that are told at most, of those praised and of those criticised."""


async def judged(
    facts: Facts, card: Card, opinions: Sequence[Opinion], feature: str, language: Language
) -> tuple[Claim, ...]:
    """Return what reviews say of one feature; nothing where none speaks of it."""
    opinion = next((opinion for opinion in opinions if opinion.feature.id == feature), None)
    if opinion is None:
        return ()
    found = (await stated(facts, card, [feature])).get(feature, ())
    judging = [fact for fact in found if fact.predicate in JUDGING]
    text = say(
        "opinion",
        language,
        title=card.title,
        of=opinion.of,
        praised=opinion.praised,
        criticised=opinion.criticised,
        feature=name_in(opinion.feature, language),
    )
    return (Claim(text, tuple(fact.id for fact in judging)), *quotes(judging, language))


async def overall(facts: Facts, card: Card, opinions: Sequence[Opinion], language: Language) -> Answer:
    """Return what reviews praise and criticise most."""
    if not opinions:
        return unknown(card, None, language, "opinion")
    liked = sorted((one for one in opinions if one.praised), key=lambda one: -one.praised)[:MOST]
    disliked = sorted((one for one in opinions if one.criticised), key=lambda one: -one.criticised)[:MOST]
    read = await stated(facts, card, [one.feature.id for one in (*liked, *disliked)])
    judging = [fact for found in read.values() for fact in found if fact.predicate in JUDGING]
    text = say(
        "opinions",
        language,
        title=card.title,
        praised=_named(liked, language),
        criticised=_named(disliked, language),
    )
    claim = Claim(text, tuple(fact.id for fact in judging))
    return told(card, None, [claim, *quotes(judging, language)], language, "opinion")


def _named(opinions: Sequence[Opinion], language: Language) -> str:
    names = listed((name_in(one.feature, language) for one in opinions), language)
    return names or say("not_said", language)


def best_judged(found: Mapping[str, Sequence[Opinion]]) -> str | None:
    """Return the product that reviews judge best, and well; None where fewer than two are judged or two alike."""
    # Laplace's rule: one lone praise is no better than nine of ten.
    shares = {
        id_: (praised + 1) / (praised + criticised + 2)
        for id_, opinions in found.items()
        if opinions
        for praised, criticised in [counted(opinions)]
    }
    first, second = (*sorted(shares.values(), reverse=True), 0.0, 0.0)[:2]
    well = len(shares) > 1 and first > second and first > 1 / 2
    return max(shares, key=lambda id_: shares[id_]) if well else None


def judged_in_words(opinion: Opinion, language: Language) -> str:
    """Return how many reviews praise and criticise a feature."""
    return say("judged_cell", language, praised=opinion.praised, criticised=opinion.criticised, of=opinion.of)


def counted(opinions: Sequence[Opinion]) -> tuple[int, int]:
    """Return how often features are praised and criticised."""
    return sum(opinion.praised for opinion in opinions), sum(opinion.criticised for opinion in opinions)
