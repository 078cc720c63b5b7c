import pytest

from extraction.cells import read_values
from extraction.errors import UnitError


@pytest.mark.parametrize(
    ("cell", "attribute", "unit", "value"),
    [
        ("4000", "battery_capacity", "mAh", 4000),
        ("2.2 lb / 1 kg", "weight", "", 1000),
        ("4-Cell: 63 Wh", "battery_capacity", "", 63),
        ("65 W with USB-C", "charging_power", "", 65),
        ("400 nits / cd/m2 (HDR Mode)", "brightness", "", 400),
        ('11.66 x 8.52 x 0.46" / 29.62 x 21.63 x 1.18 cm', "dimensions", "", "296.2x216.3x11.8"),
        ("156.7 x 75.3 x 8", "dimensions", "mm", "156.7x75.3x8"),
        ("512", "storage", "MB", 0.5),
        ("2.2 lb", "weight", "", 997.9),
        ("50 m", "water_resistance", "", 50),
        ("5 ATM", "water_resistance", "", "5 ATM"),
        ("IP68", "water_resistance", "", "IP68"),
        ("Adreno 740", "gpu", "", "Adreno 740"),
    ],
)
def test_a_cell_is_read_as_its_column_says(cell: str, attribute: str, unit: str, value: object) -> None:
    (found,) = read_values(cell, attribute, unit)
    assert found.value == value
    assert cell[found.start : found.end] == found.text


def test_a_cell_of_colours_is_a_list_of_them() -> None:
    found = read_values("Jade Green / 亮黑色, White ", "color")
    assert [(value.text, value.start) for value in found] == [
        ("Jade Green", 0),
        ("亮黑色", 13),
        ("White", 18),
    ]


def test_an_unknown_unit_names_the_known_ones() -> None:
    with pytest.raises(UnitError, match=r"'stone' for weight, expected g, kg, lb, oz"):
        read_values("12", "weight", "stone")
