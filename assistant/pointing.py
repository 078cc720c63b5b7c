"""Which products a message speaks of."""

from __future__ import annotations

from typing import Final

from assistant.ports import Finding
from assistant.reading.message import Message
from assistant.state import State
from assistant.views import Card

COMPARED: Final = 4
"""Products that are compared at most."""


async def meant(finding: Finding, message: Message, state: State) -> list[Card]:
    """Return the products that a message speaks of: by their place, those spoken of before, or named. One statement."""
    ids = _placed(message, state)
    if message.unknown and not message.models and not ids:
        return []
    compares = message.intent == "compare"
    named = len(ids) + len(message.models)
    if not named or (compares and named == 1):
        ids = [*(state.spoken or state.shown)[: COMPARED if compares else 1], *ids]
    sold = await finding.sold([*ids, *(id_ for models in message.models for id_ in models)])
    likeliest = [
        next((card for id_, card in sold.items() if id_ in models), None) for models in message.models
    ]
    cards = [card for card in (*map(sold.get, ids), *likeliest) if card]
    return list({card.id: card for card in cards}.values())


def _placed(message: Message, state: State) -> list[str]:
    """Return the products of the list shown last whose places a message names."""
    places = (place for place in message.places if abs(place) <= len(state.shown))
    return [state.shown[place - 1 if place > 0 else place] for place in places]
