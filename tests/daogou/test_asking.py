"""Searches that ask for the same are linked to the same, in whatever language and spelling."""

from __future__ import annotations

import pytest

from daogou.asking import Asks, read_asks
from daogou.settings import Settings
from extraction.lexicon import read_lexicon

APPLE_PHONE = {"brand/apple", "category/smartphone"}


@pytest.fixture(scope="module")
def asks() -> Asks:
    folder = Settings().seeds / "lexicon"
    return read_asks(read_lexicon(folder), folder)


@pytest.mark.parametrize(
    "text",
    [
        "苹果手机",
        "iphone",
        "iPhone",
        "iPhones",
        "ｉＰｈｏｎｅ",
        "蘋果手機",
        "苹果 手机",
        "apple phone",
        "Apple phones",
        "爱疯",
    ],
)
def test_one_wish_in_many_words(asks: Asks, text: str) -> None:
    assert set(asks(text)) == APPLE_PHONE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iphone14", APPLE_PHONE),
        ("iphone 14 pro max", APPLE_PHONE),
        ("苹果平板", {"brand/apple", "category/tablet"}),
        ("ipads", {"brand/apple", "category/tablet"}),
        ("苹果笔记本", {"brand/apple", "category/laptop"}),
        ("macbook", {"brand/apple", "category/laptop"}),
        ("galaxy", {"brand/samsung", "category/smartphone"}),
        ("galaxy watch", {"brand/samsung", "category/smartwatch"}),
        ("三星手機", {"brand/samsung", "category/smartphone"}),
        ("拍照手机", {"feature/camera", "category/smartphone"}),
        ("camera phones", {"feature/camera", "category/smartphone"}),
        ("游戏手机", {"usecase/gaming", "category/smartphone"}),
        ("gaming phone", {"usecase/gaming", "category/smartphone"}),
        ("無線充電手機", {"feature/wireless-charging", "category/smartphone"}),
        ("headphones", {"category/headphones"}),
        ("pixelated", set()),
        ("", set()),
    ],
)
def test_what_a_search_asks_for(asks: Asks, text: str, expected: set[str]) -> None:
    assert set(asks(text)) == expected
