"""What a second reader makes of a message is answered, and reaches what the first meant or not."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.answers import Answer
from bench.agreement import agreement, answered
from bench.conversations import reaches
from bench.shelf import Shelf


def product(id_: str, brand: str, price: float) -> dict[str, Any]:
    return {
        "id": f"product/{id_}",
        "model": f"model/{brand}/{id_}",
        "brands": [f"brand/{brand}"],
        "categories": ["category/smartphone"],
        **{name: [] for name in ("features", "doubted", "lacks", "judged")},
        "values": [["weight", 170.0, "g", "170 g"]],
        "price": price,
        "currency": "CNY",
    }


SHELF = Shelf({row["id"]: row for row in (product("nova", "huawei", 2000.0), product("x", "apple", 6000.0))})
FIND = {"say": "三千内的手机", "intent": "find", "slots": ["price<=3000 CNY"], "shows": "products"}
WEIGHT = {"say": "多重", "intent": "detail", "about": ["shown:1"], "asks": "weight", "shows": "answer"}


def talks(*turns: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "zh-1", "turns": list(turns)}]


@pytest.mark.parametrize(
    ("again", "reached"),
    [
        (FIND, True),
        (FIND | {"slots": ["price<=3000 CNY", "praised=feature/camera"]}, True),
        (FIND | {"slots": ["brand=brand/apple"]}, False),
        (FIND | {"slots": ["price<=1000 CNY"]}, False),
        ({"say": FIND["say"], "intent": "talk", "shows": "talk"}, False),
    ],
)
def test_a_search_is_reached_by_products_that_the_first_reader_wants(
    again: dict[str, Any], *, reached: bool
) -> None:
    counts = agreement(talks(FIND), talks(again), SHELF)
    assert (counts.reached, counts.goals) == (reached, reached)


@pytest.mark.parametrize(
    ("again", "shows", "reached"),
    [
        ({}, "answer", True),
        ({"about": ["model/huawei/nova"]}, "answer", True),
        ({"about": ["model/apple/x"]}, "answer", False),
        ({"about": ["model/nokia/1"]}, "unknown", False),
        ({"about": ["shown:2"]}, "unknown", False),
        ({"asks": "ram"}, "unknown", False),
    ],
)
def test_a_question_is_reached_by_the_product_and_what_is_asked(
    again: dict[str, Any], shows: str, *, reached: bool
) -> None:
    assert answered(WEIGHT | again, SHELF, ["product/nova"]).shows == shows
    counts = agreement(talks(FIND, WEIGHT), talks(FIND, WEIGHT | again), SHELF)
    assert (counts.turns, counts.reached, counts.goals) == (2, 1 + reached, reached)


@pytest.mark.parametrize(("beside", "reached"), [(("nova", "x"), True), (("nova",), False)])
def test_those_that_are_known_are_compared_without_one_that_is_not(
    beside: tuple[str, ...], *, reached: bool
) -> None:
    about = ["model/huawei/nova", "model/apple/x", "model/nokia/1"]
    turn = {"say": "比一比", "intent": "compare", "about": about, "shows": "comparison"}
    answer = Answer("zh", "compare", "comparison", about=tuple(f"product/{each}" for each in beside))
    assert reaches(turn, answer, SHELF, []) is reached


def test_other_messages_are_refused() -> None:
    with pytest.raises(ValueError, match="zh-1: found '多重', expected '三千内的手机'"):
        agreement(talks(FIND), talks(WEIGHT), SHELF)
