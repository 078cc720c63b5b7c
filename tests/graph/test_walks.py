"""Walks on the sample shop."""

from __future__ import annotations

import neo4j
import pytest

from graph.statements import Statements
from graph.walks import WalkReader
from tests import graph_samples as shop

ALL = ("OF_MODEL", "MADE_BY", "HAS_FEATURE", "HAS_PARAMETER", "BOUGHT_TOGETHER")


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def walks(async_driver: neo4j.AsyncDriver) -> WalkReader:
    return WalkReader(Statements(async_driver))


async def test_the_best_supported_relations_of_a_node_are_taken(walks: WalkReader) -> None:
    found = await walks.neighbourhood(shop.MATE, 1, ("HAS_PARAMETER",), most=10, fan=1)
    assert found
    assert [edge.target for edge in found.edges] == [shop.BATTERY_4400]
    assert not found.complete
    both = await walks.neighbourhood(shop.MATE, 1, ("HAS_PARAMETER",), most=10, fan=2)
    assert both
    assert {edge.target: edge.support for edge in both.edges} == {shop.BATTERY_4400: 2, shop.BATTERY_4300: 1}
    assert both.complete


async def test_an_edge_between_drawn_nodes_is_drawn_though_there_is_room_for_no_more(
    walks: WalkReader,
) -> None:
    found = await walks.neighbourhood(shop.MATE_128, 2, ALL, most=3, fan=10)
    assert found
    assert len(found.nodes) == 3
    ids = {node.id for node, _ in found.nodes}
    assert {end for edge in found.edges for end in (edge.source, edge.target)} <= ids


async def test_what_is_less_sure_than_the_threshold_is_not_walked(async_driver: neo4j.AsyncDriver) -> None:
    strict = WalkReader(Statements(async_driver, shown=0.95))
    found = await strict.neighbourhood(shop.MI, 1, ALL, most=10, fan=10)
    assert found
    assert [node.id for node, _ in found.nodes] == [shop.MI]
    assert await strict.paths(shop.MI_128, shop.NFC, 3, 5) == []
    assert [
        len(path) for path in await WalkReader(Statements(async_driver)).paths(shop.P40_128, shop.NFC, 3, 1)
    ] == [2]


async def test_both_statements_are_planned_ahead(walks: WalkReader) -> None:
    await walks.prepare()
