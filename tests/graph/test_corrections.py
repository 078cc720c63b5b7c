"""A correction outweighs what texts state, is one fact with one source, and is taken back without a trace."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import neo4j
import pytest

from graph.corrections import Corrected, Correction
from graph.errors import DecisionError
from graph.ledger import Ledger
from graph.lists import AnyOf, ListReader, Sought
from graph.merchandising import Merchandising
from graph.reader import Reader
from graph.records import Entity, Parameter
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop
from tests.graph.snapshots import snapshot, unaudited

BY = "key ada"
BATTERY_4500 = Parameter(
    "parameter/battery_capacity/4500/mAh", "battery_capacity", "4500", "mAh", "4500 mAh", 4500.0
)
BLUE = Parameter("parameter/color/blue", "color", "blue", "", "blue")


@pytest.fixture
def graph(clean_graph: neo4j.Driver) -> neo4j.Driver:
    return shop.build_shop(clean_graph)


@pytest.fixture
def desk(graph: neo4j.Driver) -> Merchandising:
    return Merchandising(graph, Ledger(graph))


def battery(value: Parameter = BATTERY_4500, subject: str = shop.MATE_128) -> Correction:
    return Correction(subject, "HAS_PARAMETER", value, "the maker's page says so")


async def parameters(async_driver: neo4j.AsyncDriver, product: str) -> dict[str, list[str]]:
    details = await Reader(Statements(async_driver)).details([product])
    return {
        view.attribute: [view.text, *(other.text for other in view.others)]
        for view in details[product].parameters
    }


async def test_the_corrected_value_stands_with_the_others_beside_it(
    desk: Merchandising, async_driver: neo4j.AsyncDriver
) -> None:
    assert (await parameters(async_driver, shop.MATE_128))["battery_capacity"] == ["4400mAh", "4300mAh"]
    done = desk.correct(battery(), BY)
    assert (done.subject, done.object) == (shop.MATE, BATTERY_4500.id)
    for product in (shop.MATE_128, shop.MATE_256):
        found = (await parameters(async_driver, product))["battery_capacity"]
        assert found == ["4500 mAh", "4400mAh", "4300mAh"]


async def test_lists_go_by_the_corrected_value(desk: Merchandising, async_driver: neo4j.AsyncDriver) -> None:
    lists = ListReader(Statements(async_driver))

    async def having(value: str) -> list[str]:
        page = await lists.page(Sought((AnyOf((value,)),)), 10)
        return [card.id for card in page.cards]

    assert await having(shop.BATTERY_4400) == [shop.MATE_128, shop.MATE_256]
    desk.correct(battery(), BY)
    assert await having(shop.BATTERY_4400) == []
    assert await having(BATTERY_4500.id) == [shop.MATE_128, shop.MATE_256]


async def test_a_feature_is_denied_and_a_brand_set_right(
    desk: Merchandising, async_driver: neo4j.AsyncDriver
) -> None:
    reader = Reader(Statements(async_driver))
    desk.correct(Correction(shop.MATE, "LACKS_FEATURE", shop.CHARGING, "tried"), BY)
    desk.correct(Correction(shop.MATE_128, "MADE_BY", shop.XIAOMI, "sold"), BY)
    (has,) = [
        view
        for view in (await reader.details([shop.MATE_128]))[shop.MATE_128].features
        if view.node.id == shop.CHARGING
    ]
    assert (has.present, has.contested) == (False, True)
    card = (await reader.cards([shop.MATE_128]))[shop.MATE_128]
    assert card.brand
    assert card.brand.id == shop.XIAOMI


@pytest.mark.parametrize("correction", [
    battery(),
    battery(subject=shop.MATE),
    battery(subject=shop.LONELY),
    Correction(shop.MATE_128, "HAS_PARAMETER", BLUE, "seen"),
    Correction(shop.MATE, "LACKS_FEATURE", shop.NFC, "tried"),
    Correction(shop.P40_128, "HAS_FEATURE", shop.NFC, "tried"),
    Correction(shop.MATE, "MADE_BY", shop.SONY, "sold"),
    Correction(shop.MI, "IN_CATEGORY", shop.HEADPHONES, "moved"),
])  # fmt: skip
def test_undone_it_leaves_the_graph_that_never_had_it(
    desk: Merchandising, graph: neo4j.Driver, correction: Correction
) -> None:
    before = unaudited(graph)
    source = desk.correct(correction, BY).source
    assert unaudited(graph) != before
    desk.undo_correction(source, BY)
    assert unaudited(graph) == before


def test_the_same_again_changes_nothing_and_another_takes_its_place(
    desk: Merchandising, graph: neo4j.Driver
) -> None:
    first = desk.correct(battery(), BY)
    once = unaudited(graph)
    assert desk.correct(battery(), BY) == first
    assert unaudited(graph) == once
    other = Parameter(
        "parameter/battery_capacity/4600/mAh", "battery_capacity", "4600", "mAh", "4600mAh", 4600.0
    )
    second = desk.correct(battery(other), BY)
    assert second.source != first.source
    rows = graph.execute_query("MATCH (s:Source {kind: 'correction'}) RETURN s.id AS id").records
    assert [row["id"] for row in rows] == [second.source]


def test_of_two_at_a_time_one_stands(desk: Merchandising, graph: neo4j.Driver) -> None:
    amounts = range(5000, 5008)
    values = [
        Parameter(f"parameter/battery_capacity/{n}/mAh", "battery_capacity", f"{n}", "mAh", f"{n} mAh", n)
        for n in amounts
    ]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda value: desk.correct(battery(value), BY), values))
    rows = graph.execute_query("MATCH (s:Source {kind: 'correction'}) RETURN s.id AS id").records
    assert len(rows) == 1
    numbers = graph.execute_query("MATCH (c:Change) RETURN collect(c.number) AS n").records[0]["n"]
    assert len(set(numbers)) == len(amounts)


def test_edges_are_derived_from_the_facts_alone(desk: Merchandising, graph: neo4j.Driver) -> None:
    desk.correct(battery(), BY)
    derived = unaudited(graph)
    Ledger(graph).rebuild()
    assert unaudited(graph) == derived


def test_its_words_stand_in_its_source(desk: Merchandising, graph: neo4j.Driver) -> None:
    desk.correct(battery(), BY)
    (row,) = graph.execute_query(
        "MATCH (f:Fact {extractor: 'correction'})-[:STATED_IN]->(s:Source)-[:ABOUT]->(p) RETURN f, s, p.id AS about"
    ).records
    text, fact = row["s"]["text"], row["f"]
    assert text[fact["start"] : fact["end"]] == fact["mention"] == "4500 mAh"
    assert text.endswith("\nthe maker's page says so")
    assert (row["s"]["kind"], row["about"]) == ("correction", shop.MATE_128)
    assert BY not in str(row["s"])


@pytest.mark.parametrize(("correction", "problem"), [
    (battery(subject="product/none"), "no product or model has the id 'product/none'"),
    (battery(subject=shop.HUAWEI), "no product or model"),
    (Correction(shop.MATE, "HAS_PARAMETER", BLUE, ""), "tells variants of a model apart"),
    (Correction(shop.MATE, "MADE_BY", shop.NFC, ""), "is Feature: MADE_BY names a Brand"),
    (Correction(shop.MATE, "HAS_FEATURE", "feature/none", ""), "is not there"),
])  # fmt: skip
def test_what_does_not_fit_changes_nothing(
    desk: Merchandising, graph: neo4j.Driver, correction: Correction, problem: str
) -> None:
    before = snapshot(graph)
    with pytest.raises(DecisionError, match=problem):
        desk.correct(correction, BY)
    assert snapshot(graph) == before
    with pytest.raises(DecisionError, match="no correction has the source"):
        desk.undo_correction("none", BY)


def test_of_a_merged_model_it_goes_where_that_was_merged(desk: Merchandising, graph: neo4j.Driver) -> None:
    twin = "model/huawei/mate-40-pro-2"
    Writer(graph).entities([Entity("Model", twin, "Mate 40 Pro 2")], given=True)
    desk.merge(twin, shop.MATE, BY)
    assert isinstance(desk.correct(battery(subject=twin), BY), Corrected)
    query = "MATCH (m {id: $id})-[has:HAS_PARAMETER {corrected: true}]->(p) RETURN p.id AS id"
    assert [row["id"] for row in graph.execute_query(query, id=shop.MATE).records] == [BATTERY_4500.id]
    desk.split(twin, BY)
    assert [row["id"] for row in graph.execute_query(query, id=twin).records] == [BATTERY_4500.id]
