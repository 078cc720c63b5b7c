"""Which numbers of a message are prices, and what they bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from assistant.reading.amounts import Amount, amounts
from assistant.reading.cues import Surroundings, around
from assistant.slots import Slot
from assistant.words import pattern

SMALLEST: Final = 50
"""Of a bare number that is taken for a price."""
BETWEEN: Final = re.compile(r"(?:到|至|~|-|–|—|－|～|to|块到|元到)")


@dataclass(frozen=True, slots=True)
class Want:
    """A slot that stands at `[start, end)`; `dropped` says that it is not wanted any more."""

    start: int
    end: int
    slot: Slot
    dropped: bool = False


def prices(text: str, spans: Sequence[tuple[int, int]], currency: str) -> Iterator[Want]:
    """Yield what a message says of the price, in `currency` where it says none; `spans` are read otherwise."""
    found = [amount for amount in amounts(text) if not overlaps(amount.start, amount.end, spans)]
    usual = next((amount.currency for amount in found if amount.currency), None) or currency
    while found:
        amount, *found = found
        if (
            found
            and is_range(text, amount, found[0])
            and is_money(text, replace(amount, end=found[0].end), ranged=True)
        ):
            second, *found = found
            least = amount.least * _scale(amount.least, second.most)
            amount = Amount(amount.start, second.end, least, second.most, second.currency or amount.currency)
        elif not is_money(text, amount):
            continue
        unit = amount.currency or usual
        if amount.least < amount.most:
            yield Want(amount.start, amount.end, Slot("price", ">=", float(amount.least), unit))
            yield Want(amount.start, amount.end, Slot("price", "<=", float(amount.most), unit))
        else:
            relation = relation_of(around(text, amount.start, amount.end), "<=")
            yield Want(amount.start, amount.end, Slot("price", relation, float(amount.most), unit))


def is_surely_money(text: str, amount: Amount) -> bool:
    """Say whether a number is money whatever else it might be: 预算1w is no power, 2k to 4k dollars no resolution."""
    near, behind = around(text, amount.start, amount.end), text[amount.end :]
    if amount.currency or near.at("money") or pattern("ranged").match(behind):
        return True
    thousands = text[amount.start : amount.end].endswith("k") and not pattern("lines").match(behind)
    return thousands and (near.at("most") or near.at("least") or near.at("about"))


def relation_of(near: Surroundings, default: str) -> str:
    """Return what the words around a number say that it bounds."""
    for name, relation in (("most", "<="), ("least", ">="), ("about", "~"), ("exactly", "=")):
        if near.at(name):
            return relation
    return default


def is_range(text: str, first: Amount, second: Amount) -> bool:
    """Say whether two numbers are the ends of a range."""
    between = text[first.end : second.start].strip()
    return bool(BETWEEN.fullmatch(between)) or (
        between == "and" and bool(re.search(r"between\s*$", text[: first.start]))
    )


def is_money(text: str, amount: Amount, *, ranged: bool = False) -> bool:
    """Say whether a number is a price."""
    if amount.currency:
        return True
    if pattern("unit").match(text[amount.end :]) or pattern("numbered").search(text[: amount.start]):
        return False
    near = around(text, amount.start, amount.end)
    said = any(near.at(name) for name in ("money", "most", "least", "about"))
    rest = re.sub(pattern("filler"), "", text[: amount.start] + text[amount.end :])
    written = pattern("written").search(text[amount.start : amount.end])
    return amount.most >= SMALLEST and bool(ranged or said or written or len(rest) <= 2)


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a stretch touches one of `spans`."""
    return any(start < right and left < end for left, right in spans)


def _scale(least: float, most: float) -> float:
    """Return what a first number shares with the second: 2 to 3k is 2000 to 3000."""
    return 1000.0 if most >= 1000 and least < 100 else 1.0
