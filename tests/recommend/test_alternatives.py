"""Which products may take another's place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommend.alternatives import substitutes, upgrades
from tests.recommend.test_differences import Device, device

PHONE = device(
    "phone",
    3000,
    battery_capacity=(4000, "mAh"),
    weight=(200, "g"),
    refresh_rate=(60, "Hz"),
    screen_size=(6.1, "inch"),
)


def changed(id_: str, price: float | None = 3000, **numbers: float) -> Device:
    values = {
        name: replace(value, number=numbers.get(name, value.number)) for name, value in PHONE.values.items()
    }
    return Device(id_, values, price, "CNY", f"model/{id_}")


def ids(found: object) -> list[str]:
    return [alternative.product for alternative in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("numbers", "taken"),
    [
        ({"battery_capacity": 4800}, True),
        ({"weight": 170}, True),
        ({"battery_capacity": 4800, "weight": 205}, True),  # heavier by less than the tolerance
        ({"battery_capacity": 4800, "weight": 215}, False),
        ({"battery_capacity": 4800, "refresh_rate": 50}, False),
        ({"battery_capacity": 4040}, False),  # better by less than the tolerance
        ({"screen_size": 6.9}, False),  # a matter of taste
        ({"battery_capacity": 4800, "screen_size": 4.7}, True),
        ({}, False),
    ],
)
def test_an_upgrade_is_better_in_something_and_worse_in_nothing(
    numbers: dict[str, float], taken: bool
) -> None:
    assert ids(upgrades(PHONE, [changed("other", **numbers)], 5)) == ["other"] * taken


@pytest.mark.parametrize(("price", "taken"), [(9000, True), (2400, True), (2300, False), (None, True)])
def test_what_is_much_cheaper_is_of_another_class(price: float | None, taken: bool) -> None:
    assert ids(upgrades(PHONE, [changed("other", price, battery_capacity=4800)], 5)) == ["other"] * taken


def test_upgrades_come_by_what_they_give_for_their_price() -> None:
    dear = changed("dear", 6000, battery_capacity=4800)
    cheap = changed("cheap", 3100, battery_capacity=4800)
    more = changed("more", 3100, battery_capacity=4800, refresh_rate=120)
    huge = changed("huge", 3100, battery_capacity=40_000)
    twice = changed("twice", 3099, battery_capacity=8000)
    assert ids(upgrades(PHONE, [dear, cheap, more], 5)) == ["more", "cheap", "dear"]
    assert ids(upgrades(PHONE, [huge, twice], 5)) == ["twice", "huge"]
    assert ids(upgrades(PHONE, [dear, cheap, more], 1)) == ["more"]
    unknown = changed("unknown", None, battery_capacity=4800)
    assert ids(upgrades(PHONE, [dear, unknown, cheap], 5)) == ["cheap", "unknown", "dear"]


@pytest.mark.parametrize(
    ("price", "numbers", "taken"),
    [
        (3000, {}, True),
        (3700, {"battery_capacity": 4400}, True),
        (2400, {}, True),
        (4000, {}, False),
        (2200, {}, False),
        (3000, {"battery_capacity": 8000, "weight": 400}, False),
        (None, {}, True),
    ],
)
def test_a_substitute_is_close_in_values_and_price(
    price: float | None, numbers: dict[str, float], taken: bool
) -> None:
    assert ids(substitutes(PHONE, [changed("other", price, **numbers)], 5)) == ["other"] * taken


def test_the_closest_substitute_comes_first_and_one_without_a_price_last() -> None:
    near, far = changed("near", 3050), changed("far", 3300, battery_capacity=4400)
    unknown = changed("unknown", None)
    assert ids(substitutes(PHONE, [unknown, far, near], 5)) == ["near", "far", "unknown"]


def test_one_that_says_little_is_not_judged() -> None:
    little = device("little", 3000, battery_capacity=(4800, "mAh"))
    half = device("half", 3000, battery_capacity=(4800, "mAh"), weight=(200, "g"))
    assert ids(upgrades(PHONE, [little, half], 5)) == ["half"]
    assert substitutes(PHONE, [device("none", 3000)], 5) == []
    assert substitutes(device("bare", 3000), [device("none", 3000)], 5) == []


def test_of_a_models_variants_the_best_stands() -> None:
    small, large = changed("small", battery_capacity=4800), changed("large", battery_capacity=5000)
    variants = [replace(variant, model="model/x") for variant in (small, large)]
    assert ids(upgrades(PHONE, variants, 5)) == ["large"]
    assert ids(upgrades(PHONE, [replace(variant, model=None) for variant in variants], 5)) == [
        "large",
        "small",
    ]


def test_an_alternative_says_how_it_differs() -> None:
    (better,) = upgrades(PHONE, [changed("other", 3300, battery_capacity=4800)], 5)
    assert [d.text_en for d in better.differences] == ["＋20 % battery", "＋¥300"]
