"""Cells of a catalogue: values whose attribute the column says."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extraction.errors import UnitError
from extraction.forms import image_size, tidy
from extraction.numerals import number
from extraction.quantities import find_values
from extraction.values import Value

COLOUR: Final = re.compile(r"[^\s,，、;；/|](?:[^,，、;；/|]*[^\s,，、;；/|])?")
"""One of the colours that a cell lists."""
REMEMBERED: Final = 100
"""Characters of the longest cell that is read once and remembered."""
UNITS: Final[dict[str, dict[str, float]]] = {
    "ram": {"GB": 1, "MB": 1 / 1024, "TB": 1024},
    "storage": {"GB": 1, "MB": 1 / 1024, "TB": 1024},
    "battery_capacity": {"mAh": 1, "Wh": 1},
    "charging_power": {"W": 1},
    "screen_size": {"inch": 1, "cm": 1 / 2.54, "mm": 1 / 25.4},
    "refresh_rate": {"Hz": 1},
    "brightness": {"nit": 1},
    "main_camera": {"MP": 1},
    "front_camera": {"MP": 1},
    "camera": {"MP": 1},
    "optical_zoom": {"x": 1},
    "weight": {"g": 1, "kg": 1000, "lb": 453.59237, "oz": 28.349523},
    "water_resistance": {"m": 1},
    "year": {"": 1},
}  # fmt: skip
"""Attributes that are numbers: the units they may be given in, and what makes each the attribute's own (the first)."""


def read_values(text: str, attribute: str | None = None, unit: str = "") -> tuple[Value, ...]:
    """Return the values of a catalogue's cell.

    Args:
        text: the cell, as `2.2 lb / 1 kg` or `4000`.
        attribute: what the column says it holds; None reads any.
        unit: of a bare number, where the column says it.

    A cell that states one value in two units gives the attribute's own. A name (soc, color, other …) is the whole cell.

    Raises:
        UnitError: `unit` is none that the attribute knows.
    """
    return (_remembered if len(text) <= REMEMBERED else _read_cell)(text, attribute, unit)


def _read_cell(text: str, attribute: str | None, unit: str) -> tuple[Value, ...]:
    if attribute is None:
        return tuple(find_values(text))
    factors = UNITS.get(attribute)
    if factors and unit and unit not in factors:
        raise UnitError(
            f"found the unit {unit!r} for {attribute}, expected {', '.join(filter(None, factors))}"
        )
    if attribute == "color":
        return tuple(Value("color", m[0], "", m.start(), m.end(), m[0]) for m in COLOUR.finditer(text))
    stripped = text.strip()
    start = text.find(stripped)
    alike = [replace(value, attribute=attribute) for value in find_values(text) if _fits(value, attribute)]
    if alike:
        return _unrepeated(alike) if factors or attribute == "dimensions" else tuple(alike)
    bare = re.fullmatch(r"(\d+(?:[.,]\d+)*) ?([A-Za-z]*)", stripped)
    if factors and bare and (stated := bare[2] or unit) in factors:
        value = tidy(number(bare[1]) * factors[stated])
        own = stated if attribute == "battery_capacity" else next(iter(factors))
        return (Value(attribute, value, own, start, start + len(stripped), stripped),)
    if factors or not stripped:
        return ()
    if attribute == "resolution" and (size := re.fullmatch(r"(\d+) ?[x×] ?(\d+)", stripped)):
        stripped_value = image_size(size)
        return (Value(attribute, stripped_value, "px", start, start + len(stripped), stripped),)
    if attribute == "dimensions" and (
        box := re.fullmatch(r"([\d.]+) ?[x×] ?([\d.]+) ?[x×] ?([\d.]+)(?: mm)?", stripped)
    ):
        return (Value(attribute, "x".join(box.groups()), "mm", start, start + len(stripped), stripped),)
    return (Value(attribute, stripped, unit, start, start + len(stripped), stripped),)


# A catalogue repeats its cells.
_remembered = lru_cache(maxsize=1 << 15)(_read_cell)


def _fits(value: Value, attribute: str) -> bool:
    groups = (
        {"ram", "storage"},
        {"camera", "main_camera", "front_camera"},
        {"soc", "cpu"},
        {"screen_size", "sensor_size"},
    )
    return value.attribute == attribute or any({value.attribute, attribute} <= group for group in groups)


def _unrepeated(values: list[Value]) -> tuple[Value, ...]:
    """Keep one of the values that say the same in two units: the metric one, which comes last in both catalogues."""
    return (values[-1],)
