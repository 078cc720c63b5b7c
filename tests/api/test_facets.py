"""What there is in a list to filter by."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations
from typing import Any

import neo4j
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
    assert facets["categories"] == [
        {"products": 4, "category": {"id": shop.PHONE}}, {"products": 1, "category": {"id": shop.HEADPHONES}},
    ]  # fmt: skip
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


SHOWN = """{ products(first: 100) { edges { node { id inStock price { amount currency }
  brand { id } category { id } features { present feature { id } }
  parameters(attributes: ["color", "battery_capacity"]) { attribute value } } } } }"""
CONDITIONS: dict[str, Any] = {
    "brands": [shop.XIAOMI, shop.SONY],
    "categories": [shop.PHONE],
    "features": [shop.CHARGING],
    "price": {"currency": "CNY", "gte": 3000, "lte": 4999},
    "inStock": True,
    "batteryCapacity": {"gte": 4.5, "unit": "AH"},
    "color": {"any": ["Red"]},
}
SUBSETS = list(chain.from_iterable(combinations(CONDITIONS, size) for size in range(4)))


@pytest.fixture
def stocked(driver: neo4j.Driver) -> Any:
    """Some of the products are in stock, one is not, of others nobody says."""
    stock = {shop.MATE_128: True, shop.MI_128: True, shop.WH_BLACK: True, shop.P40_128: False}
    stating = "UNWIND keys($stock) AS id MATCH (p:Product {id: id}) SET p.in_stock = $stock[id]"
    driver.execute_query(stating, stock=stock)
    yield
    driver.execute_query(stating, stock=dict.fromkeys(stock))


def meets(product: Any, condition: str) -> bool:
    """Say whether a product, as the API shows it, meets one of the conditions."""
    values = {row["attribute"]: row["value"] for row in product["parameters"]}
    match condition:
        case "brands":
            return (product["brand"] or {}).get("id") in CONDITIONS["brands"]
        case "categories":
            return (product["category"] or {}).get("id") in CONDITIONS["categories"]
        case "features":
            return any(
                row["present"] and row["feature"]["id"] == shop.CHARGING for row in product["features"]
            )
        case "price":
            price = product["price"]
            return bool(price) and price["currency"] == "CNY" and 3000 <= float(price["amount"]) <= 4999
        case "inStock":
            return product["inStock"] is True
        case "batteryCapacity":
            return float(values.get("battery_capacity", 0)) >= 4500
        case _:
            return values.get("color", "").lower() == "red"


@pytest.mark.usefixtures("stocked")
async def test_a_part_counts_what_would_be_found_without_its_own_condition(api: Api) -> None:
    every = [edge["node"] for edge in (await api.ask(SHOWN))["products"]["edges"]]
    for chosen in SUBSETS:
        given = {name: CONDITIONS[name] for name in chosen if name not in ("batteryCapacity", "color")}
        given["parameters"] = {
            name: CONDITIONS[name] for name in chosen if name in ("batteryCapacity", "color")
        }

        def found(without: str = "", asked: tuple[str, ...] = chosen) -> list[Any]:
            return [
                product
                for product in every
                if all(meets(product, condition) for condition in asked if condition != without)
            ]

        answer = (await api.ask(FACETS, filter=given))["products"]
        facets = answer["facets"]
        assert (answer["totalCount"], facets["counted"]) == (len(found()), len(found())), chosen
        for part, kind in (("brands", "brand"), ("categories", "category")):
            expected = Counter(product[kind]["id"] for product in found(part) if product[kind])
            assert {row[kind]["id"]: row["products"] for row in facets[part]} == expected, (chosen, part)
        features = Counter(
            row["feature"]["id"] for product in found() for row in product["features"] if row["present"]
        )
        assert {row["feature"]["id"]: row["products"] for row in facets["features"]} == features, chosen
        priced = [product for product in found("price") if product["price"]]
        assert sum(row["products"] for row in facets["prices"]) == len(priced), chosen
        assert facets["inStock"] == sum(product["inStock"] is True for product in found("inStock")), chosen
        for attribute, condition in (("battery_capacity", "batteryCapacity"), ("color", "color")):
            expected = Counter(
                row["value"]
                for product in found(condition)
                for row in product["parameters"]
                if row["attribute"] == attribute
            )
            counted = [row["values"] for row in facets["parameters"] if row["attribute"] == attribute]
            told = {row["value"]: row["products"] for row in chain.from_iterable(counted)}
            assert told == expected, (chosen, attribute)


async def test_a_page_of_a_brand_leaves_out_what_was_chosen_and_not_the_brand(api: Api) -> None:
    asked = """{ brand(id: "%s") { products(filter: {brand: "%s", categories: ["%s"]}) { totalCount facets {
      brands { products brand { id } } categories { category { id } } } } } }"""
    found = (await api.ask(asked % (shop.HUAWEI, shop.XIAOMI, shop.PHONE)))["brand"]["products"]
    assert found == {
        "totalCount": 0,
        "facets": {"brands": [{"products": 3, "brand": {"id": shop.HUAWEI}}], "categories": []},
    }


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
