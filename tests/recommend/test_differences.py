"""Two products' numbers compared: what is better, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from recommend.differences import MEASURES, differences, price_ratio, ratios
from sources.words import attributes


@dataclass(frozen=True)
class Value:
    number: float
    unit: str
    id: str = ""


@dataclass(frozen=True)
class Device:
    id: str
    values: dict[str, Value] = field(default_factory=dict)
    price: float | None = None
    currency: str | None = "CNY"
    model: str | None = None


def device(
    id_: str = "a", price: float | None = None, currency: str = "CNY", **values: tuple[float, str]
) -> Device:
    stated = {name: Value(number, unit, f"{id_}/{name}") for name, (number, unit) in values.items()}
    return Device(id_, stated, price, currency)


def said(origin: Device, other: Device) -> list[tuple[str, str, bool | None]]:
    return [(d.text_en, d.text_zh, d.better) for d in differences(origin, other)]


def test_differences_are_said_in_both_languages_the_best_first_and_the_price_last() -> None:
    one = device(
        "a", 2999, battery_capacity=(4000, "mAh"), weight=(200, "g"), screen_size=(6.1, "inch"), ram=(8, "GB")
    )
    two = device(
        "b", 3299, battery_capacity=(4800, "mAh"), weight=(185, "g"), screen_size=(6.3, "inch"), ram=(6, "GB")
    )
    assert said(one, two) == [
        ("＋20 % battery", "电池＋20 %", True),
        ("−15 g", "−15 g", True),
        ("＋0.2 inch screen", "屏幕＋0.2 英寸", None),
        ("−2 GB RAM", "内存−2 GB", False),
        ("＋¥300", "＋¥300", False),
    ]
    assert said(two, one)[-1] == ("−¥300", "−¥300", True)


def test_a_difference_names_both_values_and_where_they_are() -> None:
    (weight,) = differences(device("a", weight=(1200.5, "g")), device("b", weight=(2500, "g")))
    assert (weight.attribute, weight.origin, weight.other, weight.unit) == ("weight", 1200.5, 2500, "g")
    assert (weight.origin_id, weight.other_id) == ("a/weight", "b/weight")
    assert weight.text_en == "＋1,299.5 g"


def test_only_what_both_state_in_one_unit_is_compared() -> None:
    one = device(battery_capacity=(50, "Wh"), weight=(200, "g"), ram=(0, "GB"), year=(2020, ""))
    two = device(battery_capacity=(5000, "mAh"), storage=(128, "GB"), ram=(8, "GB"), year=(2021, ""))
    assert ratios(one, two) == {}
    assert differences(one, two) == ()


def test_what_is_the_same_or_rounds_to_nothing_is_no_difference() -> None:
    one = device("a", 100, battery_capacity=(4000, "mAh"), weight=(200, "g"))
    two = device("b", 100, battery_capacity=(4010, "mAh"), weight=(200, "g"))
    assert differences(one, two) == ()


@pytest.mark.parametrize(
    ("currency", "text"), [("USD", "＋$1,000.5"), ("EUR", "＋€1,000.5"), ("INR", "＋1,000.5 INR")]
)
def test_money_has_its_sign_or_its_code(currency: str, text: str) -> None:
    assert said(device("a", 1000, currency), device("b", 2000.5, currency)) == [(text, text, False)]


def test_prices_of_two_currencies_are_not_compared() -> None:
    assert price_ratio(device("a", 100, "CNY"), device("b", 100, "USD")) is None
    assert price_ratio(device("a", 100), device("b", None)) is None
    assert differences(device("a", 100, "CNY"), device("b", 200, "USD")) == ()


def test_a_price_that_facts_state_names_its_node() -> None:
    one, two = (device(id_, price, price_=(1, "")) for id_, price in (("a", 100.0), ("b", 90.0)))
    one.values["price"] = Value(100.0, "CNY", "parameter/price/100/CNY")
    two.values["price"] = Value(95.0, "CNY", "parameter/price/95/CNY")
    (price,) = differences(one, two)
    assert (price.origin_id, price.other_id) == ("parameter/price/100/CNY", "")


def test_every_measure_is_an_attribute_with_a_number() -> None:
    assert {name for name in MEASURES if not attributes()[name]} == set()
    assert MEASURES["battery_capacity"].better == 1
    assert MEASURES["weight"].better == -1
    assert {name for name, measure in MEASURES.items() if not measure.better} == {
        "screen_size", "main_camera", "front_camera", "camera",
    }  # fmt: skip
