"""A loaded graph as tensors."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from daogou.console import Screen
from daogou.pipeline.feeds import load_pgpr
from daogou.pipeline.tensors import export_tensors
from daogou.services import Services
from daogou.settings import Settings
from gnn.graph_data import Edges
from graph.driver import Connection
from graph.recall import EVENT_WEIGHTS
from graph.records import Event, Product
from tests.daogou.test_datasets import folder


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


def test_purchases_and_what_products_share_become_edges(services: Services, tmp_path: Path) -> None:
    load_pgpr(services, folder(tmp_path))
    data = export_tensors(services)

    def named(edges: Edges) -> list[tuple[str, str]]:
        source, target = data.nodes[edges.source], data.nodes[edges.target]
        return sorted((source[a].split("/")[-1], target[b].split("/")[-1]) for a, b in edges.pairs)

    relations = {(edges.name, edges.target): named(edges) for edges in data.relations}
    assert named(data.behaviour) == [("ann", "P0"), ("ann", "P2"), ("bob", "P1")]
    assert data.behaviour.weighed().tolist() == [1, 1, 1]
    assert relations["ALSO_BOUGHT", "product"] == [("P0", "P1")]
    assert relations["ALSO_BOUGHT", "related"] == [("P0", "R0"), ("P2", "R1")]
    assert relations["brand", "brand"] == [("P0", "acme"), ("P2", "acme")]
    assert relations["category", "category"] == [("P0", "cases"), ("P0", "phones"), ("P2", "phones")]
    assert len(data.interactions()) == 3


def test_a_look_tells_less_than_a_purchase_and_is_not_to_be_found(services: Services) -> None:
    services.writer.products([Product(f"product/{n}", f"P{n}") for n in (1, 2)])
    services.writer.users(["user/a"])
    looked, bought = ("view", "product/1"), ("purchase", "product/2")
    events = [(*looked, 1), (*looked, 2), ("view", "product/2", 3), (*bought, 4)]
    services.writer.events(
        Event(f"event/{n}", kind, "user/a", f"2026-05-01T12:0{n}:00.000Z", product)
        for kind, product, n in events
    )
    data = export_tensors(services)
    weights = {
        data.nodes["product"][p]: w
        for (_, p), w in zip(data.behaviour.pairs, data.behaviour.weighed(), strict=True)
    }
    assert weights == {"product/1": EVENT_WEIGHTS["VIEWED"], "product/2": EVENT_WEIGHTS["PURCHASED"]}
    assert [data.nodes["product"][p] for _, p in data.interactions()] == ["product/2"]
