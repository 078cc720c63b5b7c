"""The parameter grammar: stated values with attribute, number and unit after ANNOTATION.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import Final

from extraction.context import in_context, topics
from extraction.folding import fold
from extraction.forms import FORMS, tidy
from extraction.memory import MEMORY_SIZES, settle_memory
from extraction.patterns import read_patterns
from extraction.tolerances import SIGN, without_tolerances
from extraction.values import Value

CURRENCIES: Final = {"美元": "USD", "美金": "USD", "欧元": "EUR", "英镑": "GBP", "¥": "CNY", "$": "USD", "€": "EUR",
                     "£": "GBP", "元": "CNY", "块": "CNY", "rmb": "CNY", "yuan": "CNY", "dollar": "USD", "buck": "USD",
                     "euro": "EUR"}  # fmt: skip
"""Longer words first: 元 stands in 美元 too."""
SMALLEST_RATIO: Final = 4
"""Of storage to memory in a pair."""
STARTS: Final = r"(?<![0-9a-z./-])"
LISTED: Final = re.compile(rf"{STARTS}(?:\d{{1,4}}(?:\.\d+)?\s?[/、]\s?)+$")
BEFORE: Final = 32
"""Characters before a value in which a list or range that it ends begins."""
WIDE_COMMA: Final = re.compile(r"(?<=\d)，(?=\d)")
_NAMES: Final = frozenset({"text", "given", "upper", "sim", "price", "year", "shade", "chinese_color"})
_ATTRIBUTES: Final = {"shade": "color", "ram_named": "ram", "storage_named": "storage"}


@dataclass(frozen=True, slots=True)
class _Rule:
    attribute: str
    pattern: re.Pattern[str]
    form: str
    unit: str
    needs: frozenset[str]
    """Of these one stands in every text that the pattern matches; looking for them is faster. Without any, it may match any."""
    listed: int = 0
    """Numbers that a list with one unit at its end has at least (60/90/120Hz), 0 where none is read."""
    least: float = 0
    """The smallest number of a list."""
    ranged: re.Pattern[str] | None = None
    """What is the beginning of a range, before the value (1-120Hz)."""


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["attribute"],
            re.compile(row["pattern"]),
            row["form"],
            row["unit"],
            frozenset(row.get("needs", ())),
            row.get("listed", 0),
            row.get("least", 0),
            re.compile(rf"{STARTS}\d+(?:\.\d+)?\s?{row['ranged']}\s?$") if "ranged" in row else None,
        )
        for row in read_patterns("parameters")
    )


@cache
def _needed() -> dict[str, list[str]]:
    """Return what any rule needs, by how it begins."""
    needed: dict[str, list[str]] = {}
    for word in sorted({word for rule in _rules() for word in rule.needs}):
        needed.setdefault(word[0], []).append(word)
    return needed


def _needed_in(folded: str) -> set[str]:
    """Return what stands in a text of all that rules need: found out once, rather than for each rule."""
    needed = _needed()
    return {word for first in needed.keys() & set(folded) for word in needed[first] if word in folded}


def find_values(text: str, folded: str | None = None) -> list[Value]:
    """Return the values stated in `text`, none overlapping, in the order in which they stand.

    Of overlapping readings the longest counts, then the earlier rule. A tolerance (±) is left out, and within a value
    that it stands in. `folded` is the text folded, where it is at hand. Time grows with the text.
    """
    folded = _apart(text, fold(text) if folded is None else folded)
    if SIGN.search(folded):
        return _around_tolerances(text, folded)
    return _values(text, folded)


def _apart(text: str, folded: str) -> str:
    """Keep a wide comma between digits wide: it parts a sentence (小米14，120Hz), where a narrow one may be in a number."""
    kept = list(folded)
    for comma in WIDE_COMMA.finditer(text):
        kept[comma.start()] = comma[0]
    return "".join(kept)


def _values(text: str, folded: str) -> list[Value]:
    found = sorted(
        _readings(text, folded), key=lambda reading: (-(reading[1].end - reading[1].start), reading[0])
    )
    taken = bytearray(len(text))
    values = []
    for _, value in found:
        if not any(taken[value.start : value.end]):
            taken[value.start : value.end] = b"\x01" * (value.end - value.start)
            values.append(value)
    about = topics(folded)
    read = (in_context(value, folded, about) for value in sorted(values, key=lambda value: value.start))
    return settle_memory([value for value in read if value.attribute != "none"], about=about)


def _around_tolerances(text: str, folded: str) -> list[Value]:
    shorter, places = without_tolerances(folded)
    found = _values("".join(text[place] for place in places), shorter)
    spans = ((value, places[value.start], places[value.end - 1] + 1) for value in found)
    return [replace(value, start=start, end=end, text=text[start:end]) for value, start, end in spans]


def _readings(text: str, folded: str) -> Iterator[tuple[int, Value]]:
    there = _needed_in(folded)
    for rank, rule in enumerate(_rules()):
        if rule.needs and rule.needs.isdisjoint(there):
            continue
        for match in rule.pattern.finditer(folded):
            values = _read(rule, match, text)
            if rule.listed or rule.ranged:
                values = _with_earlier(rule, list(values), match, folded, text)
            for value in values:
                yield rank, value


def _read(rule: _Rule, match: re.Match[str], text: str) -> Iterator[Value]:
    if rule.attribute == "memory_pair":
        yield from _memory_pair(match, text)
        return
    start = match.start("v")
    end = match.end("v") if rule.form in _NAMES else match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if (rule.form == "text" and rule.unit in {"mm", "inch"}) or rule.form == "aperture":
        start, end = match.span()
    value = FORMS[rule.form](match, text[start:end])
    if value is not None and value != inf:
        yield Value(
            _ATTRIBUTES.get(rule.attribute, rule.attribute),
            value,
            _unit(rule, match),
            start,
            end,
            text[start:end],
        )


def _with_earlier(
    rule: _Rule, values: list[Value], match: re.Match[str], folded: str, text: str
) -> Iterator[Value]:
    """Yield the value that was matched, from where its range begins, and those listed before it: 1-120Hz, 60/90/120Hz.

    A range counts with its end, by which products are compared.
    """
    for value in values:
        offset = max(0, value.start - BEFORE)
        near = folded[offset : value.start]
        if rule.ranged and (first := rule.ranged.search(near)):
            start = offset + first.start()
            yield replace(value, start=start, text=text[start : value.end])
            continue
        yield value
        if rule.listed and (earlier := LISTED.search(near)):
            yield from _listed(rule, match, value, text, (offset + earlier.start(), offset + earlier.end()))


def _listed(
    rule: _Rule, match: re.Match[str], last: Value, text: str, within: tuple[int, int]
) -> list[Value]:
    """Return the numbers that stand `within` the text before the last one of a list, none where they are no such values."""
    numbers = list(re.compile(r"\d+(?:\.\d+)?").finditer(text, *within))
    sizes = [float(number[0]) for number in numbers]
    if rule.form == "memory":
        factor = 1024 if match["u"].startswith("t") else 1
        known = [size * factor for size in sizes if size * factor in MEMORY_SIZES]
    else:
        known = [size for size in sizes if size >= rule.least]
    if len(known) < len(sizes) or len(sizes) + 1 < rule.listed:
        return []
    return [
        replace(last, value=tidy(size), start=number.start(), end=number.end(), text=number[0])
        for size, number in zip(known, numbers, strict=True)
    ]


def _unit(rule: _Rule, match: re.Match[str]) -> str:
    if rule.form == "price":
        return next((code for sign, code in CURRENCIES.items() if sign in match["v"].replace("￥", "¥")), "")
    return rule.unit


def _memory_pair(match: re.Match[str], text: str) -> Iterator[Value]:
    ram, storage = float(match["a"]), float(match["b"]) * (1024 if match["u"].startswith("t") else 1)
    if storage < SMALLEST_RATIO * ram or ram not in MEMORY_SIZES:
        return
    first = match.end("a")
    rest = re.match(r"\s?(?:gb|g)", fold(text[first : match.start("b")]))
    first += rest.end() if rest else 0
    last = match.end("u") if match["u"] else match.end("b")
    yield Value("ram", tidy(ram), "GB", match.start("a"), first, text[match.start("a") : first])
    yield Value("storage", tidy(storage), "GB", match.start("b"), last, text[match.start("b") : last])
