from __future__ import annotations

import pytest

from assistant.reading.restated import restated
from tests.assistant.shopping import said


@pytest.mark.parametrize("text", [
    "4g at least... no wait, 5g", "小米，哦不，华为吧", "p40? hang on, the iphone 13", "真我gt5？不对，我说的是小米13",
])  # fmt: skip
def test_a_clause_ends_where_a_writer_starts_again(text: str) -> None:
    again, start = restated(text)
    assert 0 < start < len(text) == len(again)
    assert again[start:] == text[start:]
    assert "，" in again[:start]


@pytest.mark.parametrize("text", ["a phone", "手机对不对", "is it worth the wait", "不对称的镜头"])
def test_other_texts_stay(text: str) -> None:
    assert restated(text) == (text, 0)


def test_the_model_that_is_named_last_is_meant() -> None:
    assert said("iphone 13? no wait, p40. how heavy").models == (("model/huawei/p40",),)
    assert len(said("iphone 13 or p40, which is lighter").models) == 2
