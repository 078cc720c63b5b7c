"""What there is in a list to filter by."""

from __future__ import annotations

from typing import Any

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
FACETS = """query($filter: ProductFilter) { products(filter: $filter, first: 1) { totalCount facets {
  counted inStock
  brands { products brand { id name } } categories { products category { id } } features { products feature { id } }
  prices { currency products ranges(first: 2) { products gte { amount currency } lte { amount } } }
  parameters(attributes: ["color", "battery_capacity", "weight"]) {
    attribute unit values { value text products }
    ranges(first: 2) { products gte { value unit } lte { value } } } } } }"""


@pytest.fixture
async def phones(api: Api) -> Any:
    return (await api.ask(FACETS, filter={"categories": [shop.PHONE]}))["products"]


def test_entities_are_counted_those_with_most_products_first(phones: Any) -> None:
    facets = phones["facets"]
    assert (phones["totalCount"], facets["counted"], facets["inStock"]) == (4, 4, 0)
    assert facets["brands"] == [
        {"products": 3, "brand": {"id": shop.HUAWEI, "name": "Huawei"}},
        {"products": 1, "brand": {"id": shop.XIAOMI, "name": "Xiaomi"}},
    ]
    assert facets["categories"] == [{"products": 4, "category": {"id": shop.PHONE}}]
    assert {row["feature"]["id"]: row["products"] for row in facets["features"]} == {
        shop.CHARGING: 3, shop.NFC: 3, shop.SCREEN: 2,
    }  # fmt: skip


def test_prices_are_cut_into_ranges_of_one_currency(phones: Any) -> None:
    (prices,) = phones["facets"]["prices"]
    assert (prices["currency"], prices["products"]) == ("CNY", 4)
    assert prices["ranges"] == [
        {"products": 2, "gte": {"amount": "3799.0", "currency": "CNY"}, "lte": {"amount": "3999.0"}},
        {"products": 2, "gte": {"amount": "4999.0", "currency": "CNY"}, "lte": {"amount": "5499.0"}},
    ]


def test_values_and_ranges_of_attributes_stand_in_the_order_that_was_asked(phones: Any) -> None:
    color, battery = phones["facets"]["parameters"]
    assert color == {
        "attribute": "color", "unit": "", "ranges": [],
        "values": [{"value": "red", "text": "red", "products": 1}],
    }  # fmt: skip
    assert (battery["attribute"], battery["unit"]) == ("battery_capacity", "mAh")
    assert [(row["value"], row["products"]) for row in battery["values"]] == [("4400", 2), ("4600", 1)]
    assert battery["ranges"] == [
        {"products": 2, "gte": {"value": 4400.0, "unit": "mAh"}, "lte": {"value": 4400.0}},
        {"products": 1, "gte": {"value": 4600.0, "unit": "mAh"}, "lte": {"value": 4600.0}},
    ]


async def test_a_range_taken_as_a_filter_leaves_as_many(api: Api, phones: Any) -> None:
    for row in phones["facets"]["parameters"][1]["ranges"]:
        ends = {"gte": row["gte"]["value"], "lte": row["lte"]["value"]}
        found = await api.ask(FACETS, filter={"parameters": {"batteryCapacity": ends}})
        assert found["products"]["totalCount"] == row["products"]


async def test_a_page_and_all_its_facets_are_two_statements(api: Api, statements_read: list[str]) -> None:
    await api.ask(FACETS)
    assert statements_read == ["list_page", "list_facets"]


async def test_without_facets_a_page_is_one_statement(api: Api, statements_read: list[str]) -> None:
    await api.ask("{ products(first: 3) { edges { node { id } } } }")
    assert statements_read == ["list_page"]


async def test_parts_are_as_long_as_asked(api: Api) -> None:
    asked = """query($n: Int!) { products { facets {
      brands(first: $n) { products } prices { ranges(first: $n) { products } } } } }"""
    facets = (await api.ask(asked, n=1))["products"]["facets"]
    assert (len(facets["brands"]), len(facets["prices"][0]["ranges"])) == (1, 1)
    assert await api.refused(asked, n=21) == ("BAD_USER_INPUT", "`first` is 21; expected 1 to 20")
    names = "query($names: [String!]) { products { facets { parameters(attributes: $names) { unit } } } }"
    assert (await api.refused(names, names=["x"] * 51))[0] == "BAD_USER_INPUT"
    assert (await api.ask(names, names=[]))["products"]["facets"]["parameters"] == []
    assert (await api.ask(names))["products"]["facets"]["parameters"] == [{"unit": "mAh"}, {"unit": ""}]
