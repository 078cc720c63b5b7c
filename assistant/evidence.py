"""What an answer about a product rests on: facts that state it and their sentences, or that no one has said so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from assistant.answers import Answer, Shown
from assistant.claims import Claim
from assistant.naming import attribute_name, say
from assistant.ports import Facts
from assistant.views import Card, Fact
from assistant.wording import Language

SENTENCES: Final = 3
"""Facts that a sentence cites at most."""
READ: Final = 2 * SENTENCES
"""Facts that are read of each thing."""
QUOTED: Final = 2
"""Sentences that are quoted at most."""


async def stated(facts: Facts, card: Card, objects: Sequence[str]) -> Mapping[str, Sequence[Fact]]:
    """Return the facts about a product by what they state of it: ids of values and features. One statement."""
    if not objects:
        return {}
    read = await facts.stated([(card.id, object_) for object_ in objects], READ)
    return {object_: found for (_, object_), found in read.items()}


def cited(text: str, facts: Sequence[Fact]) -> Claim:
    """Return a sentence with the facts that state it."""
    return Claim(text, tuple(fact.id for fact in facts[:SENTENCES]))


def quotes(facts: Sequence[Fact], language: Language) -> list[Claim]:
    """Return the sentences of the surest facts, each once."""
    sentences = {fact.sentence: fact.id for fact in reversed(facts)}
    surest = list(sentences.items())[-QUOTED:]
    return [Claim(say("quote", language, sentence=sentence), (id_,)) for sentence, id_ in surest]


def told(
    card: Card, asks: str | None, claims: Sequence[Claim], language: Language, intent: str = "detail"
) -> Answer:
    """Return an answer about a product."""
    return Answer(
        language,
        intent,
        "answer",
        claims=tuple(claims),
        products=(Shown(card),),
        about=(card.id,),
        asks=asks,
    )


def unknown(
    card: Card, asks: str | None, language: Language, intent: str = "detail", nobody: str | None = None
) -> Answer:
    """Return that no one has said what is asked about a product, in the words of `nobody` where these are given."""
    text = nobody or say("unknown_all", language)
    if asks and "/" not in asks:
        text = say("unknown", language, title=card.title, asked=attribute_name(asks, language))
    return replace(told(card, asks, [Claim(text)], language, intent), shows="unknown")
