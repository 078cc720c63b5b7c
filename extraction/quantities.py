"""The parameter grammar: stated values with attribute, number and unit after ANNOTATION.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf, isfinite
from typing import Any, Final

from extraction.context import in_context, topics
from extraction.folding import fold
from extraction.memory import DISK_SIZES, MEMORY_SIZES, settle_memory
from extraction.numerals import chinese_number, megapixels, number
from extraction.patterns import read_patterns
from extraction.tolerances import SIGN, without_tolerances
from extraction.values import Value

GRAMS: Final = {
    "kg": 1000,
    "公斤": 1000,
    "千克": 1000,
    "lb": 453.59237,
    "pound": 453.59237,
    "oz": 28.349523,
    "ounce": 28.349523,
}
MILLIMETRES: Final = {"cm": 10, "厘米": 10, '"': 25.4, "in": 25.4, "inch": 25.4}
CURRENCIES: Final = {"¥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "元": "CNY", "块": "CNY", "rmb": "CNY", "美元": "USD",
                     "dollar": "USD", "buck": "USD", "欧元": "EUR", "euro": "EUR"}  # fmt: skip
SMALLEST_RATIO: Final = 4
"""Of storage to memory in a pair."""
LARGEST_SCREEN: Final = 330
"""Centimetres."""
STARTS: Final = r"(?<![0-9a-z./-])"
LISTED: Final = re.compile(rf"{STARTS}(?:\d{{1,4}}(?:\.\d+)?\s?[/、]\s?)+$")
BEFORE: Final = 32
"""Characters before a value in which a list or range that it ends begins."""
WIDE_COMMA: Final = re.compile(r"(?<=\d)，(?=\d)")


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
    value = _FORMS[rule.form](match, text[start:end])
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


def _number(match: re.Match[str], _: str) -> float | None:
    return tidy(number(match["v"]))


def _memory(match: re.Match[str], _: str) -> float | None:
    size, unit = number(match["v"]), match["u"]
    size *= 1024 if unit.startswith("t") else 1
    # 3G, 4G and 5G are networks; memory comes in powers of two and few other sizes.
    network = unit == "g" and size <= 5
    known = size in MEMORY_SIZES or (size in DISK_SIZES and unit in {"gb", "tb"})
    return tidy(size) if known and not network else None


def _weight(match: re.Match[str], text: str) -> float | None:
    value, unit = number(match["v"]), match["u"].rstrip("s")
    # 5G, 8G and 512G are networks and memory; grams are written small.
    if unit == "g" and (value in MEMORY_SIZES or not text.rstrip().endswith("g") or value == 5):
        return None
    return tidy(round(value * GRAMS.get(unit, 1), 2))


def _dimensions(match: re.Match[str], _: str) -> str:
    factor = MILLIMETRES.get(match["u"] or "", 1)
    sides = (float(side) * factor for side in re.findall(r"\d+(?:\.\d+)?", match["v"]))
    return "x".join(f"{round(side, 2):g}" for side in sides)


def image_size(match: re.Match[str]) -> str:
    """Return `WxH` of the first two numbers that were matched, the larger first."""
    sides = sorted((int(side) for side in re.findall(r"\d+", match[0])[:2]), reverse=True)
    return f"{sides[0]}x{sides[1]}"


def _named(_: re.Match[str], text: str) -> str:
    return re.sub(r"[\s-]?(?:mm|英寸|inch|in|[\"″”])$", "", text, flags=re.IGNORECASE).strip()


def _aperture(match: re.Match[str], _: str) -> str:
    return re.sub(r"\.0(?!\d)", "", match["v"])


def _centimetres(match: re.Match[str], _: str) -> float | None:
    """A diagonal in inches; other lengths than a screen's are none."""
    value = number(match["v"])
    return tidy(round(value / 2.54, 2)) if value <= LARGEST_SCREEN else None


def _shade(match: re.Match[str], text: str) -> str | None:
    """Two capitalised words, as `Asteroid Black`: the first may be any that is no other part of a title."""
    first, second = text.split()
    return text if first[0].isupper() and second[0].isupper() and match["w"] not in _plain() else None


def _chinese_colour(_: re.Match[str], text: str) -> str | None:
    return None if text in _plain() else text


@cache
def _plain() -> frozenset[str]:
    """Words that stand before a colour, or look like one, and are none."""
    return frozenset(row["text"] for row in read_patterns("plain_words"))


def _given(_: re.Match[str], text: str) -> str:
    return text


def _price(match: re.Match[str], _: str) -> float:
    return tidy(number(re.sub(r"[^\d.,]", "", match["v"]).strip(".,")))


_FORMS: Final[dict[str, Callable[[re.Match[str], str], Any]]] = {
    "number": _number,
    "memory": _memory,
    "chinese": lambda match, _: tidy(chinese_number(match["v"])),
    "chinese_pixels": lambda match, _: tidy(megapixels(match["v"])),
    "inch1": lambda _, __: 1,
    "text": _named,
    "given": _given,
    "upper": lambda _, text: text,
    "size": lambda match, _: image_size(match),
    "bluetooth": lambda match, _: match["n"].removesuffix(".0"),
    "weight": _weight,
    "dimensions": _dimensions,
    "sim": lambda _, text: "single" if text.startswith(("单", "s", "S")) else "dual",
    "aperture": _aperture,
    "centimetres": _centimetres,
    "millimetres": lambda match, _: tidy(round(number(match["v"]) / 25.4, 2)),
    "feet": lambda match, _: tidy(round(number(match["v"]) * 0.3048, 2)),
    "shade": _shade,
    "chinese_color": _chinese_colour,
    "price": _price,
    "year": lambda match, _: int(match["v"]),
}
_NAMES: Final = frozenset({"text", "given", "upper", "sim", "price", "year", "shade", "chinese_color"})
_ATTRIBUTES: Final = {"shade": "color", "ram_named": "ram", "storage_named": "storage"}


def tidy(value: float) -> float:
    """Return whole numbers as such; hundreds of digits are no number, but infinity."""
    return int(value) if isfinite(value) and value == int(value) else round(value, 4)
