"""Values as people write them."""

from __future__ import annotations

import pytest

from daogou.values import stated_value


@pytest.mark.parametrize(("attribute", "text", "id_"), [
    ("battery_capacity", "4500mAh", "parameter/battery_capacity/4500/mAh"),
    ("battery_capacity", " 4,500 mAh ", "parameter/battery_capacity/4500/mAh"),
    ("weight", "2.2 lb / 1 kg", "parameter/weight/1000/g"),
    ("color", "午夜蓝", "parameter/color/午夜蓝"),
    ("soc", "麒麟9000", "parameter/soc/kirin 9000"),
    ("soc", "Kirin 9000", "parameter/soc/kirin 9000"),
    ("soc", "第二代骁龙8", "parameter/soc/snapdragon 8 gen 2"),
    ("soc", "骁龙8 Gen2", "parameter/soc/snapdragon 8 gen 2"),
    ("soc", "天玑8100-Max", "parameter/soc/dimensity 8100-max"),
])  # fmt: skip
def test_a_value_is_the_node_that_a_catalogue_would_make(attribute: str, text: str, id_: str) -> None:
    found = stated_value(attribute, text)
    assert found
    assert (found.attribute, found.id) == (attribute, id_)


@pytest.mark.parametrize(("attribute", "text"), [
    ("battery_capacity", "large"), ("battery_capacity", ""), ("color", "red, blue"), ("mood", "good"),
])  # fmt: skip
def test_what_is_not_exactly_one_value_is_none(attribute: str, text: str) -> None:
    assert stated_value(attribute, text) is None
