"""Names that texts give and no entity has: proposed, decided on, and merged."""

from __future__ import annotations

from pathlib import Path

import neo4j
import pytest

from daogou.console import Screen
from daogou.pipeline.texts import extract_loaded
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.ledger import Ledger
from graph.records import Product, Source
from graph.writer import Writer
from tests.graph.snapshots import snapshot

PRODUCT = "product/1"
TITLES = ("华为 Foobar 9 Ultra 12GB", "华为Foobar9 Ultra 手机", "Zeblaze Vibe 7 with wireless charging")
FOOBAR = "proposal/model/huawei/foobar9ultra"


def write_titles(driver: neo4j.Driver, titles: tuple[str, ...] = TITLES) -> list[Source]:
    writer = Writer(driver)
    writer.products([Product(PRODUCT, "A phone")])
    sources = [Source("title", text, f"t{n}", "zh", PRODUCT) for n, text in enumerate(titles)]
    writer.sources(sources)
    return sources


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    return Services(Settings(home=tmp_path / "home"), Screen(json=True), connection, clean_graph)


def proposals(driver: neo4j.Driver) -> dict[str, dict[str, object]]:
    rows = driver.execute_query("MATCH (p:Proposal) RETURN p").records
    return {row["p"]["id"]: dict(row["p"]) for row in rows}


def test_names_that_no_entity_has_are_proposed(services: Services) -> None:
    write_titles(services.driver)
    assert extract_loaded(services)["texts"] == 3
    found = proposals(services.driver)
    assert set(found) == {FOOBAR, "proposal/model/zeblaze/vibe7"}
    assert (found[FOOBAR]["name"], found[FOOBAR]["support"], found[FOOBAR]["brand"]) == (
        "Foobar 9 Ultra", 2, "brand/huawei",
    )  # fmt: skip


def test_a_proposal_goes_with_its_last_text(services: Services) -> None:
    first, *others = write_titles(services.driver, TITLES[:1])
    write_titles(services.driver, TITLES[2:])
    extract_loaded(services)
    assert FOOBAR in proposals(services.driver)
    Ledger(services.driver).retract(first.id)
    assert FOOBAR not in proposals(services.driver)
    assert not others


def test_texts_read_again_double_no_proposal(services: Services) -> None:
    write_titles(services.driver)
    extract_loaded(services)
    before = snapshot(services.driver)
    services.driver.execute_query("MATCH (s:Source) SET s.extracted = 'daogou@older'")
    assert extract_loaded(services)["texts"] == 3
    assert snapshot(services.driver) == before
