"""Products side by side: what answers comes first, and each value stands by the name of what has it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.comparing import comparison
from assistant.wording import Language
from tests.assistant.test_telling import Known, opinion, parameter


def card(name: str, maker: str = "Xiaomi", price: float | None = None) -> Any:
    brand = SimpleNamespace(
        id=f"brand/{maker.lower()}", name=maker, aliases=("小米",) if maker == "Xiaomi" else ()
    )
    model = SimpleNamespace(id=f"model/{name}", name=name, aliases=())
    return SimpleNamespace(
        id=f"product/{name}",
        title=name,
        price=price,
        currency="CNY" if price else None,
        model=model,
        brand=brand,
    )


class Shop(Known):
    """Knows each product by itself."""

    def __init__(self, known: dict[str, Known]) -> None:
        super().__init__()
        self.each = known

    async def details(self, products: Any) -> Any:
        return {id_: self.each[id_].known for id_ in products if id_ in self.each}


def measured(attribute: str, number: float, unit: str) -> Any:
    return SimpleNamespace(**{**vars(parameter(attribute, "")), "number": number, "unit": unit})


BATTERIES = Shop(
    {
        "product/13": Known([measured("battery_capacity", 4500, "mAh"), parameter("video", "4K 30fps")]),
        "product/14": Known([measured("battery_capacity", 4610, "mAh"), measured("weight", 188, "g")]),
        "product/Mate 40 Pro": Known(
            [measured("battery_capacity", 4400, "mAh"), measured("weight", 212, "g")]
        ),
    }
)
PHONES = [card("13", price=4299), card("14", price=3999), card("Mate 40 Pro", "Huawei", 6999)]


@pytest.mark.parametrize(
    ("asks", "language", "first"),
    [
        (
            "battery_capacity",
            "zh",
            "电池容量：最高的是 小米 14（4610 mAh），最低的是 Mate 40 Pro（4400 mAh）。",
        ),
        ("weight", "en", "weight: the highest is Mate 40 Pro (212 g), the lowest Xiaomi 14 (188 g)."),
        (
            "feature/battery-life",
            "zh",
            "电池容量：最高的是 小米 14（4610 mAh），最低的是 Mate 40 Pro（4400 mAh）。",
        ),
        ("price", "en", "price: the highest is Mate 40 Pro (¥6,999), the lowest Xiaomi 14 (¥3,999)."),
    ],
)
async def test_it_begins_with_which_is_the_answer(asks: str, language: Language, first: str) -> None:
    answer = await comparison(BATTERIES, PHONES, asks, language)
    assert answer.claims[0].text == first
    assert answer.claims[0].facts or answer.claims[0].records


async def test_values_stand_by_the_names_of_what_has_them() -> None:
    answer = await comparison(BATTERIES, PHONES[:2], "battery_capacity", "en")
    assert "battery – Xiaomi 13: 4500 mAh; Xiaomi 14: 4610 mAh" in answer.text


async def test_which_is_best_is_what_reviews_like_or_depends_on_what_matters() -> None:
    answer = await comparison(BATTERIES, PHONES, None, "en", best=True)
    assert "the cheapest is Xiaomi 14 (¥3,999); the largest battery has Xiaomi 14" in answer.claims[0].text
    liked = Shop(
        {
            "product/13": Known(opinions=[opinion("feature/screen", "screen", 3, 1)]),
            "product/14": Known(opinions=[opinion("feature/screen", "screen", 1, 3)]),
        }
    )
    for asks, best in ((None, True), ("feature/screen", False)):
        answer = await comparison(liked, PHONES, asks, "en", best=best)
        assert "Xiaomi 13" in answer.claims[0].text
        assert answer.claims[0].facts


async def test_of_too_many_those_left_out_are_told() -> None:
    many = [*PHONES, card("P40 Lite", "Huawei"), card("P50 Pocket", "Huawei")]
    answer = await comparison(BATTERIES, many, None, "en")
    assert answer.claims[0].text == "At most 4 are put side by side; left out: Huawei P50 Pocket."
    assert len(answer.products) == 4


async def test_values_that_mean_the_same_are_told_once() -> None:
    shop = Shop({"product/13": Known([parameter("video", "4K 30fps"), parameter("video", "4K 30帧")])})
    answer = await comparison(shop, PHONES[:2], "video", "en")
    assert answer.rows[0].values == ("4K 30fps", None)
