"""Products that meet a need, best first."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence, Set
from typing import Final

from assistant.plan import Around, Spread, plan
from assistant.ports import Facts, Finding
from assistant.slots import GENERIC, Need, first
from assistant.values import worded
from assistant.views import Card, Details, Found

KEPT_SECONDS: Final = 600.0
"""How long it is remembered how numbers are spread in a category, and what values there are."""
CURRENCY: Final = "CNY"
"""Of prices that are leaned on where no currency was said."""


class Finder:
    """Looks for products. Each search is one statement; how numbers are spread is read once in a while."""

    def __init__(self, finding: Finding, facts: Facts) -> None:
        self._finding, self._facts = finding, facts
        self._spreads: dict[tuple[str, str, str], tuple[float, Spread | None]] = {}
        self._values: dict[str, tuple[float, Sequence[str]]] = {}

    async def around(
        self, need: Need, bounds: Mapping[str, tuple[float, str]], currency: str = CURRENCY
    ) -> Around:
        """Return what a plan of `need` has to know besides the need; prices of no currency are in `currency`."""
        names = [slot.name for slot in need if slot.lean or slot.beside]
        liked = first(need, "like") if any(slot.beside for slot in need) else None
        example = await self.numbers(liked) if liked else {}
        stated = await self._stated({slot.name for slot in worded(need)})
        units = [slot.unit for slot in need if slot.name == "price" and slot.unit]
        usual = [unit for known in (bounds, example) if (unit := known.get("price", (0.0, ""))[1])]
        spread = await self._spread(need, names, (*units, *usual, currency)[0]) if names else {}
        return Around(spread, example, bounds, stated)

    async def find(
        self, need: Need, around: Around, most: int, foremost: str = "", seen: Sequence[str] = ()
    ) -> Found:
        """Return the best `most` of the products that meet every hard slot of `need`, and are none of those `seen`.

        They are ordered by the number of the attribute that is `foremost`, and by all else where that is the same.
        """
        return await self._finding.find(plan(need, around) | {"foremost": foremost, "seen": list(seen)}, most)

    async def card(self, id_: str) -> Card | None:
        """Return the product of that id, or one of the model of that id."""
        return (await self._finding.sold([id_])).get(id_)

    async def numbers(self, id_: str) -> dict[str, tuple[float, str]]:
        """Return `numbers_of` a product, or of one of a model."""
        card = await self.card(id_)
        if card is None:
            return {}
        return numbers_of(card, (await self._facts.details([card.id])).get(card.id))

    async def _stated(self, attributes: Set[str]) -> dict[str, Sequence[str]]:
        """Return all values that are stated of attributes."""
        now = time.monotonic()
        old = now - KEPT_SECONDS
        missing = [name for name in sorted(attributes) if self._values.get(name, (old,))[0] <= old]
        if missing:
            read = await self._finding.values(missing)
            self._values |= {name: (now, read.get(name, ())) for name in missing}
        return {name: self._values[name][1] for name in attributes}

    async def _spread(self, need: Need, attributes: Sequence[str], currency: str) -> dict[str, Spread]:
        """Return how the numbers of attributes are spread in the category, by attribute, of those that have any."""
        category = first(need, "category") or ""
        keys = {attribute: (category, attribute, currency) for attribute in attributes}
        now = time.monotonic()
        old = now - KEPT_SECONDS
        missing = [name for name, key in keys.items() if self._spreads.get(key, (old, None))[0] <= old]
        if missing:
            categories = [category, *sorted(GENERIC.get(category, ()))] if category else []
            read = await self._finding.spread(categories, missing, currency)
            self._spreads |= {keys[name]: (now, read.get(name)) for name in missing}
        return {name: spread for name, key in keys.items() if (spread := self._spreads[key][1])}


def numbers_of(card: Card, details: Details | None) -> dict[str, tuple[float, str]]:
    """Return each attribute's best supported number and its unit."""
    found = {
        parameter.attribute: (parameter.number, parameter.unit)
        for parameter in reversed(details.parameters if details else ())
        if parameter.number is not None
    }
    if card.price is not None and card.currency:
        found["price"] = (card.price, card.currency)
    return found
