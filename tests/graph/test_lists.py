"""Lists of products on the sample shop: conditions, orders, pages and what there is to filter by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from graph.lists import ALL, BY_ID, COUNTED, LAST, START, Among, AnyOf, Between, ListReader, Order, Sought
from graph.queries import load_queries
from graph.records import Product
from graph.statements import Statements
from graph.views.lists import Place
from graph.writer import Writer
from tests import graph_samples as shop

EVERY = [shop.MATE_128, shop.MATE_256, shop.P40_128, shop.MI_128, shop.WH_BLACK, shop.LONELY]
MATES = EVERY[:2]
BATTERY = ("battery_capacity", "mAh")


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def lists(async_driver: neo4j.AsyncDriver) -> ListReader:
    return ListReader(Statements(async_driver))


async def ids(lists: ListReader, sought: Sought, order: Order = BY_ID, size: int = 2) -> list[str]:
    """Return all that is found, page by page."""
    seen: list[str] = []
    after, more = START, True
    while more:
        page = await lists.page(sought, size, order, after)
        seen += [card.id for card in page.cards]
        more = page.more
        after = Place(page.ranks[-1], page.cards[-1].id) if page.cards else START
    return seen


@pytest.mark.parametrize(
    ("sought", "expected"),
    [
        (Sought(), EVERY),
        (Sought((AnyOf((shop.HUAWEI,)),)), EVERY[:3]),
        (Sought((AnyOf((shop.SONY, shop.XIAOMI)),)), [shop.MI_128, shop.WH_BLACK]),
        (Sought((AnyOf((shop.CHARGING,)), AnyOf((shop.XIAOMI,)))), [shop.MI_128]),
        (Sought((AnyOf((shop.PHONE,)),), least=4000, most=5000, currency="CNY"), [shop.MATE_128]),
        (Sought(currency="EUR"), []),
        (Sought(in_stock=True), []),
        (Sought((AnyOf(("brand/none",)),)), []),
        (Sought((AnyOf((shop.HUAWEI,)), AnyOf(()))), []),
        (Sought((Between(*BATTERY, least=4400),)), [*MATES, shop.MI_128]),
        (Sought((Between(*BATTERY, least=4401),)), [shop.MI_128]),
        (Sought((Between(*BATTERY, most=4400), AnyOf((shop.CHARGING,)))), MATES),
        (Sought((Between("battery_capacity", "Wh", least=1),)), []),
        (Sought((Among("color", ("RED", "blue")),)), [shop.MATE_256]),
        (Sought((Among("color", ("blue",)),)), []),
    ],
)
async def test_what_meets_every_part_is_found(lists: ListReader, sought: Sought, expected: list[str]) -> None:
    assert await ids(lists, sought) == expected


@pytest.mark.parametrize("group", [shop.PHONE, shop.HUAWEI, shop.XIAOMI, shop.SONY, shop.NFC, shop.CHARGING])
@pytest.mark.parametrize("size", [1, 3])
async def test_the_order_by_id_finds_what_every_order_finds(lists: ListReader, group: str, size: int) -> None:
    # By id a group that most products are in is looked up from the products, and not the products from the group.
    sought = Sought((AnyOf((group,)),), least=1000)
    found = await ids(lists, sought, size=size)
    assert found == sorted(await ids(lists, sought, Order("POPULARITY"), size))
    assert found


async def test_of_a_contested_value_only_the_one_that_is_shown_counts(lists: ListReader) -> None:
    # Two sources say 4400, one says 4300; the values are told apart in the first condition as in a later one.
    for more in ((), (AnyOf((shop.MATE, shop.HUAWEI)),)):
        assert await ids(lists, Sought((Between(*BATTERY, most=4399), *more))) == []


async def test_a_feature_that_more_sources_deny_does_not_count(
    lists: ListReader, driver: neo4j.Driver
) -> None:
    assert shop.P40_128 in await ids(lists, Sought((AnyOf((shop.NFC,)),)))
    with driver.session() as session:
        deny = "MATCH (:Model {id: $id})-[no:LACKS_FEATURE]->() SET no.support = no.support + $more"
        session.run(deny, id=shop.P40, more=1).consume()
        try:
            assert shop.P40_128 not in await ids(lists, Sought((AnyOf((shop.NFC,)),)))
            assert await ids(lists, Sought((AnyOf((shop.HUAWEI,)), AnyOf((shop.NFC,))))) == MATES
            nfc = dict((await lists.facets(ALL, ["features"])).features)
            assert {node.id: size for node, size in nfc.items()}[shop.NFC] == 2
        finally:
            session.run(deny, id=shop.P40, more=-1).consume()


async def test_what_is_less_sure_than_the_threshold_does_not_count(async_driver: neo4j.AsyncDriver) -> None:
    # One source says that the Mi charges without a cable, two say it of the Mate.
    strict = ListReader(Statements(async_driver, shown=0.95))
    assert await ids(strict, Sought((AnyOf((shop.CHARGING,)),))) == MATES


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order("PRICE"), [shop.WH_BLACK, shop.MI_128, shop.P40_128, *MATES, shop.LONELY]),
        (
            Order("PRICE", descending=True),
            [*MATES[::-1], shop.P40_128, shop.MI_128, shop.WH_BLACK, shop.LONELY],
        ),
        (
            Order("POPULARITY", descending=True),
            [shop.MI_128, shop.MATE_128, shop.P40_128, shop.WH_BLACK, shop.MATE_256, shop.LONELY],
        ),
        (
            Order("RELEASED", descending=True),
            [shop.MI_128, *MATES, shop.WH_BLACK, shop.P40_128, shop.LONELY],
        ),
        (Order(*BATTERY), [*MATES, shop.MI_128, shop.P40_128, shop.WH_BLACK, shop.LONELY]),
        (Order(*BATTERY, descending=True), [shop.MI_128, *MATES, shop.P40_128, shop.WH_BLACK, shop.LONELY]),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 6])
async def test_pages_of_an_order_follow_each_other_without_gap_or_overlap(
    lists: ListReader, order: Order, expected: list[str], size: int
) -> None:
    assert await ids(lists, ALL, order, size) == expected


async def test_what_comes_in_between_shifts_no_page_of_an_order(
    lists: ListReader, driver: neo4j.Driver
) -> None:
    page = await lists.page(ALL, 2, Order("PRICE"))
    Writer(driver).products(
        [Product("product/0", "Cheap", 1.0, "CNY"), Product("product/21", "Dear", 4000.0, "CNY")]
    )
    try:
        rest = await lists.page(ALL, 3, Order("PRICE"), Place(page.ranks[-1], page.cards[-1].id))
    finally:
        with driver.session() as session:
            session.run("MATCH (p:Product) WHERE p.title IN ['Cheap', 'Dear'] DELETE p").consume()
    assert [card.id for card in rest.cards] == [shop.P40_128, "product/21", shop.MATE_128]


async def test_what_lacks_the_ordered_number_has_the_last_rank(lists: ListReader) -> None:
    assert (await lists.page(ALL, 6, Order(*BATTERY))).ranks == (4400.0, 4400.0, 4600.0, LAST, LAST, LAST)


async def test_facets_count_products_of_what_is_found(lists: ListReader) -> None:
    facets = await lists.facets(
        Sought((AnyOf((shop.PHONE,)),)),
        ["brands", "categories", "features", "parameters", "prices", "inStock"],
        ["battery_capacity", "color"],
    )
    assert (facets.total, facets.counted, facets.in_stock) == (4, 4, 0)
    assert [(node.id, products) for node, products in facets.brands] == [(shop.HUAWEI, 3), (shop.XIAOMI, 1)]
    assert [(node.id, products) for node, products in facets.categories] == [(shop.PHONE, 4)]
    assert {node.id: products for node, products in facets.features} == {
        shop.CHARGING: 3, shop.NFC: 3, shop.SCREEN: 2,
    }  # fmt: skip
    assert {(value.attribute, value.value): value.products for value in facets.parameters} == {
        ("battery_capacity", "4400"): 2,
        ("battery_capacity", "4600"): 1,
        ("color", "red"): 1,
    }
    assert facets.prices == (("CNY", 3799.0, 1), ("CNY", 3999.0, 1), ("CNY", 4999.0, 1), ("CNY", 5499.0, 1))


async def test_every_count_of_a_facet_is_what_filtering_by_it_finds(lists: ListReader) -> None:
    facets = await lists.facets(ALL, ["brands", "features", "parameters"], ["battery_capacity", "color"])
    for node, products in (*facets.brands, *facets.features):
        assert len(await ids(lists, Sought((AnyOf((node.id,)),)))) == products
    for value in facets.parameters:
        group = (
            Among(value.attribute, (value.value,))
            if value.number is None
            else Between(value.attribute, value.unit, value.number, value.number)
        )
        assert len(await ids(lists, Sought((group,)))) == value.products


async def test_facets_that_nobody_asks_for_are_not_read(lists: ListReader) -> None:
    facets = await lists.facets(ALL, [])
    assert (facets.total, facets.brands, facets.parameters, facets.in_stock) == (6, (), (), None)
    assert facets.counted <= COUNTED


async def test_both_statements_are_planned_ahead(lists: ListReader) -> None:
    await lists.prepare()


@pytest.mark.parametrize("name", ["list_page", "list_facets"])
def test_what_is_sought_is_found_by_an_index(driver: neo4j.Driver, name: str) -> None:
    query = load_queries()[name]
    params = {param: {} if param == "sought" else 1 for param in query.params}
    with driver.session() as session:
        plan = session.run("EXPLAIN " + query.text, params).consume().plan
    assert plan
    scans = [step["args"]["Details"] for step in steps(plan) if "Scan" in step["operatorType"]]
    assert scans == ["product:Product"]  # where there is an order and no condition


def steps(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", ()):
        yield from steps(child)
