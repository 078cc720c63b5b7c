"""Products side by side."""

from __future__ import annotations

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
COMPARE = """query($ids: [ID!]!) { compare(ids: $ids) { products { id title }
  parameters { attribute differs best values { text contested facts(first: 1) { sentence } } }
  features { feature { id } differs values { present } } } }"""


async def test_what_tells_products_apart_comes_first(api: Api, statements_read: list[str]) -> None:
    found = (await api.ask(COMPARE, ids=[shop.MATE_256, shop.MI_128]))["compare"]
    assert [product["id"] for product in found["products"]] == [shop.MATE_256, shop.MI_128]
    battery, color = found["parameters"]
    assert (battery["attribute"], battery["differs"], battery["best"]) == (
        "battery_capacity",
        True,
        [shop.MI_128],
    )
    assert [[value["text"] for value in each] for each in battery["values"]] == [["4400mAh"], ["4600mAh"]]
    assert battery["values"][0][0]["contested"]
    assert battery["values"][1][0]["facts"] == [{"sentence": "Battery: 4600mAh"}]
    assert (color["attribute"], color["differs"], color["best"]) == ("color", False, [])
    assert [len(each) for each in color["values"]] == [1, 0]
    assert {(row["feature"]["id"], row["differs"]) for row in found["features"]} == {
        (shop.NFC, True), (shop.SCREEN, True), (shop.CHARGING, False),
    }  # fmt: skip
    assert found["features"][0] == {
        "feature": {"id": shop.NFC}, "differs": True, "values": [{"present": True}, {"present": False}],
    }  # fmt: skip
    assert statements_read == ["read_cards", "read_details", "read_stated"]


async def test_equal_products_differ_in_nothing_and_none_is_better(api: Api) -> None:
    found = (await api.ask(COMPARE, ids=[shop.MATE_128, shop.MATE_256]))["compare"]
    assert not any(row["differs"] for row in (*found["parameters"], *found["features"]))
    assert not any(row["best"] for row in found["parameters"])


async def test_unknown_products_are_left_out(api: Api) -> None:
    found = (await api.ask(COMPARE, ids=["product/none", shop.WH_BLACK, shop.WH_BLACK]))["compare"]
    assert [product["id"] for product in found["products"]] == [shop.WH_BLACK]


@pytest.mark.parametrize("count", [0, 1, 9])
async def test_two_to_eight_products_are_compared(api: Api, count: int) -> None:
    code, message = await api.refused(COMPARE, ids=[f"product/{n}" for n in range(count)])
    assert (code, message) == ("BAD_USER_INPUT", f"`ids` has {count} products; expected 2 to 8")
