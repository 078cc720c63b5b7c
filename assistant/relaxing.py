"""Where nothing fits: the smallest relaxations of a need that give products."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from assistant.answers import Relaxation
from assistant.naming import attribute_name, name_in, quantity, say, slot_in_words
from assistant.plan import Around, limits, plan, without
from assistant.ports import Facts, Finding
from assistant.slots import Need, Slot
from assistant.wording import Language

TRIED: Final = 8
"""Slots that are relaxed at most."""
STEP: Final = 3
"""Products that a relaxed number should give, where they are near."""
NEAR: Final = 0.15
"""Share of a number that products may lie apart to be near."""
READ: Final = 60
"""Products whose numbers are looked at."""
REACH: Final = 10.0
"""How far numbers are sought, in those that were said."""


class Relaxer:
    """Relaxes needs; each slot that is tried is one statement, all at once."""

    def __init__(self, finding: Finding, facts: Facts) -> None:
        self._finding, self._facts = finding, facts

    async def relaxations(self, need: Need, around: Around, language: Language) -> list[Relaxation]:
        """Return what gives products where the need gives none: one slot wider or less, those that give most first."""
        names = await self._names(need, language)
        hard = [slot for slot in need if slot.hard and slot.name != "category"][:TRIED]
        tried = await asyncio.gather(*(self._relaxed(need, slot, around, names, language) for slot in hard))
        found = [relaxation for relaxation in tried if relaxation]
        return sorted(found, key=lambda relaxation: (relaxation.instead is None, -relaxation.total))

    async def _names(self, need: Need, language: Language) -> dict[str, str]:
        ids = [str(slot.value) for slot in need if "/" in str(slot.value)]
        nodes = await self._facts.nodes(ids) if ids else {}
        return {id_: name_in(node, language) for id_, node in nodes.items()}

    async def _relaxed(
        self, need: Need, slot: Slot, around: Around, names: Mapping[str, str], language: Language
    ) -> Relaxation | None:
        rest = without(need, [slot])
        if slot.number is not None and slot.relation != "!=":
            return await self._widened(rest, slot, around, language)
        total = (await self._finding.find(plan(rest, around), 1)).total
        words = slot_in_words(slot, names, language)
        text = say("relax_drop", language, slot=words, total=total)
        return Relaxation(slot, None, total, text) if total else None

    async def _widened(self, rest: Need, slot: Slot, around: Around, language: Language) -> Relaxation | None:
        """Return the slot with the nearest number that gives products."""
        least, most = slot.number or 0.0, limits(slot.name, [slot], around)[1]
        upper = most is not None and slot.relation != ">="
        found = await self._finding.find(_leaning(rest, slot, around, upper=upper), READ)
        numbers = sorted(n for each in found.numbers if (n := each.get(slot.name)) is not None)
        beyond = (
            [n for n in numbers if n > (most or 0.0)]
            if upper
            else [n for n in reversed(numbers) if n < least]
        )
        if not beyond:
            return None
        nearest = float(_nearest(beyond, slot.number or 1.0))
        instead = replace(slot, value=nearest, relation="<=" if upper else ">=")
        total = sum((n <= nearest) if upper else (n >= nearest) for n in numbers)
        return Relaxation(slot, instead, total, _in_words(slot, instead, total, language))


def _leaning(rest: Need, slot: Slot, around: Around, *, upper: bool) -> dict[str, Any]:
    """Return the plan of what is left of a need, its best products those nearest to the bound of a slot."""
    high = max(abs(slot.number or 1.0), 1.0) * REACH
    lean = {"attribute": slot.name, "unit": slot.unit, "sign": -1 if upper else 1, "low": 0.0, "high": high}
    sought = plan(tuple(each for each in rest if each.hard), around)
    currency = {"currency": slot.unit} if slot.name == "price" else {}
    return sought | {"leans": [lean], "praised": [], "uses": []} | currency


def _nearest(beyond: Sequence[float], number: float) -> float:
    """Return the first number beyond a bound; the third, where that is nearly as near."""
    near = len(beyond) >= STEP and abs(beyond[STEP - 1] - beyond[0]) <= NEAR * abs(number)
    return beyond[STEP - 1] if near else beyond[0]


def _in_words(slot: Slot, instead: Slot, total: int, language: Language) -> str:
    number = instead.number or 0.0
    if slot.name == "price" and instead.relation == "<=":
        more = quantity(number - (slot.number or 0.0), slot.unit)
        return say("relax_price", language, more=more, total=total)
    attribute, value = attribute_name(slot.name, language), quantity(number, slot.unit)
    return say("relax_number", language, attribute=attribute, value=value, total=total)
