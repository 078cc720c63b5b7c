"""A need as a plan: what the one statement that looks for products is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from assistant.slots import GENERIC, LEANS, SOFT, Need, Slot, of
from assistant.values import meant

OPEN: Final = 1e-9
"""A share of a bound that is left out where the bound itself does not count."""
LAST: Final = 1e308
"""Beyond all numbers, where nothing bounds one."""
GROUPED: Final = ("category", "brand", "feature")
"""Names of slots that a product meets by what it is connected with."""
FILED: Final = {
    "category/foldable-phone": ("category/smartphone", "feature/foldable-screen"),
    "category/2-in-1-laptop": ("category/laptop", "feature/2-in-1"),
}
"""Kinds that many catalogues file under a wider category, and the feature that tells them there."""
Spread = tuple[str, float, float]
"""Unit, and where the lowest and highest tenth begin."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a plan needs to know besides the need.

    `spread` is how an attribute's numbers are spread, `example` its number and unit in the product that is named for an
    example, `bounds` the same in the product that `lower` and `higher` compare with, `stated` are all its values.
    """

    spread: Mapping[str, Spread]
    example: Mapping[str, tuple[float, str]]
    bounds: Mapping[str, tuple[float, str]]
    stated: Mapping[str, Sequence[str]] = field(default_factory=dict)


NOTHING: Final = Around({}, {}, {})


def plan(need: Need, around: Around = NOTHING) -> dict[str, Any]:
    """Return the parameters of `find_products` for a need."""
    refused = [slot for slot in need if slot.relation == "!="]
    sought: dict[str, Any] = {
        "groups": [],
        "refused": [str(s.value) for s in refused if s.name in GROUPED and "/" in str(s.value)],
        "unwanted": [
            f"{slot.name}={value.lower()}"
            for slot in refused
            if slot.name not in GROUPED
            for value in meant([str(slot.value)], around.stated.get(slot.name, ()))
        ],
        "praised": [s.value for s in need if s.name == "praised"],
        "uses": [s.value for s in need if s.name == "use"],
        "example": next((s.value for s in need if s.name == "like"), ""),
        "leans": [lean for slot in need if (lean := _lean(slot, around))],
    }
    for name in GROUPED:
        _group(sought["groups"], name, list(of(need, name)))
    sought["groups"] += [{"ids": [FILED[id_][1], id_]} for id_ in of(need, "category") if id_ in FILED]
    for name in dict.fromkeys(s.name for s in need if s.name not in {*GROUPED, *SOFT}):
        _bound(sought, name, [slot for slot in need if slot.name == name], around)
    return sought


def _group(groups: list[dict[str, Any]], name: str, ids: Sequence[str]) -> None:
    """Add what a product has to be connected with: every feature, but one of the brands and categories."""
    if name == "feature":
        groups += [{"ids": [id_]} for id_ in ids]
    elif ids:
        filed = [FILED[id_][0] for id_ in ids if id_ in FILED]
        groups.append({"ids": [kind for id_ in ids for kind in (id_, *sorted(GENERIC.get(id_, ())))] + filed})


def _bound(sought: dict[str, Any], name: str, slots: Sequence[Slot], around: Around) -> None:
    """Add what an attribute has to be."""
    least, most, unit = limits(name, slots, around)
    words = [str(s.value) for s in slots if s.relation == "=" and s.number is None and s.value not in LEANS]
    if words:
        values = {value.lower() for value in meant(words, around.stated.get(name, ()))}
        sought["groups"].append({"attribute": name, "values": sorted(values)})
    if least is None and most is None:
        return
    if name == "price":
        sought |= {"least": least, "most": most, "currency": unit}
    else:
        low, high = -LAST if least is None else least, LAST if most is None else most
        sought["groups"].append({"attribute": name, "unit": unit, "least": low, "most": high})


def limits(name: str, slots: Sequence[Slot], around: Around) -> tuple[float | None, float | None, str]:
    """Return the least and the most that an attribute may be by all that is said of it, and the unit."""
    least, most, unit = None, None, ""
    for slot in slots:
        low, high, own = _limit(slot, name, around)
        if own and unit and own != unit:
            continue
        least = low if least is None else least if low is None else max(least, low)
        most = high if most is None else most if high is None else min(most, high)
        unit = own or unit
    return least, most, unit


def _limit(slot: Slot, name: str, around: Around) -> tuple[float | None, float | None, str]:
    if slot.number is not None and slot.relation != "!=":
        return *slot.bounds(), slot.unit
    if slot.beside and name in around.example:
        number, unit = around.example[name]
        return _beyond(number, lower=slot.relation == "<", unit=unit)
    if slot.stepped and name in around.bounds:
        number, unit = around.bounds[name]
        return _beyond(number, lower=slot.value == "lower", unit=unit)
    return None, None, ""


def _beyond(number: float, *, lower: bool, unit: str) -> tuple[float | None, float | None, str]:
    return (None, number * (1 - OPEN), unit) if lower else (number * (1 + OPEN), None, unit)


def _lean(slot: Slot, around: Around) -> dict[str, Any] | None:
    """Return which way a number leans; also of what is only compared with something unknown."""
    sign = slot.lean or ({"<": -1, ">": 1}.get(slot.relation, 0) if slot.beside else 0)
    if not sign or slot.name not in around.spread:
        return None
    unit, low, high = around.spread[slot.name]
    return {"attribute": slot.name, "unit": unit, "sign": sign, "low": low, "high": max(high, low + 1e-6)}


def without(need: Need, slots: Sequence[Slot]) -> Need:
    """Return a need without some of its slots."""
    return tuple(slot for slot in need if slot not in slots)
