"""A second model of which only what differs is said."""

from __future__ import annotations

import pytest

from assistant.reading.elided import Elided
from assistant.reading.mentions import Mention, Name

NAMES = [
    Name(text, "Model", f"model/{slug}", f"brand/{slug.partition('/')[0]}")
    for text, slug in (
        ("iPhone 13", "apple/iphone-13"),
        ("iPhone 14", "apple/iphone-14"),
        ("iPhone 14 Pro", "apple/iphone-14-pro"),
        ("iPhone 12 mini", "apple/iphone-12-mini"),
        ("13", "xiaomi/13"),
        ("14", "xiaomi/14"),
        ("Redmi Note 12", "xiaomi/redmi-note-12"),
        ("Redmi Note 13", "xiaomi/redmi-note-13"),
    )
]


def second(text: str, first: str, id_: str) -> str | None:
    name = next(name for name in NAMES if name.id == f"model/{id_}")
    found = Elided(NAMES).find(text, Mention(text.index(first), text.index(first) + len(first), (name,)))
    return found.name.id if found else None


@pytest.mark.parametrize(
    ("text", "first", "id_", "found"),
    [
        ("iphone 13 vs 14", "iphone 13", "apple/iphone-13", "model/apple/iphone-14"),
        ("iphone 13 or 14 pro?", "iphone 13", "apple/iphone-13", "model/apple/iphone-14-pro"),
        ("iphone 13比12 mini贵多少", "iphone 13", "apple/iphone-13", "model/apple/iphone-12-mini"),
        ("小米13和14哪个好", "13", "xiaomi/13", "model/xiaomi/14"),
        # The whole name but its end comes before the maker's shorter names.
        ("redmi note 12 vs 13", "redmi note 12", "xiaomi/redmi-note-12", "model/xiaomi/redmi-note-13"),
    ],
)
def test_what_differs_is_enough(text: str, first: str, id_: str, found: str) -> None:
    assert second(text, first, id_) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("iphone 13 and 128gb", "iphone 13"),
        ("iphone 13 with 14 days", "iphone 13"),
        ("iphone 13 or 99", "iphone 13"),
        ("iphone 13", "iphone 13"),
        ("iphone 13 vs 14x", "iphone 13"),
    ],
)
def test_a_number_that_makes_no_model_is_none(text: str, first: str) -> None:
    assert second(text, first, "apple/iphone-13") is None
