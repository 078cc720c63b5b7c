"""What reviews say of a product: how many praise and criticise it for a feature, with their sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.answers import Answer
from assistant.claims import Claim
from assistant.evidence import quotes, stated, told, unknown
from assistant.naming import judged_name, listed, name_in, say
from assistant.ports import Facts
from assistant.views import Card, Fact, Opinion
from assistant.wording import Language

CRITICISM: Final = "CRITICISED_FOR"
JUDGING: Final = frozenset({"PRAISED_FOR", CRITICISM})
MOST: Final = 3
"""Features that are told at most, of those praised and of those criticised."""


async def judged(
    facts: Facts,
    card: Card,
    opinions: Sequence[Opinion],
    feature: str,
    language: Language,
    *,
    critical: bool = False,
) -> tuple[Claim, ...]:
    """Return what reviews say of one feature, where it is `critical` what is bad; nothing where none speaks of it."""
    opinion = next((opinion for opinion in opinions if opinion.feature.id == feature), None)
    if opinion is None:
        return ()
    judging = _judging((await stated(facts, card, [feature])).get(feature, ()), critical)
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


async def overall(
    facts: Facts, card: Card, opinions: Sequence[Opinion], language: Language, *, critical: bool = False
) -> Answer:
    """Return what reviews praise and criticise most, of a `critical` question what they criticise."""
    liked = [] if critical else _most(opinions, lambda one: one.praised)
    disliked = _most(opinions, lambda one: one.criticised)
    if not liked and not disliked:
        nobody = say("no_criticism", language, title=card.title) if critical and opinions else None
        return unknown(card, None, language, "opinion", nobody)
    read = await stated(facts, card, [one.feature.id for one in (*liked, *disliked)])
    judging = _judging([fact for found in read.values() for fact in found], critical)
    kinds = {"most_praised": liked, "most_criticised": disliked}
    parts = [
        say(kind, language, features=listed((judged_name(one.feature, language) for one in those), language))
        for kind, those in kinds.items()
        if those
    ]
    text = say("opinions", language, title=card.title, parts=say("apart", language).join(parts))
    claim = Claim(text, tuple(fact.id for fact in judging))
    return told(card, None, [claim, *quotes(judging, language)], language, "opinion")


def _most(opinions: Sequence[Opinion], count: Callable[[Opinion], int]) -> list[Opinion]:
    """Return the features that are counted most often."""
    return sorted(filter(count, opinions), key=count, reverse=True)[:MOST]


def _judging(facts: Sequence[Fact], critical: bool) -> list[Fact]:
    """Return the facts that judge; those of `critical` ones that do so badly, where any does."""
    judging = [fact for fact in facts if fact.predicate in JUDGING]
    criticism = [fact for fact in judging if fact.predicate == CRITICISM]
    return criticism if critical and criticism else judging


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
