"""The parameter grammar: stated values with attribute, number and unit after ANNOTATION.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf, isfinite
from typing import Any, Final

from extraction.folding import fold
from extraction.numerals import chinese_number, megapixels, number
from extraction.patterns import read_patterns


@dataclass(frozen=True, slots=True)
class Value:
    """A value stated at `text[start:end]`: a number in `unit`, or a name as written."""

    attribute: str
    value: float | str
    unit: str
    start: int
    end: int
    text: str


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
MEMORY_SIZES: Final = frozenset(
    {1, 2, 3, 4, 6, 8, 10, 12, 16, 18, 24, 32, 36, 48, 64, 96, 128, 256, 512, 1024, 2048}
)
LARGEST_RAM: Final = 128
FRONT: Final = re.compile(r"前置|自拍|前摄|front|selfie")
MAIN: Final = re.compile(r"后置|主摄|后摄|rear|main|back camera")
VIDEO: Final = re.compile(r"视频|录|video|fps|hdr|超高清|拍摄|camera|相机|微单|vlog|剪|单反|云台")


@dataclass(frozen=True, slots=True)
class _Rule:
    attribute: str
    pattern: re.Pattern[str]
    form: str
    unit: str


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(row["attribute"], re.compile(row["pattern"]), row["form"], row["unit"])
        for row in read_patterns("parameters")
    )


def find_values(text: str) -> list[Value]:
    """Return the values stated in `text`, none overlapping, in the order in which they stand.

    Of overlapping readings the longest counts, then the earlier rule. Time grows with the text.
    """
    folded = fold(text)
    found = sorted(
        _readings(text, folded), key=lambda reading: (-(reading[1].end - reading[1].start), reading[0])
    )
    taken = bytearray(len(text))
    values = []
    for _, value in found:
        if not any(taken[value.start : value.end]):
            taken[value.start : value.end] = b"\x01" * (value.end - value.start)
            values.append(value)
    return _settle_memory(
        [_in_context(value, folded) for value in sorted(values, key=lambda value: value.start)]
    )


def _readings(text: str, folded: str) -> Iterator[tuple[int, Value]]:
    for rank, rule in enumerate(_rules()):
        for match in rule.pattern.finditer(folded):
            for value in _read(rule, match, text):
                yield rank, value


def _read(rule: _Rule, match: re.Match[str], text: str) -> Iterator[Value]:
    if rule.attribute == "memory_pair":
        yield from _memory_pair(match, text)
        return
    start = match.start("v")
    end = match.end("v") if rule.form in {"text", "given", "upper", "dual", "price", "year"} else match.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    if rule.form == "text" and rule.unit in {"mm", "f", "inch"}:
        start, end = match.start(), match.end()
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


def _unit(rule: _Rule, match: re.Match[str]) -> str:
    if rule.form == "price":
        return next((code for sign, code in CURRENCIES.items() if sign in match["v"].replace("￥", "¥")), "")
    return rule.unit


def _memory_pair(match: re.Match[str], text: str) -> Iterator[Value]:
    ram, storage = float(match["a"]), float(match["b"]) * (1024 if match["u"].startswith("t") else 1)
    if ram >= storage or ram not in MEMORY_SIZES:
        return
    first = match.end("a")
    rest = re.match(r"\s?(?:gb|g)", fold(text[first : match.start("b")]))
    first += rest.end() if rest else 0
    yield Value("ram", tidy(ram), "GB", match.start("a"), first, text[match.start("a") : first])
    yield Value(
        "storage",
        tidy(storage),
        "GB",
        match.start("b"),
        match.end("u"),
        text[match.start("b") : match.end("u")],
    )


def _number(match: re.Match[str], _: str) -> float | None:
    return tidy(number(match["v"]))


def _memory(match: re.Match[str], _: str) -> float | None:
    size, unit = number(match["v"]), match["u"]
    size *= 1024 if unit.startswith("t") else 1
    # 3G, 4G and 5G are networks; memory comes in powers of two and few other sizes.
    network = unit == "g" and size <= 5
    return None if network or size not in MEMORY_SIZES else tidy(size)


def _weight(match: re.Match[str], text: str) -> float | None:
    value, unit = number(match["v"]), match["u"].rstrip("s")
    # 5G, 8G and 512G are networks and memory; grams are written small.
    if unit == "g" and (value in MEMORY_SIZES or not text.rstrip().endswith("g") or value == 5):
        return None
    return tidy(round(value * GRAMS.get(unit, 1), 2))


def _dimensions(match: re.Match[str], _: str) -> str:
    factor = MILLIMETRES.get(match["u"] or "", 1)
    sides = (float(side) * factor for side in re.findall(r"\d+(?:\.\d+)?", match["v"]))
    return "x".join(f"{round(side, 1):g}" for side in sides)


def image_size(match: re.Match[str]) -> str:
    """Return `WxH` of the first two numbers that were matched, the larger first."""
    sides = sorted((int(side) for side in re.findall(r"\d+", match[0])[:2]), reverse=True)
    return f"{sides[0]}x{sides[1]}"


def _named(match: re.Match[str], text: str) -> str:
    value = re.sub(r"^f/?\s?", "", text, flags=re.IGNORECASE) if match.re.pattern.find("f/?") >= 0 else text
    return re.sub(r"\s?(?:mm|英寸|inch|[\"″”])$", "", value).strip()


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
    "bluetooth": lambda match, _: match["n"],
    "weight": _weight,
    "dimensions": _dimensions,
    "dual": lambda _, __: "dual",
    "price": _price,
    "year": lambda match, _: int(match["v"]),
}
_ATTRIBUTES: Final = {"ram_named": "ram", "storage_named": "storage"}


def tidy(value: float) -> float:
    """Return whole numbers as such; hundreds of digits are no number, but infinity."""
    return int(value) if isfinite(value) and value == int(value) else round(value, 4)


def _in_context(value: Value, folded: str) -> Value:
    """Tell a camera's side, and a video's lines from a screen's, by the words around."""
    before, after = folded[max(0, value.start - 5) : value.start], folded[value.end : value.end + 14]
    if value.attribute == "camera":
        near = re.split(r"[,，;；|、]", before)[-1], re.split(r"[,，;；|、/]", after)[0]
        if FRONT.search(near[0]) or FRONT.search(near[1]):
            return replace(value, attribute="front_camera")
        if MAIN.search(near[0]) or MAIN.search(near[1]):
            return replace(value, attribute="main_camera")
    if value.attribute == "resolution" and re.fullmatch(r"[4-8](?:\.\d)?[kK]", value.text):
        shooting = VIDEO.search(folded[value.end : value.end + 12]) or re.search(
            r"相机|微单|camera|单反|单机", folded
        )
        if shooting:
            return replace(value, attribute="video", unit="")
    if value.attribute == "resolution" and value.text == "1080p" and "video" in after:
        return replace(value, attribute="video", unit="")
    return value


def _settle_memory(values: list[Value]) -> list[Value]:
    """Tell RAM from storage where the text does not: the smaller of two, else by size."""
    open_ = [value for value in values if value.attribute == "memory"]
    named = {value.attribute for value in values}
    sizes = sorted(float(value.value) for value in open_)
    settled = []
    for value in values:
        if value.attribute == "memory":
            size = float(value.value)
            smaller = len(sizes) > 1 and size == sizes[0] and sizes[0] < sizes[-1]
            alone = size <= 24 or ("storage" in named and size <= LARGEST_RAM)
            is_ram = "ram" not in named and (smaller if len(sizes) > 1 else alone)
            settled.append(replace(value, attribute="ram" if is_ram else "storage"))
        else:
            settled.append(value)
    return settled
