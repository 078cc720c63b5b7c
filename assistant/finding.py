"""Products that meet a need; where none does the smallest relaxations, where too many do one question."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from assistant.answers import Relaxation
from assistant.naming import attribute_name, quantity, say, slot_in_words
from assistant.plan import Around, Spread, limits, plan, without
from assistant.ports import Card, Details, Facts, Finding, Found
from assistant.slots import GENERIC, Need, Slot, first, of
from assistant.wording import Language

KEPT_SECONDS: Final = 600.0
"""How long it is remembered how numbers are spread in a category."""
MOST_TRIED: Final = 8
"""Slots that are relaxed at most."""
STEP: Final = 3
"""Products that a relaxed number should give, where it can."""


class Finder:
    """Looks for products. Each search is one statement; how numbers are spread is read once in a while."""

    def __init__(self, finding: Finding, facts: Facts) -> None:
        self._finding, self._facts = finding, facts
        self._spreads: dict[tuple[str, str, str], tuple[float, Spread | None]] = {}

    async def around(self, need: Need, bounds: Mapping[str, float]) -> Around:
        """Return what a plan of `need` has to know besides the need."""
        names = [slot.name for slot in need if slot.lean or slot.beside]
        example: dict[str, tuple[float, str]] = {}
        liked = first(need, "like")
        if liked and any(slot.beside for slot in need):
            example = await self._example(liked)
        return (
            Around(await self._spread(need, names), example, bounds) if names else Around({}, example, bounds)
        )

    async def find(self, need: Need, around: Around, first_: int, *, stocked: bool = False) -> Found:
        """Return the best products that meet every hard slot of `need`."""
        sought = plan(need, around)
        return await self._finding.find(sought | {"in_stock": True} if stocked else sought, first_)

    async def relaxations(
        self, need: Need, around: Around, names: dict[str, str], language: Language
    ) -> list[Relaxation]:
        """Return what gives products where the need gives none: one slot less or wider, the fewest changes first."""
        hard = [slot for slot in need if slot.hard and slot.name != "category"][:MOST_TRIED]
        tried = await asyncio.gather(*(self._relaxed(need, slot, around, names, language) for slot in hard))
        found = [relaxation for relaxation in tried if relaxation]
        return sorted(found, key=lambda relaxation: (relaxation.instead is None, -relaxation.total))

    async def _relaxed(
        self, need: Need, slot: Slot, around: Around, names: dict[str, str], language: Language
    ) -> Relaxation | None:
        rest = without(need, [slot])
        if slot.number is None or slot.relation == "!=":
            found = await self._finding.find(plan(rest, around), 1)
            words = slot_in_words(slot, names, language)
            text = say("relax_drop", language, slot=words, total=found.total)
            return Relaxation(slot, None, found.total, text) if found.total else None
        return await self._widened(rest, slot, around, language)

    async def _widened(self, rest: Need, slot: Slot, around: Around, language: Language) -> Relaxation | None:
        """Return the slot with the nearest number that gives products."""
        _, most, _ = limits(slot.name, [slot], around)
        lower = most is not None and slot.relation != ">="
        reach = {"attribute": slot.name, "unit": slot.unit, "sign": -1 if lower else 1}
        wide = max(abs(slot.number or 1), 1.0) * 10
        lean = reach | {"low": 0.0, "high": wide}
        bare = plan(tuple(s for s in rest if s.hard), around) | {"leans": [lean], "praised": [], "uses": []}
        bare |= {"currency": slot.unit} if slot.name == "price" else {}
        found = await self._finding.find(bare, 60)
        numbers = sorted(n for each in found.numbers if (n := each.get(slot.name)) is not None)
        beyond = (
            [n for n in numbers if n > (most or 0)]
            if lower
            else [n for n in reversed(numbers) if n < (slot.number or 0)]
        )
        if not beyond:
            return None
        nearest = (
            beyond[min(STEP, len(beyond)) - 1] if len(beyond) >= STEP and _near(beyond, slot) else beyond[0]
        )
        instead = replace(slot, value=float(nearest), relation="<=" if lower else ">=")
        total = sum((n <= nearest) if lower else (n >= nearest) for n in numbers)
        if slot.name == "price" and lower:
            text = say(
                "relax_price", language, more=quantity(nearest - (slot.number or 0), slot.unit), total=total
            )
        else:
            value = quantity(nearest, slot.unit)
            text = say(
                "relax_number",
                language,
                attribute=attribute_name(slot.name, language),
                value=value,
                total=total,
            )
        return Relaxation(slot, instead, total, text)

    async def _example(self, model: str) -> dict[str, tuple[float, str]]:
        sold = (await self._finding.sold([model])).get(model)
        if not sold:
            return {}
        details = (await self._facts.details([sold.id])).get(sold.id)
        return numbers_of(sold, details)

    async def _spread(self, need: Need, attributes: Sequence[str]) -> dict[str, Spread]:
        category = first(need, "category") or ""
        currency = next((slot.unit for slot in need if slot.name == "price" and slot.unit), None)
        now = time.monotonic()
        keys = {attribute: (category, attribute, currency or "") for attribute in attributes}
        missing = [
            name
            for name, key in keys.items()
            if now - self._spreads.get(key, (-KEPT_SECONDS, None))[0] >= KEPT_SECONDS
        ]
        if missing:
            categories = [category, *sorted(GENERIC.get(category, ()))] if category else []
            read = await self._finding.spread(categories, missing, currency or "CNY")
            for name in missing:
                self._spreads[keys[name]] = (now, read.get(name))
        return {name: spread for name, key in keys.items() if (spread := self._spreads[key][1])}


def _near(beyond: Sequence[float], slot: Slot) -> bool:
    """Say whether the third is nearly as near as the first."""
    number = slot.number or 1.0
    return abs(beyond[STEP - 1] - beyond[0]) <= 0.15 * abs(number)


def numbers_of(card: Card, details: Details | None) -> dict[str, tuple[float, str]]:
    """Return each attribute's best supported number and its unit; the price in its currency."""
    found = {
        p.attribute: (p.number, p.unit)
        for p in reversed(details.parameters if details else ())
        if p.number is not None
    }
    if card.price is not None and card.currency:
        found["price"] = (card.price, card.currency)
    return found


def information(counts: Sequence[int], total: int) -> float:
    """Return the bits that an answer among options of these sizes is expected to tell (Shannon 1948); the rest is one more."""
    rest = total - sum(counts)
    shares = [count / total for count in (*counts, rest) if count > 0]
    return -sum(share * math.log2(share) for share in shares)


def is_open(need: Need) -> bool:
    """Say whether so little is wanted that a question helps more than a list: a category or less."""
    return all(slot.name == "category" for slot in need) or (
        not list(of(need, "category")) and len(need) == 0
    )


def known_numbers(found: Found, attribute: str) -> dict[str, Any]:
    """Return the number of each product of a list that leaned so."""
    return {card.id: each.get(attribute) for card, each in zip(found.cards, found.numbers, strict=True)}
