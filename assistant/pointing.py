"""Which products a message speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.finding import numbers_of
from assistant.ports import Facts, Finding
from assistant.reading.message import Message
from assistant.state import COMPARED, State
from assistant.views import Card
from assistant.words import pattern


async def meant(finding: Finding, facts: Facts, message: Message, state: State) -> list[Card]:
    """Return the products that a message names, points at, or those spoken of before. Two statements at most."""
    # What could not be compared stands beside nothing.
    listed = () if state.intent == "compare" and not state.beside else state.shown
    side = state.beside if len(state.beside) > 1 else listed
    there = placed(message, state)
    if not message.models and len(there) < len(message.pointed.places):
        # The third of two is none that was spoken of.
        return []
    # Which of the two focuses better, said of two that it names, points at no list.
    alone = len(message.models) < 2
    ids = [*there, *_at(side, message.pointed.sides if alone else ())]
    if message.pointed.every and alone:
        ids += [id_ for id_ in side if id_ not in ids]
    known = list(dict.fromkeys([*state.spoken, *state.beside, *state.shown]))
    named = [id_ for models in message.models for id_ in models]
    cards = await finding.sold([*known, *named])
    if message.pointed.most:
        ids += await _most(facts, [cards[id_] for id_ in side if id_ in cards], *message.pointed.most)
    if message.pointed.others:
        ids += [id_ for id_ in side if id_ not in {*state.spoken, *ids}]
    # Does it work with a Samsung: another maker's is no answer.
    if not message.models and not pattern("it_alone").search(message.text):
        ids += [id_ for id_ in _of_makers(message.names, known, cards) if id_ not in ids]
    # What only one is compared with is what was spoken of; where nothing is said, what was asked about is meant.
    found = len(dict.fromkeys(ids)) + len(message.models)
    if message.intent == "compare" and found < 2:
        ids = [*(side if not found else state.beside or state.spoken or state.shown)[:COMPARED], *ids]
    elif not found:
        ids = list((state.spoken or state.shown)[:1])
    likeliest = (
        next((card for id_, card in cards.items() if id_ in models), None) for models in message.models
    )
    return list({card.id: card for card in (*map(cards.get, ids), *likeliest) if card}.values())


def placed(message: Message, state: State) -> list[str]:
    """Return the products of the list shown last, or of what is side by side, whose places a message names."""
    return _at(state.shown or state.beside, message.pointed.places)


def _at(products: Sequence[str], places: Sequence[int]) -> list[str]:
    there = (place for place in places if 0 < abs(place) <= len(products))
    return [products[place - 1 if place > 0 else place] for place in there]


async def _most(facts: Facts, cards: Sequence[Card], attribute: str, way: int) -> list[str]:
    """Return the product with the lowest (-1) or highest (1) number of an attribute, none where no number is known."""
    details = await facts.details([card.id for card in cards])
    numbers = {card.id: numbers_of(card, details.get(card.id)).get(attribute) for card in cards}
    known = {id_: way * number[0] for id_, number in numbers.items() if number}
    return [max(known, key=lambda id_: known[id_])] if known else []


def _of_makers(names: Sequence[str], known: Sequence[str], cards: Mapping[str, Card]) -> list[str]:
    """Return, for each maker that is named, the first product of its that was spoken of or shown: the samsung."""
    found = []
    for name in names:
        own = (id_ for id_ in known if id_ in cards and (brand := cards[id_].brand) and brand.id == name)
        found += [id_ for id_ in [next(own, None)] if id_]
    return found
