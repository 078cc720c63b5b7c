"""Units, and what makes one the other: the graph keeps a number in one unit of its kind."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.documented import enum_type
from api.errors import BadInputError


@enum_type(
    MAH="Milliampere-hours.",
    AH="Ampere-hours, of 1000 mAh.",
    WH="Watt-hours.",
    W="Watts.",
    INCH="Inches.",
    CM="Centimetres.",
    MM="Millimetres.",
    HZ="Hertz.",
    NIT="Nits: candelas per square metre.",
    MP="Megapixels.",
    X="Times, as of a zoom.",
    G="Grams.",
    KG="Kilograms.",
    OZ="Ounces (avoirdupois).",
    LB="Pounds (avoirdupois).",
    M="Metres.",
    FT="Feet.",
    MB="Megabytes, 1024 to a gigabyte.",
    GB="Gigabytes.",
    TB="Terabytes, of 1024 gigabytes.",
)
class Unit(Enum):
    """A unit of numbers."""

    # The value is how the graph writes it.
    MAH = "mAh"
    AH = "Ah"
    WH = "Wh"
    W = "W"
    INCH = "inch"
    CM = "cm"
    MM = "mm"
    HZ = "Hz"
    NIT = "nit"
    MP = "MP"
    X = "x"
    G = "g"
    KG = "kg"
    OZ = "oz"
    LB = "lb"
    M = "m"
    FT = "ft"
    MB = "MB"
    GB = "GB"
    TB = "TB"


In = Annotated[
    Unit | None, strawberry.argument(description="The unit to give it in; the graph's by default.")
]
DIGITS: Final = 9
"""Of a converted number: what is beyond is an error of arithmetic. What comes back has one less and is the same."""
KEPT: Final[Mapping[Unit, tuple[Unit, float]]] = {
    Unit.AH: (Unit.MAH, 1000.0),
    Unit.CM: (Unit.INCH, 1 / 2.54),
    Unit.MM: (Unit.INCH, 1 / 25.4),
    Unit.KG: (Unit.G, 1000.0),
    Unit.OZ: (Unit.G, 28.349523125),
    Unit.LB: (Unit.G, 453.59237),
    Unit.FT: (Unit.M, 0.3048),
    Unit.MB: (Unit.GB, 1 / 1024),
    Unit.TB: (Unit.GB, 1024.0),
}
"""Unit → the unit that the graph keeps instead, and how many of these one is; others are kept as they are."""
DATA: Final = (Unit.GB, Unit.MB, Unit.TB)
UNITS: Final[Mapping[str, tuple[Unit, ...]]] = {
    "ram": DATA,
    "storage": DATA,
    "battery_capacity": (Unit.MAH, Unit.AH, Unit.WH),
    "charging_power": (Unit.W,),
    "screen_size": (Unit.INCH, Unit.CM, Unit.MM),
    "refresh_rate": (Unit.HZ,),
    "brightness": (Unit.NIT,),
    "main_camera": (Unit.MP,),
    "front_camera": (Unit.MP,),
    "camera": (Unit.MP,),
    "optical_zoom": (Unit.X,),
    "weight": (Unit.G, Unit.KG, Unit.OZ, Unit.LB),
    "water_resistance": (Unit.M, Unit.FT),
    "year": (),
}
"""Attributes that are numbers: the units they may be asked in, the one that is meant where none is given first."""


def kept(attribute: str, unit: Unit | None) -> tuple[str, float]:
    """Return the unit that the graph keeps numbers of `attribute` in, and what makes one of `unit` it.

    Raises:
        BadInputError: the attribute is not measured in `unit`.
    """
    taken = UNITS[attribute]
    if unit is None:
        return (taken[0].value, 1.0) if taken else ("", 1.0)
    if unit not in taken:
        names = ", ".join(known.name for known in taken) or "no unit"
        raise BadInputError(f"{attribute} is not measured in {unit.name}; expected {names}")
    own, factor = KEPT.get(unit, (unit, 1.0))
    return own.value, factor


def scaled(number: float, factor: float) -> float:
    """Return a number that callers give in the unit that the graph keeps."""
    return float(f"{number * factor:.{DIGITS - 1}g}") if factor != 1.0 else number


def converted(number: float, unit: str, wanted: Unit) -> float | None:
    """Return a number of the graph's `unit` in another; None where the two measure different things."""
    own, factor = KEPT.get(wanted, (wanted, 1.0))
    return float(f"{number / factor:.{DIGITS}g}") if own.value == unit else None
