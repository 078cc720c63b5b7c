"""Words in two languages, and what is said of items."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.algorithms.words import documents, words
from recommend.dataset import Knowledge
from recommend.errors import DatasetError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USB-C cable, 1.5 m", ["usb", "c", "cable", "1.5", "m"]),
        ("华为手机屏幕很好 5000mAh", ["华为", "手机", "屏幕", "很", "好", "5000", "mah"]),
        (" …！", []),
    ],
)
def test_words_are_cut_in_both_languages(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_entities_are_said_beside_words() -> None:
    brand = csr_array(np.array([[0, 1], [0, 0], [1, 0]], np.float32))
    assert documents(Knowledge({"brand": brand}, texts=("a b", "c", "")), 3) == [
        ["a", "b", "brand:1"],
        ["c"],
        ["brand:0"],
    ]
    assert documents(Knowledge({"brand": brand}), 3) == [["brand:1"], [], ["brand:0"]]


@pytest.mark.parametrize("knowledge", [Knowledge(), Knowledge(texts=("", " - "))])
def test_nothing_said_is_an_error(knowledge: Knowledge) -> None:
    with pytest.raises(DatasetError, match="no item has a text"):
        documents(knowledge, 2)
