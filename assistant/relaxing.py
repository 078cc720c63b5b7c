"""Where nothing fits: the smallest relaxations of a need that give products."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, islice
from typing import Any, Final

from assistant.answers import Relaxation
from assistant.naming import attribute_name, currency_name, listed, name_in, quantity, say, slot_in_words
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
PAIRS: Final = 10
"""Pairs of slots that are left out at most, where no single one helps."""
READ: Final = 60
"""Products whose numbers are looked at."""
REACH: Final = 10.0
"""How far numbers are sought, in those that were said."""


class Relaxer:
    """Relaxes needs; what is tried at once is a statement each."""

    def __init__(self, finding: Finding, facts: Facts) -> None:
        self._finding, self._facts = finding, facts

    async def relaxations(self, need: Need, around: Around, language: Language) -> list[Relaxation]:
        """Return what gives products where the need gives none, those that change least and give most first.

        One slot wider or left out; where that gives nothing, two left out.
        """
        names = await self._names(need, language)
        hard = [slot for slot in need if slot.hard and slot.name != "category"][:TRIED]
        tried = await asyncio.gather(*(self._relaxed(need, slot, around, names, language) for slot in hard))
        found = [relaxation for relaxation in tried if relaxation]
        if not found:
            pairs = islice(combinations(hard, 2), PAIRS)
            tried = await asyncio.gather(
                *(self._left_out(need, two, around, names, language) for two in pairs)
            )
            found = [relaxation for relaxation in tried if relaxation]
        return sorted(found, key=lambda relaxation: (relaxation.instead is None, -relaxation.total))

    async def unsold(self, need: Need, language: Language) -> str:
        """Return the name of the kind that is looked for, if there is no product of it whatever else is wanted."""
        kinds = tuple(slot for slot in need if slot.name == "category")
        if not kinds or (await self._finding.find(plan(kinds), 1)).total:
            return ""
        # A kind of which the graph has nothing has no name there either.
        names = (await self._names(kinds, language)).values()
        return listed(names, language) or say("that_kind", language)

    async def _names(self, need: Need, language: Language) -> dict[str, str]:
        ids = [str(slot.value) for slot in need if "/" in str(slot.value)]
        nodes = await self._facts.nodes(ids) if ids else {}
        return {id_: name_in(node, language) for id_, node in nodes.items()}

    async def _relaxed(
        self, need: Need, slot: Slot, around: Around, names: Mapping[str, str], language: Language
    ) -> Relaxation | None:
        wider = None
        if slot.number is not None and slot.relation != "!=":
            wider = await self._widened(without(need, [slot]), slot, around, language)
        return wider or await self._left_out(need, (slot,), around, names, language)

    async def _left_out(
        self,
        need: Need,
        slots: tuple[Slot, ...],
        around: Around,
        names: Mapping[str, str],
        language: Language,
    ) -> Relaxation | None:
        currencies = {slot.unit for slot in slots if slot.name == "price" and slot.unit}
        found = await self._finding.find(plan(without(need, slots), around), READ if currencies else 1)
        if not found.total:
            return None
        words = listed((slot_in_words(slot, names, language) for slot in slots), language)
        text = say("relax_drop", language, slot=words, total=found.total)
        priced = [each for each in dict.fromkeys(card.currency for card in found.cards) if each]
        if currencies and priced and not currencies & {*priced}:
            text = say(
                "relax_currency",
                language,
                slot=words,
                total=found.total,
                currencies=listed((currency_name(each, language) for each in priced), language),
            )
        return Relaxation(slots[0], None, found.total, text, *slots[1:])

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
