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


async def test_an_empty_page_has_no_cursors(api: Api) -> None:
    ids, info = await page(api, filter={"brand": "brand/none"})
    assert ids == []
    assert info == {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


async def test_a_cursor_that_is_none_is_refused(api: Api) -> None:
    code, message = await api.refused(PAGE, after="product/1")
    assert code == "BAD_USER_INPUT"
    assert message.startswith("`after` is not a cursor")
