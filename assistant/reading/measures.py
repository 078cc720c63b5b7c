"""Values of attributes in a message, with a unit or behind the attribute's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from assistant.reading.amounts import Amount, amounts
from assistant.reading.cues import Surroundings, around
from assistant.reading.prices import is_surely_money, relation_of
from assistant.reading.want import Span, Want, overlaps
from assistant.slots import UNITLESS, Slot
from assistant.words import pattern, read_words, spoken
from extraction.quantities import find_values
from extraction.values import Value

AT_LEAST: Final = frozenset(
    (
        *("ram", "storage", "battery_capacity", "refresh_rate", "charging_power"),
        *("main_camera", "front_camera", "brightness", "optical_zoom", "year"),
    )
)
"""Attributes of which a bare number is the least that is wanted."""
BARE: Final = {"weight": "<=", "screen_size": "~"}
OBLIGED: Final = r"(?:(?:should|must|has to|needs to) ?(?:be|have)? ?)?"
"""Between an attribute's name and its number."""
FAR: Final = 2.5
"""Times a number that was wanted, which a correction of it does not exceed."""
GRAMS: Final = re.compile(r"\d+ ?g")
LARGEST_RAM: Final = 32
"""GB; of what is no storage in so many words."""
SIZED: Final = frozenset({"ram", "storage"})
SIZES: Final = frozenset({4, 6, 8, 12, 16, 18, 24, 32, 36, 48, 64, 96, 128, 256, 512, 1000, 1024, 2000, 2048})
"""GB that memory is sold in."""
LEFT_OUT: Final = frozenset({"price", "other", "dimensions"})


def measures(text: str, spans: Sequence[Span]) -> Iterator[Want]:
    """Yield the values that a message says; `spans` are read otherwise."""
    money = [(amount.start, amount.end) for amount in amounts(text) if is_surely_money(text, amount)]
    taken = [*spans, *money]
    for value in find_values(text):
        read = value.attribute not in LEFT_OUT and not _is_sum(text, value) and not _is_absurd(value)
        if read and not overlaps(value.start, value.end, taken):
            yield from _valued(text, value)
            taken.append((value.start, value.end))
    for want in (*_graphics(text), *_worded(text), *_named(text)):
        if not overlaps(want.start, want.end, taken):
            yield want
            taken.append((want.start, want.end))


def corrected(text: str, bound: Slot) -> Slot | None:
    """Return the last number that was wanted with the only number of a message that names no unit."""
    found = [amount for amount in amounts(text) if not amount.currency]
    if len(found) != 1 or not _fits(bound.name, found[0].most) or _is_far(bound, found[0].most):
        return None
    if bound.name in SIZED and found[0].most not in SIZES:
        return None
    row = _row_of(bound.name)
    usual = bound.relation if bound.number is not None else ">=" if bound.name in AT_LEAST else "<="
    relation = relation_of(around(text, found[0].start, found[0].end), usual)
    # At least 5000 mAh, or a big battery, then no more than 3000: that is something else.
    if bound.name != "price" and {relation, usual} == {"<=", ">="}:
        return None
    unit = bound.unit or (row["unit"] if row else "")
    # A sum of which the currency was never said is read as any other price.
    return Slot(bound.name, relation, float(found[0].most), unit) if unit or bound.name in UNITLESS else None


def _is_front(text: str, value: Value) -> bool:
    """Say whether pixels are those of a camera for selfies."""
    before, after = pattern("front_before"), pattern("front_after")
    return bool(before.search(text[: value.start]) or after.match(text[value.end :]))


def _is_sum(text: str, value: Value) -> bool:
    """Say whether what looks like a year is money: under 2000, 2000 or thereabouts."""
    if value.attribute != "year" or isinstance(value.value, str):
        return False
    near = around(text, value.start, value.end)
    return near.at("most") or near.at("money") or (near.at("about") and not value.value % 100)


def _is_absurd(value: Value) -> bool:
    """Say whether no product has so much of it: a 4060 in it is no screen of 4,060 inches."""
    row = _row_of(value.attribute)
    return row is not None and not isinstance(value.value, str) and float(value.value) > float(row["most"])


def _is_far(bound: Slot, number: float) -> bool:
    """Say whether a number is so far from the one that was wanted that it must be one of something else."""
    if bound.name == "price" or not bound.number:
        return False
    return not 1 / FAR <= number / bound.number <= FAR


def _valued(text: str, value: Value) -> Iterator[Want]:
    if isinstance(value.value, str):
        yield _valued_in_words(text, value, value.value)
        return
    near = around(text, value.start, value.end)
    dropped = near.denied("dropped")
    attribute = value.attribute
    if attribute in {"camera", "main_camera"}:
        attribute = "front_camera" if _is_front(text, value) else "main_camera"
    unit = value.unit if attribute != "year" else ""
    if attribute == "storage" and GRAMS.fullmatch(text[value.start : value.end]) and _is_weighed(near):
        attribute, unit = "weight", "g"
    if attribute == "storage" and value.value <= LARGEST_RAM and not pattern("storage").search(text):
        attribute = "ram"
    if first := pattern("first_end").search(text[: value.start]):
        yield Want(first.start(), value.start, Slot(attribute, ">=", float(first["n"]), unit), dropped)
        yield Want(value.start, value.end, Slot(attribute, "<=", float(value.value), unit), dropped)
        return
    relation = relation_of(near, _usual(attribute))
    yield Want(value.start, value.end, Slot(attribute, relation, float(value.value), unit), dropped)


def _valued_in_words(text: str, value: Value, words: str) -> Want:
    """Return a value that is no number; what stands before a colour in its stretch says what is wanted of it."""
    _, by_word = spoken("values")
    said = _color_of(words) if value.attribute == "color" else words
    start = value.end - len(said) if text[: value.end].endswith(said.lower()) else value.start
    near = around(text, start, value.end)
    row = by_word.get(said.lower(), {"attribute": value.attribute, "value": said})
    slot = Slot(row["attribute"], "!=" if near.denied() else "=", row["value"])
    return Want(value.start, value.end, slot, near.denied("dropped"))


def _color_of(said: str) -> str:
    """Return the colour that a stretch ends with: 她说要白色 is white."""
    found, by_word = spoken("values")
    last = [match for match in found.finditer(said) if by_word[match[0]]["attribute"] == "color"][-1:]
    return last[0][0] if last and last[0].end() == len(said) else pattern("no_color").sub("", said)


def _is_weighed(near: Surroundings) -> bool:
    """Say whether 8 g is a weight, and no memory: it stands behind that word."""
    row = _row_of("weight")
    return (
        row is not None and re.search(rf"(?:{row['pattern']})[^\d，。,;；]{{0,20}}$", near.before) is not None
    )


def _worded(text: str) -> Iterator[Want]:
    found, by_word = spoken("values")
    for match in found.finditer(text):
        near, row = around(text, *match.span()), by_word[match[0]]
        relation = "!=" if near.denied() else "="
        yield Want(*match.span(), Slot(row["attribute"], relation, row["value"]), near.denied("dropped"))


def _graphics(text: str) -> Iterator[Want]:
    for match in pattern("graphics").finditer(text):
        group = str(match.lastgroup)
        yield Want(*match.span(group), Slot("gpu", "=", f"RTX {match[group]}"))
    for match in pattern("bare_graphics").finditer(text) if pattern("computers").search(text) else ():
        near = around(text, *match.span())
        if not any(near.at(cue) for cue in ("money", "most", "about")):
            yield Want(*match.span(), Slot("gpu", "=", f"RTX {match[0]}"))


def _named(text: str) -> Iterator[Want]:
    """Yield bare numbers behind the name of what they measure, 内存加到64, and sizes alone: 512的, 6.2以内."""
    rows = [row for row in read_words("measures") if row["attribute"] not in LEFT_OUT]
    for amount in amounts(text):
        if amount.currency or pattern("unit").match(text[amount.end :]):
            continue
        before = text[: amount.start]
        named = next((row for row in rows if _is_named(row, before, amount)), None)
        if named is None:
            named = next((row for row in rows if _names_behind(row, text[amount.end :])), None)
        if named is None and not pattern("numbered").search(before):
            named = next((row for row in rows if _is_typical(row, text, amount)), None)
        if named and _fits(named["attribute"], amount.most):
            relation = relation_of(around(text, amount.start, amount.end), _usual(named["attribute"]))
            slot = Slot(named["attribute"], relation, float(amount.most), named["unit"])
            yield Want(amount.start, amount.end, slot)


def _is_named(row: dict[str, object], before: str, amount: Amount) -> bool:
    """Say whether the name of an attribute stands before a number that may be one of it."""
    found = re.search(rf"(?:{row['pattern']})[^\d，。,;；]{{0,6}}{OBLIGED}$", before)
    return found is not None and _fits(str(row["attribute"]), amount.most)


def _names_behind(row: dict[str, object], behind: str) -> bool:
    """Say whether the name of an attribute stands behind its number, where people say it so: 32 ram."""
    return bool(row.get("behind") and re.match(rf"\s?(?:{row['pattern']})", behind))


def _is_typical(row: dict[str, object], text: str, amount: Amount) -> bool:
    """Say whether a number alone can hardly be anything else."""
    typical = row.get("typical")
    return (
        isinstance(typical, str)
        and bool(re.fullmatch(typical, text[amount.start : amount.end]))
        and not around(text, amount.start, amount.end).at("money")
    )


def _row_of(attribute: str) -> dict[str, Any] | None:
    """Return what the words say of an attribute, None if they say nothing."""
    return next((row for row in read_words("measures") if row["attribute"] == attribute), None)


def _usual(attribute: str) -> str:
    """Return what a number of an attribute bounds where nothing is said of that."""
    return ">=" if attribute in AT_LEAST else BARE.get(attribute, "=")


def _fits(attribute: str, number: float) -> bool:
    """Say whether a number may be one of an attribute."""
    row = _row_of(attribute)
    return row is not None and bool(row["least"] <= number <= row["most"])
