"""Bought together, trending, popular in a segment, and what can be compared, on the sample shop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from graph.kinds import HALF_LIFE_DAYS, Comparable, KindsReader, Reach
from graph.ledger import Ledger
from graph.queries import load_queries
from graph.reader import Reader
from graph.records import Entity, Event, Fact, Product, Source
from graph.statements import Statements
from graph.within import Within
from graph.writer import Writer
from tests import graph_samples as shop

if TYPE_CHECKING:
    import neo4j

CHEAP = Within(most=4000, currency="CNY")
RIVAL, TWIN, LIGHT = "product/rival", "product/rival-256", "product/light"
TRAVEL = "usecase/travel"


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def statements(async_driver: neo4j.AsyncDriver) -> Statements:
    return Statements(async_driver)


@pytest.fixture
def reader(statements: Statements) -> KindsReader:
    return KindsReader(statements)


async def test_what_the_data_gives_comes_before_what_shoppers_bought(reader: KindsReader) -> None:
    found = await reader.bought_together(shop.MATE_128, 10)
    assert [(one.product, one.given, one.shoppers) for one in found] == [
        (shop.WH_BLACK, 0.9, 0),
        (shop.P40_128, 0.4, 0),
        (shop.MI_128, None, 1),
    ]
    bought = await reader.bought_together(shop.MI_128, 10)
    assert [(one.product, one.shoppers) for one in bought] == [(shop.MATE_128, 1), (shop.P40_128, 1)]
    assert await reader.bought_together("product/none", 10) == []
    assert len(await reader.bought_together(shop.MATE_128, 2)) == 2


async def test_constraints_leave_what_passes_them(reader: KindsReader, driver: neo4j.Driver) -> None:
    async def left(within: Within) -> list[str]:
        return [one.product for one in await reader.bought_together(shop.MATE_128, 10, within)]

    assert await left(CHEAP) == [shop.WH_BLACK, shop.P40_128, shop.MI_128]
    assert await left(replace(CHEAP, least=3800)) == [shop.P40_128]
    assert await left(Within(most=4000, currency="USD")) == []
    assert await left(Within(brand=shop.HUAWEI)) == [shop.P40_128]
    assert await left(Within(brand="brand/none")) == []
    assert await left(Within(in_stock=True)) == []
    stocked = [Product(shop.P40_128, "P40", in_stock=True), Product(shop.MI_128, "Mi", in_stock=False)]
    Writer(driver).products(stocked)
    try:
        assert await left(Within(in_stock=True)) == [shop.P40_128]
        assert await left(Within(in_stock=False)) == [shop.MI_128]
    finally:
        shop.build_shop(driver)


async def test_an_event_counts_half_with_every_half_life_before_the_newest(
    reader: KindsReader, driver: neo4j.Driver
) -> None:
    Writer(driver).events(
        Event(f"late/{at}", "purchase", f"user/{at}", f"2026-06-{at}T00:00:00.000Z", shop.LONELY)
        for at in ("01", "08", "15")
    )
    try:
        found = await reader.trending(10)
        assert HALF_LIFE_DAYS == 7
        assert (found[0].product, found[0].shoppers) == (shop.LONELY, 3)
        assert found[0].score == pytest.approx(1 + 0.5 + 0.25)
        # Six weeks before, three bought the Mi: the weights of May fade alike.
        assert [one.product for one in found][1] == shop.MI_128
        assert found[1].score == pytest.approx(3 * 0.5 ** (44.5 / 7), rel=0.01)
    finally:
        shop.build_shop(driver)


async def test_old_data_trends_by_its_own_newest_time_and_a_shopper_counts_once(
    reader: KindsReader, driver: neo4j.Driver
) -> None:
    Writer(driver).events(
        Event(f"again/{n}", "view", shop.EVE, f"2026-05-01T12:20:{n:02}.000Z", shop.P40_128) for n in range(9)
    )
    try:
        found = await reader.trending(10)
        assert [(one.product, one.shoppers) for one in found][:2] == [(shop.MI_128, 3), (shop.P40_128, 2)]
        (p40,) = [one for one in found if one.product == shop.P40_128]
        assert p40.shoppers == 2
        assert p40.score == pytest.approx(1.5, rel=0.01)  # one bought it, one looked at it
        assert [one.product for one in await reader.trending(10, Within(brand=shop.SONY))] == [shop.WH_BLACK]
    finally:
        shop.build_shop(driver)


async def test_trending_reads_the_newest_events_of_each_type_and_no_more(statements: Statements) -> None:
    found = await KindsReader(statements, Reach(events=1)).trending(10)
    assert {one.product for one in found} == {shop.P40_128}


def test_the_newest_events_are_read_from_an_index(driver: neo4j.Driver) -> None:
    query = load_queries()["kinds_trending"]
    with driver.session() as session:
        plan = session.run("EXPLAIN " + query.text, dict.fromkeys(query.params)).consume().plan
    operators = list(_operators(plan))
    # The index gives them in order, sought in or read from its end: nothing sorts all of them first.
    assert sum("RelationshipIndex" in name for name in operators) == 5
    assert not [name for name in operators if "TypeScan" in name or "Sort" in name or "AllNodes" in name]
    assert sum(name.startswith("Limit") for name in operators) == 5


def _operators(plan: object) -> list[str]:
    children = [name for child in plan.get("children", ()) for name in _operators(child)]  # type: ignore[attr-defined]
    return [plan["operatorType"], *children]  # type: ignore[index]


async def test_a_segment_does_most_with_what_most_of_it_bought(
    reader: KindsReader, statements: Statements
) -> None:
    found = await reader.popular_in("segment/1", 10)  # Ann, Bob and Dan
    assert [(one.product, one.score, one.shoppers) for one in found] == [
        (shop.MI_128, 2.0, 2),
        (shop.MATE_128, 1.5, 2),
        (shop.P40_128, 1.0, 1),
        (shop.WH_BLACK, 1.0, 1),
    ]
    assert [one.product for one in await reader.popular_in("segment/1", 1, Within(brand=shop.HUAWEI))] == [
        shop.MATE_128
    ]
    assert await reader.popular_in("segment/none", 10) == []
    few = await KindsReader(statements, Reach(peers=1)).popular_in("segment/1", 10)
    assert {one.shoppers for one in few} == {1}


async def test_what_is_comparable_shares_the_category_and_is_of_another_model(reader: KindsReader) -> None:
    origin, others = await _comparable(reader, shop.MI_128)
    assert origin.values["battery_capacity"].number == 4600
    assert (origin.model, origin.price, origin.currency) == (shop.MI, 3799, "CNY")
    assert [other.id for other in others] == [shop.MATE_128, shop.MATE_256, shop.P40_128]
    _, of_mate = await _comparable(reader, shop.MATE_128)
    assert [other.id for other in of_mate] == [shop.P40_128, shop.MI_128]
    assert await reader.comparable("product/none", ["weight"]) is None
    assert (await _comparable(reader, shop.LONELY))[1] == []


async def test_the_product_itself_need_not_pass_the_constraints(reader: KindsReader) -> None:
    found = await reader.comparable(shop.MATE_128, ["battery_capacity"], CHEAP)
    assert found
    assert found[0].id == shop.MATE_128
    assert [other.id for other in found[1]] == [shop.P40_128, shop.MI_128]
    cheaper = await reader.comparable(shop.MATE_128, [], Within(most=3800, currency="CNY"))
    assert cheaper
    assert [other.id for other in cheaper[1]] == [shop.MI_128]


async def test_contested_unsure_and_deleted_values_are_not_compared(
    reader: KindsReader, async_driver: neo4j.AsyncDriver, driver: neo4j.Driver
) -> None:
    mate, _ = await _comparable(reader, shop.MATE_128)
    assert mate.values == {}  # one source says 4400, another 4300
    sure = KindsReader(Statements(async_driver, shown=0.95))
    mate, _ = await _comparable(sure, shop.MATE_128)
    assert mate.values["battery_capacity"].number == 4400  # 0.99 sure; the other, 0.9, is not shown
    mi, _ = await _comparable(sure, shop.MI_128)
    assert mi.values == {}
    ledger = Ledger(driver)
    review = next(source for source, _ in shop.TEXTS if source.origin == "review/1")
    ledger.retract(review.id)
    try:
        mate, _ = await _comparable(reader, shop.MATE_128)
        assert mate.values["battery_capacity"].id == shop.BATTERY_4400
    finally:
        shop.build_shop(driver)


async def test_where_a_product_suits_a_use_the_others_suit_it_too(
    reader: KindsReader, driver: neo4j.Driver
) -> None:
    writer, text = Writer(driver), Source("description", "Made for travel", "page/9", "en", shop.MI_128)
    writer.entities([Entity("UseCase", TRAVEL, "travel", ("旅行",))], given=True)
    writer.sources([text])
    suits = [
        Fact(model, "SUITS", TRAVEL, text.id, 9, 15, "travel", "sample", "1", 0.9)
        for model in (shop.MI, shop.P40)
    ]
    try:
        Ledger(driver).record(suits[:1])
        assert (await _comparable(reader, shop.MI_128))[1] == []
        Ledger(driver).record(suits[1:])
        assert [other.id for other in (await _comparable(reader, shop.MI_128))[1]] == [shop.P40_128]
        # The Mate suits nothing, so anything may stand in for it.
        assert len((await _comparable(reader, shop.MATE_128))[1]) == 2
    finally:
        shop.build_shop(driver)


async def test_a_large_category_is_looked_at_from_the_nearest_products(statements: Statements) -> None:
    near = KindsReader(statements, Reach(neighbours=3, pool=1))
    _, others = await _comparable(near, shop.MATE_128)
    assert shop.P40_128 in {other.id for other in others}
    none = KindsReader(statements, Reach(neighbours=1, pool=1))
    assert len((await _comparable(none, shop.MATE_128))[1]) <= 2


async def test_similar_products_pass_the_constraints(statements: Statements) -> None:
    reader = Reader(statements)
    assert (await reader.similar(shop.MATE_128, 1))[0].card.id == shop.MATE_256
    # The one product that passes is not among the first: it is looked for further down.
    (only,) = await reader.similar(shop.MATE_128, 1, Within(brand=shop.XIAOMI))
    assert only.card.id == shop.MI_128
    found = await reader.similar(shop.MATE_128, 10, replace(CHEAP, least=3000))
    assert {like.card.id for like in found} == {shop.P40_128, shop.MI_128}


async def _comparable(reader: KindsReader, product: str) -> tuple[Comparable, list[Comparable]]:
    found = await reader.comparable(product, ["battery_capacity"])
    assert found
    return found
