"""Units: one becomes the other and comes back."""

from __future__ import annotations

import pytest

from api.errors import BadInputError
from api.units import KEPT, UNITS, Unit, converted, kept, scaled
from api.values import Quantity, quantity
from extraction.cells import UNITS as STATED


@pytest.mark.parametrize(
    ("number", "unit", "wanted", "expected"),
    [
        (5000, "mAh", Unit.AH, 5.0),
        (453.59237, "g", Unit.OZ, 16.0),
        (1000, "g", Unit.KG, 1.0),
        (15.6, "inch", Unit.CM, 39.624),
        (256, "GB", Unit.TB, 0.25),
        (4000, "mAh", Unit.WH, None),
        (57, "Wh", Unit.MAH, None),
        (57, "Wh", Unit.WH, 57.0),
    ],
)
def test_a_number_is_given_in_another_unit(
    number: float, unit: str, wanted: Unit, expected: float | None
) -> None:
    assert converted(number, unit, wanted) == (expected and pytest.approx(expected, abs=1e-6))


@pytest.mark.parametrize(
    ("attribute", "unit"), [(name, unit) for name, units in UNITS.items() for unit in units]
)
def test_what_is_shown_finds_itself(attribute: str, unit: Unit) -> None:
    own, factor = kept(attribute, unit)
    for number in (0.1, 6.2, 15.6, 128, 212, 4400, 12345.6):
        shown = converted(number, own, unit)
        assert shown
        assert scaled(shown, factor) == number


def test_the_units_that_numbers_are_kept_in_are_those_of_extraction() -> None:
    assert UNITS.keys() == STATED.keys()
    for attribute, units in UNITS.items():
        own = {kept(attribute, unit)[0] for unit in units or (None,)}
        assert own == ({"mAh", "Wh"} if attribute == "battery_capacity" else {next(iter(STATED[attribute]))})


def test_kept_units_are_kept_as_they_are() -> None:
    assert not {own for own, _ in KEPT.values()} & KEPT.keys()


def test_a_unit_of_something_else_is_refused() -> None:
    with pytest.raises(BadInputError, match="weight is not measured in MAH; expected G, KG, OZ, LB"):
        kept("weight", Unit.MAH)
    with pytest.raises(BadInputError, match="year is not measured in G; expected no unit"):
        kept("year", Unit.G)


def test_no_number_is_no_quantity() -> None:
    assert quantity(None, "g", Unit.OZ) is None
    assert quantity(3.0, "x", Unit.G) is None
    assert quantity(500.0, "g", Unit.KG) == Quantity(value=0.5, unit="kg")
