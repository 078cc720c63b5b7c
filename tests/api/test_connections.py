"""Pages of products: filters, cursors, and what inserts do to them."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graph.records import Product
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
ALL = [shop.MATE_128, shop.MATE_256, shop.P40_128, shop.MI_128, shop.WH_BLACK, shop.LONELY]

PAGE = """query($filter: ProductFilter, $first: Int! = 20, $after: String) {
  products(filter: $filter, first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


async def page(api: Api, **variables: object) -> tuple[list[str], dict[str, Any]]:
    found = (await api.ask(PAGE, **variables))["products"]
    edges = found["edges"]
    if edges:
        ends = (edges[0]["cursor"], edges[-1]["cursor"])
        assert (found["pageInfo"]["startCursor"], found["pageInfo"]["endCursor"]) == ends
    return [edge["node"]["id"] for edge in edges], found["pageInfo"]


async def test_pages_follow_each_other_without_gap_or_overlap(api: Api) -> None:
    seen: list[str] = []
    after, previous, more = None, False, True
    while more and len(seen) < 2 * len(ALL):
        ids, info = await page(api, first=4, after=after)
        assert info["hasPreviousPage"] is previous
        seen += ids
        after, previous, more = info["endCursor"], True, info["hasNextPage"]
    assert seen == ALL


async def test_any_edge_is_a_place_to_go_on_from(api: Api) -> None:
    edges = (await api.ask(PAGE))["products"]["edges"]
    ids, info = await page(api, after=edges[2]["cursor"])
    assert ids == ALL[3:]
    assert info["hasNextPage"] is False


async def test_the_last_full_page_says_that_none_follows(api: Api) -> None:
    assert (await page(api, first=6))[1]["hasNextPage"] is False
    assert (await page(api, first=5))[1]["hasNextPage"] is True


async def test_products_that_come_or_go_shift_no_page(api: Api, fresh_graph: neo4j.Driver) -> None:
    first, info = await page(api, first=2)
    assert first == ALL[:2]
    Writer(fresh_graph).products([Product("product/0", "Before"), Product("product/21", "Between")])
    with fresh_graph.session() as session:
        session.run("MATCH (gone:Product {id: $id}) DETACH DELETE gone", id=shop.MATE_256).consume()
    second, _ = await page(api, first=10, after=info["endCursor"])
    assert second == ["product/21", *ALL[2:]]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ALL),
        ({"brand": shop.HUAWEI}, ALL[:3]),
        ({"category": shop.HEADPHONES}, [shop.WH_BLACK]),
        ({"features": [shop.CHARGING]}, [shop.MATE_128, shop.MATE_256, shop.MI_128]),
        ({"features": [shop.CHARGING, shop.NFC]}, [shop.MATE_128, shop.MATE_256]),
        ({"features": [shop.CHARGING], "brand": shop.XIAOMI, "category": shop.PHONE}, [shop.MI_128]),
        ({"features": [shop.NFC], "brand": shop.SONY}, []),
        ({"price": {"currency": "CNY"}}, ALL[:5]),
        ({"price": {"currency": "CNY", "least": 3999, "most": 4999}}, [shop.MATE_128, shop.P40_128]),
        ({"price": {"currency": "EUR"}}, []),
        ({"brand": shop.HUAWEI, "price": {"currency": "CNY", "most": 4000}}, [shop.P40_128]),
        ({"brand": "brand/none"}, []),
        ({"brands": [shop.XIAOMI, shop.SONY]}, [shop.MI_128, shop.WH_BLACK]),
        ({"brands": [], "features": [], "parameters": {"color": {"any": []}}}, ALL),
        ({"brand": shop.SONY, "brands": [shop.XIAOMI]}, []),
        ({"models": [shop.MATE], "categories": [shop.PHONE, shop.HEADPHONES]}, ALL[:2]),
        ({"useCases": ["usecase/travel"]}, []),
        ({"inStock": True}, []),
        ({"price": {"currency": "CNY", "gte": 3999, "lte": 4999}}, [shop.MATE_128, shop.P40_128]),
        ({"parameters": {"batteryCapacity": {"gte": 4500}}}, [shop.MI_128]),
        ({"parameters": {"batteryCapacity": {"gte": 4.5, "unit": "AH"}}}, [shop.MI_128]),
        ({"parameters": {"batteryCapacity": {"lte": 4.4, "unit": "AH"}}}, ALL[:2]),
        ({"parameters": {"batteryCapacity": {"gte": 1, "unit": "WH"}}}, []),
        ({"parameters": {"batteryCapacity": {"gte": 4000}, "color": {"any": ["Red"]}}}, [shop.MATE_256]),
        ({"parameters": {"color": {"any": ["blue"]}}}, []),
    ],
)
async def test_a_filter_leaves_what_meets_every_part(
    api: Api, chosen: dict[str, Any], expected: list[str]
) -> None:
    assert (await page(api, filter=chosen))[0] == expected


async def test_pages_keep_to_the_filter(api: Api) -> None:
    ids, info = await page(api, filter={"brand": shop.HUAWEI}, first=2)
    rest, last = await page(api, filter={"brand": shop.HUAWEI}, first=2, after=info["endCursor"])
    assert (ids + rest, info["hasNextPage"], last["hasNextPage"]) == (ALL[:3], True, False)


SORTED = """query($sort: ProductSort!, $filter: ProductFilter, $first: Int! = 20, $after: String) {
  products(sort: $sort, filter: $filter, first: $first, after: $after) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"""
CNY = {"price": {"currency": "CNY"}}


@pytest.mark.parametrize(
    ("sort", "chosen", "expected"),
    [
        ({"by": "PRICE"}, CNY, [shop.WH_BLACK, shop.MI_128, shop.P40_128, *ALL[:2]]),
        ({"by": "PRICE", "direction": "DESC"}, CNY, [*ALL[1::-1], shop.P40_128, shop.MI_128, shop.WH_BLACK]),
        (
            {"by": "BATTERY_CAPACITY", "direction": "DESC"},
            {"categories": [shop.PHONE]},
            [shop.MI_128, *ALL[:2], shop.P40_128],
        ),
        ({"by": "ID", "direction": "ASC"}, {}, ALL),
    ],
)
async def test_an_order_goes_on_over_pages(
    api: Api, sort: dict[str, str], chosen: dict[str, Any], expected: list[str]
) -> None:
    seen: list[str] = []
    after, more = None, True
    while more:
        found = (await api.ask(SORTED, sort=sort, filter=chosen, first=2, after=after))["products"]
        seen += [edge["node"]["id"] for edge in found["edges"]]
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    assert seen == expected


async def test_a_cursor_belongs_to_its_order(api: Api) -> None:
    cursor = (await api.ask(SORTED, sort={"by": "WEIGHT"}, first=1))["products"]["pageInfo"]["endCursor"]
    code, message = await api.refused(SORTED, sort={"by": "WEIGHT", "direction": "DESC"}, after=cursor)
    assert (code, message[:36]) == ("BAD_USER_INPUT", "`after` is not a cursor of this orde")


async def test_prices_are_ordered_in_one_currency(api: Api) -> None:
    code, message = await api.refused(SORTED, sort={"by": "PRICE"})
    assert code == "BAD_USER_INPUT"
    assert message.startswith("prices of one currency have an order")


@pytest.mark.parametrize(
    ("chosen", "problem"),
    [
        ({"parameters": {"weight": {"gte": 1, "unit": "MAH"}}}, "weight is not measured in MAH"),
        ({"brands": ["b"] * 51}, "`ids` has 51 choices; at most 50 are taken"),
        ({"features": ["b"] * 51}, "`features` has 51 choices"),
        ({"parameters": {"os": {"any": ["x"] * 51}}}, "`os` has 51 choices"),
        ({"parameters": {"os": {"any": ["x" * 201]}}}, "a choice of `os` has 201 characters"),
    ],
)
async def test_a_filter_that_cannot_be_is_refused(api: Api, chosen: dict[str, Any], problem: str) -> None:
    code, message = await api.refused(PAGE, filter=chosen)
    assert (code, message[: len(problem)]) == ("BAD_USER_INPUT", problem)


async def test_what_an_entity_leads_to_is_listed_from_there(api: Api, statements_read: list[str]) -> None:
    answer = await api.ask(
        """query($brand: ID!, $chosen: ProductFilter!) { brand(id: $brand) {
             products(filter: $chosen, first: 1) { totalCount edges { node { id
               model { products { edges { node { id } } } }
               category { products(first: 1) { totalCount } } } } } } }""",
        brand=shop.HUAWEI,
        chosen={"features": [shop.CHARGING]},
    )
    found = answer["brand"]["products"]
    assert found["totalCount"] == 2
    (edge,) = found["edges"]
    assert edge["node"]["id"] == shop.MATE_128
    assert [edge["node"]["id"] for edge in edge["node"]["model"]["products"]["edges"]] == ALL[:2]
    assert edge["node"]["category"]["products"]["totalCount"] == 4


async def test_an_empty_page_has_no_cursors(api: Api) -> None:
    ids, info = await page(api, filter={"brand": "brand/none"})
    assert ids == []
    assert info == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


async def test_a_cursor_that_is_none_is_refused(api: Api) -> None:
    code, message = await api.refused(PAGE, after="product/1")
    assert code == "BAD_USER_INPUT"
    assert message.startswith("`after` is not a cursor")
