from __future__ import annotations

import pytest

from assistant.slots import read_slot
from assistant.values import meant, worded


@pytest.mark.parametrize(
    ("word", "stated"),
    [
        ("Android", "Android 13"),
        ("安卓", "Android"),
        ("Windows", "Windows 11 Pro"),
        ("黑色", "Matte Black"),
        ("black", "曜石黑"),
        ("grey", "Space Gray"),
        ("RTX 4060", "NVIDIA GeForce RTX 4060"),
        ("骁龙8 Gen 2", "Snapdragon 8 Gen 2 for Galaxy"),
        ("骁龙8 Gen 2", "第二代骁龙8"),
        ("骁龙8 Gen 3", "骁龙8Gen3"),
        ("Dimensity 9300", "天玑9300"),
        ("4K", "3840x2160"),
        ("Wi-Fi 6", "802.11ax"),
    ],
)
def test_a_word_means_a_value_in_either_language_and_a_narrower_one(word: str, stated: str) -> None:
    assert meant([word], ["other", stated]) == [stated]


@pytest.mark.parametrize(
    ("word", "stated"),
    [
        ("Android 13", "Android"),
        ("骁龙8", "骁龙888"),
        ("骁龙8 Gen 2", "骁龙8 Gen 3"),
        ("RTX 4060", "RTX 4070"),
        ("black", "blackberry"),
    ],
)
def test_a_word_means_no_other_value(word: str, stated: str) -> None:
    assert meant([word], [stated]) == [word]


def test_slots_that_want_a_word() -> None:
    need = ["os=Android", "color!=红色", "weight=low", "price<=3000 CNY", "brand=brand/apple", "year>=2023"]
    assert [str(slot) for slot in worded(tuple(map(read_slot, need)))] == ["os=Android", "color!=红色"]
