"""Which numbers of a message are prices, and what they bound."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.amounts import Amount, amounts
from assistant.reading.cues import Surroundings, around
from assistant.reading.want import Span, Want, overlaps
from assistant.slots import Slot
from assistant.words import pattern
from extraction.folding import is_cjk

SMALLEST: Final = 50
"""Of a bare number that is taken for a price."""
SMALLEST_ALONE, ROUND = 200, 50
"""What a number that stands on its own at the end is at least, and a multiple of, if it is a price."""
THOUSAND: Final = 1000.0
TEN_THOUSAND: Final = 10_000.0
SMALLEST_UNSCALED: Final = 100
"""Of the first end of a range of thousands."""
HUNDRED: Final = 100.0
SMALLEST_HUNDREDS: Final = 10
"""The same of a range of hundreds: 2-3 hundred."""
SMALLEST_WATTS: Final = 10
"""Of a number of watts, where it is said to be at most so many: 2w以内 is money."""
BETWEEN: Final = re.compile(r"(?:到|至|~|-|–|—|－|～|to|until|till|through|块到|元到)")


def prices(text: str, spans: Sequence[Span], currency: str) -> Iterator[Want]:
    """Yield what a message says of the price, in `currency` where it says none; `spans` are read otherwise."""
    found = [amount for amount in amounts(text) if not overlaps(amount.start, amount.end, spans)]
    usual = next((amount.currency for amount in found if amount.currency), None) or currency
    while found:
        amount, *found = found
        if found and _are_range(text, amount, found[0]):
            amount, *found = _range(amount, found[0]), *found[1:]
        elif not _is_money(text, amount):
            continue
        near = around(text, amount.start, amount.end)
        for relation, price in _bounds(text, amount):
            slot = Slot("price", relation, float(price), amount.currency or usual)
            # Drop the price to 300 drops none, but for what is quoted: without “price at most $300”.
            yield Want(amount.start, amount.end, slot, near.quoted() and near.denied("dropped"))


def _are_range(text: str, first: Amount, second: Amount) -> bool:
    """Say whether two numbers are the ends of a range of prices."""
    return _is_range(text, first, second) and _is_money(
        text, replace(first, end=second.end, most=second.most), ranged=True
    )


def _range(first: Amount, second: Amount) -> Amount:
    """Return two numbers as one, whichever is said first; 2 to 3k is 2000 to 3000, 2-3 hundred 200 to 300."""
    scale = THOUSAND if second.most >= THOUSAND and first.least < SMALLEST_UNSCALED else 1.0
    if scale == 1 and first.least < SMALLEST_HUNDREDS and HUNDRED <= second.most < THOUSAND:
        scale = HUNDRED
    least, most = sorted((first.least * scale, second.most))
    return Amount(first.start, second.end, least, most, second.currency or first.currency)


def _bounds(text: str, amount: Amount) -> list[tuple[str, float]]:
    """Return what a sum bounds: the price from above, unless something else is said or it is a range."""
    if amount.least < amount.most:
        return [(">=", amount.least), ("<=", amount.most)]
    return [(relation_of(around(text, amount.start, amount.end), "<="), amount.most)]


def is_surely_money(text: str, amount: Amount) -> bool:
    """Say whether a number is money whatever else it might be: 预算1w is no power, 2k to 4k dollars no resolution."""
    near, behind = around(text, amount.start, amount.end), text[amount.end :]
    if amount.currency or near.at("money") or pattern("ranged").match(behind):
        return True
    bounded = near.at("most") or near.at("least") or near.at("about")
    written = text[amount.start : amount.end]
    if written.endswith("w") and amount.most < SMALLEST_WATTS * TEN_THOUSAND:
        return bounded
    if not written.endswith("k"):
        return False
    if pattern("ranging").search(text[: amount.start]):
        return True
    return bool(pattern("to_spend").match(behind)) or (bounded and not pattern("lines").match(behind))


def relation_of(near: Surroundings, default: str) -> str:
    """Return what the words around a number say that it bounds."""
    most, least = near.reach("most"), near.reach("least")
    if most or least:
        # Not under 500 says under, too: the longer of the two is meant, or its opposite where that is refused.
        refused = pattern("bound_refused").match(near.after) is not None
        return "<=" if (most >= least) != refused else ">="
    return next((relation for name, relation in (("about", "~"), ("exactly", "=")) if near.at(name)), default)


def _is_range(text: str, first: Amount, second: Amount) -> bool:
    """Say whether two numbers are the ends of a range."""
    between = text[first.end : second.start].strip()
    return bool(BETWEEN.fullmatch(between)) or (
        between in {"and", "n", "&"} and bool(re.search(r"between\s*$", text[: first.start]))
    )


def _is_money(text: str, amount: Amount, *, ranged: bool = False) -> bool:
    """Say whether a number is a price."""
    if amount.currency:
        return True
    if pattern("unit").match(text[amount.end :]) or pattern("numbered").search(text[: amount.start]):
        return False
    near = around(text, amount.start, amount.end)
    said = any(near.at(name) for name in ("money", "most", "least", "about"))
    rest = re.sub(pattern("filler"), "", text[: amount.start] + text[amount.end :])
    written = pattern("written").search(text[amount.start : amount.end])
    round_ = amount.most >= SMALLEST_ALONE and amount.most % ROUND == 0 and _ends(text, amount)
    return amount.most >= SMALLEST and bool(ranged or said or written or round_ or len(rest) <= 2)


def _ends(text: str, amount: Amount) -> bool:
    """Say whether a number stands on its own: at the end, between commas, or Chinese words: 手机 2500 散热好."""
    before, behind = text[: amount.start], text[amount.end :]
    asked = "?？" if before.endswith("for ") else ""
    alone = behind.strip(f" .。!！{asked}") == "" or (
        behind[:1] in " ,，" and is_cjk(behind.lstrip(" ,，")[:1] or " ")
    )
    listed = behind[:1] == "," and before.rstrip().endswith(",")
    return listed or (alone and before.endswith((" ", ",", "，")))
