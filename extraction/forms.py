"""The forms of the parameter grammar: how what a pattern matched becomes a value."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any, Final

from extraction.memory import DISK_SIZES, MEMORY_SIZES
from extraction.numerals import DIGITS, POWERS, chinese_number, megapixels, number
from extraction.patterns import read_patterns

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
SPELLED: Final = re.compile(rf"[{''.join((*DIGITS, *POWERS))}]+")
LARGEST_SCREEN: Final = 330
"""Centimetres."""


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
    if spelled := SPELLED.match(match["v"]):
        return tidy(chinese_number(spelled[0]))
    return tidy(number(re.sub(r"[^\d.,]", "", match["v"]).strip(".,")))


FORMS: Final[dict[str, Callable[[re.Match[str], str], Any]]] = {
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
"""By the name that a rule has: of what matched, and the text that it stands in for, the value; None where it is none."""


def tidy(value: float) -> float:
    """Return whole numbers as such; hundreds of digits are no number, but infinity."""
    return int(value) if isfinite(value) and value == int(value) else round(value, 4)
