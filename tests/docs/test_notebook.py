"""The analyst's notebook: run cell by cell against the shop, and kept without what it showed."""

from __future__ import annotations

import json
from typing import Any

import neo4j
import pandas as pd
import pytest
from py2neo.errors import ClientError

from graph.driver import Connection
from graph.records import Event
from graph.writer import Writer
from tests import graph_samples as shop
from tests.docs.blocks import GUIDE
from tests.docs.conftest import SHOPPER

CELLS = json.loads((GUIDE / "analyst.ipynb").read_text("utf-8"))["cells"]
CODE = [cell for cell in CELLS if cell["cell_type"] == "code"]
LATER = "2026-05-03T09:00:00.000Z"
EVENTS = (
    Event("notebook/search", "search", shop.EVE, LATER, query="NFC", asks_for=(shop.NFC,)),
    Event("notebook/cart", "add_to_cart", SHOPPER, LATER, shop.P40_128),
)


@pytest.fixture
def found(
    guide_shop: neo4j.Driver, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Any]:
    """What the names of the notebook stand for when it has run; only its last cell, which closes, is left out."""
    Writer(guide_shop).events(EVENTS)
    monkeypatch.setenv("NEO4J_URI", connection.uri)
    monkeypatch.setenv("NEO4J_USER", connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", connection.password)
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(CODE[:-1]):
        exec(compile("".join(cell["source"]), f"analyst.ipynb, code {number}", "exec"), names)  # noqa: S102
    return names


def test_the_notebook_answers(found: dict[str, Any]) -> None:
    try:
        funnel, segments, sure = found["funnel"], found["segments"], found["sure"]
        assert funnel.loc["shopper", ["all", "viewed", "carted", "bought"]].tolist() == [6, 3, 1, 0]
        assert segments[["segment", "likes", "lift", "low"]].values.tolist() == [
            ["segment/1", shop.HUAWEI, 2.0, 1.2],
            ["segment/1", shop.NFC, 2.0, 1.2],
        ]
        assert len(sure) == len(segments)
        demand = found["demand"].set_index("id").loc[shop.NFC]
        assert (demand["searches"], demand["products"], demand["searches_a_product"]) == (1, 4, 0.25)
        facts, neighbours = found["facts"], found["neighbours"]
        battery = facts[facts["object"] == "4300mAh"].iloc[0]
        assert (battery["sentence"], battery["kind"], battery["origin"], battery["support"]) == (
            "Mine says 4300mAh.", "review", "review/1", 1,
        )  # fmt: skip
        assert (facts[facts["object"] == "4400mAh"]["support"] == 2).all()
        nearest = neighbours.groupby("product")["neighbour"].first()
        assert nearest[shop.MATE_128] == shop.MATE_256
        assert not (neighbours["product"] == neighbours["neighbour"]).any()
        with pytest.raises(ClientError, match="Writing in read access mode not allowed"):
            found["ask"]("CREATE (wrong:Wrong) RETURN wrong")
        assert isinstance(
            found["ask"]("MATCH (none:Brand {id: ''}) RETURN none.name AS name")["name"], pd.Series
        )
    finally:
        exec("".join(CODE[-1]["source"]), found)  # noqa: S102


def test_no_output_is_kept() -> None:
    assert [(cell["outputs"], cell["execution_count"]) for cell in CODE] == [([], None)] * len(CODE)
