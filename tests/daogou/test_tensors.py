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
    assert relations["PURCHASED", "product"] == [("ann", "P0"), ("ann", "P2"), ("bob", "P1")]
    assert relations["ALSO_BOUGHT", "product"] == [("P0", "P1")]
    assert relations["ALSO_BOUGHT", "related"] == [("P0", "R0"), ("P2", "R1")]
    assert relations["brand", "brand"] == [("P0", "acme"), ("P2", "acme")]
    assert relations["category", "category"] == [("P0", "cases"), ("P0", "phones"), ("P2", "phones")]
    assert data.positives == ("PURCHASED", "ADDED_TO_CART", "RATED", "REVIEWED")
