"""A loaded graph as a data set."""

from __future__ import annotations

from pathlib import Path

import neo4j
import numpy as np
import pytest

from daogou.console import Screen
from daogou.pipeline.behaviour import export_dataset
from daogou.pipeline.feeds import load_pgpr
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.recall import EVENT_WEIGHTS
from graph.records import Event, Product
from tests.daogou.test_datasets import folder


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


def test_purchases_and_what_products_share_are_read(services: Services, tmp_path: Path) -> None:
    load_pgpr(services, folder(tmp_path))
    data = export_dataset(services)
    users, items = ([id_.split("/")[-1] for id_ in ids] for ids in (data.users, data.items))
    bought = {(users[row], items[column]) for row, column in zip(data.rows, data.columns, strict=True)}
    assert bought == {("ann", "P0"), ("ann", "P2"), ("bob", "P1")}
    assert data.taken().data.tolist() == [1, 1, 1]
    knowledge = data.knowledge
    own = knowledge.neighbours["also_bought"].toarray()
    assert {(items[row], column) for row, column in np.argwhere(own[:, : len(items)])} == {
        ("P0", items.index("P1"))
    }
    assert [items[row] for row, _ in np.argwhere(own[:, len(items) :])] == ["P0", "P2"]
    counts = {name: matrix.sum(axis=0).tolist() for name, matrix in knowledge.relations.items()}
    assert counts == {"brand": [2], "category": [1, 2]}
    assert {name: len(ids) for name, ids in knowledge.names.items()} == {"brand": 1, "category": 2}
    assert knowledge.prices is None


def test_a_look_tells_less_than_a_purchase_and_is_not_to_be_found(services: Services) -> None:
    services.writer.products([Product(f"product/{n}", f"P{n}") for n in (1, 2)])
    services.writer.users(["user/a"])
    looked, bought = ("view", "product/1"), ("purchase", "product/2")
    events = [(*looked, 1), (*looked, 2), ("view", "product/2", 3), (*bought, 4)]
    services.writer.events(
        Event(f"event/{n}", kind, "user/a", f"2026-05-01T12:0{n}:00.000Z", product)
        for kind, product, n in events
    )
    data = export_dataset(services)
    assert data.taken().toarray().tolist() == [[EVENT_WEIGHTS["VIEWED"], EVENT_WEIGHTS["PURCHASED"]]]
    assert data.sought().taken().toarray().tolist() == [[0, EVENT_WEIGHTS["PURCHASED"]]]


def test_prices_are_those_of_the_commonest_currency(services: Services) -> None:
    given = [("1", 100.0, "CNY"), ("2", 200.0, "CNY"), ("3", 30.0, "EUR"), ("4", None, None)]
    services.writer.users(["user/a"])
    services.writer.products(
        [Product(f"product/{n}", f"P{n}", price=price, currency=currency) for n, price, currency in given]
    )
    prices = export_dataset(services).knowledge.prices
    assert prices is not None
    assert np.exp(prices[:2]).tolist() == pytest.approx([100, 200])
    assert np.isnan(prices[2:]).all()
