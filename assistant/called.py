"""Which purchases a question names: by their order, product, line, or brand and kind."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.slots import akin
from assistant.words import pattern, read_words
from extraction.folding import any_of, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.purchases import Purchase
    from assistant.records import OrderItem


def named(found: Sequence[Purchase], ids: frozenset[str], text: str) -> list[Purchase]:
    """Return the purchases that a question names; all where it names nothing, none where it names something else.

    `ids` are those of products, models, brands and categories. What tells most decides: an order before a product,
    a product before its line, that before a brand and a kind.
    """
    folded = fold(text)
    tries = (
        by_order(found, folded),
        _by_product(found, ids),
        _by_word(found, folded),
        _by_kind(found, ids),
    )
    return next((own for own in tries if own is not None), list(found))


def by_order(found: Iterable[Purchase], folded: str) -> list[Purchase] | None:
    """Return those whose order, or its parcel, a folded text has the number of; None where it has none."""
    all_ = list(found)
    numbers = [number for one in all_ for number in _numbers(one)]
    said = set(_whole(numbers).findall(folded))
    if said:
        return [one for one in all_ if said & set(_numbers(one))]
    other = pattern("order_number").search(folded)
    titled = other and any(other["number"] in _text(one.item) for one in all_)
    return [] if other and not titled else None


def _by_product(found: Iterable[Purchase], ids: frozenset[str]) -> list[Purchase] | None:
    products = {id_ for id_ in ids if id_.startswith(("product/", "model/"))}
    return [one for one in found if products & one.item.about] if products else None


def _by_word(found: Iterable[Purchase], folded: str) -> list[Purchase] | None:
    """Return those of a line (拯救者), or whose title has a code such as R7000P."""
    lines = [line for line, words in _lines() if words.search(folded)]
    codes = [code for code in pattern("code").findall(folded) if not pattern("no_model").fullmatch(code)]
    if not lines and not codes:
        return None
    return [
        one
        for one in found
        if any(code in _text(one.item) for code in codes) or any(_is_of(one.item, line) for line in lines)
    ]


def _by_kind(found: Iterable[Purchase], ids: frozenset[str]) -> list[Purchase] | None:
    brands = {id_ for id_ in ids if id_.startswith("brand/")}
    kinds = {id_ for id_ in ids if id_.startswith("category/")}
    if not brands and not kinds:
        return None
    return [
        one
        for one in found
        if (not brands or brands & one.item.about) and (not kinds or _is_any(one.item, kinds))
    ]


def _is_of(item: OrderItem, line: frozenset[str]) -> bool:
    """Say whether a product is of a line: its title tells, or else that brand and kind are the line's."""
    told = {known for known, words in _lines() if words.search(_text(item))}
    return line in told if told else all(_is_any(item, [id_]) for id_ in line if "/" in id_)


def _is_any(item: OrderItem, ids: Iterable[str]) -> bool:
    return any(akin(own, id_) for own in item.about for id_ in ids)


@cache
def _lines() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    """Return each line, as its ids and names, with a pattern of its names."""
    rows = [row for row in read_words("nicknames") if row["label"] == "Line"]
    return tuple((frozenset((*row["id"].split(), *row["words"])), any_of(row["words"])) for row in rows)


def _numbers(one: Purchase) -> tuple[str, ...]:
    """Return the numbers by which an order is known, folded."""
    given = (one.order.id.removeprefix("order/"), one.order.tracking)
    return tuple(fold(number) for number in given if number)


def _whole(numbers: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(map(re.escape, sorted(numbers, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<![a-z0-9-])(?:{alternatives})(?![a-z0-9-])")


def _text(item: OrderItem) -> str:
    return fold(f"{item.title} {item.name}")
