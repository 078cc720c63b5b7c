"""Behaviour in a graph to segments and profiles in the graph."""

from __future__ import annotations

from pathlib import Path

import neo4j
import numpy as np
import pytest

from daogou.commands.profiles import profiles_build
from daogou.console import Screen
from daogou.pipeline.profiles import build_profiles
from daogou.services import Services
from daogou.settings import Settings
from graph.driver import Connection
from graph.ledger import Ledger
from graph.people import PeopleReader
from graph.records import Entity, Event, Fact, Product, Source
from graph.statements import Statements

SHOPPERS, EACH = 48, 6
PHONE, BRANDS, NFC = "category/phone", ("brand/a", "brand/b"), "feature/nfc"
TODAY, LATER = "2026-06-01T00:00:00.000Z", "2026-06-01T00:01:00.000Z"


@pytest.fixture
def services(clean_graph: neo4j.Driver, connection: Connection, tmp_path: Path) -> Services:
    """Half of the shoppers take the cheap brand a, half the dear brand b; one searches for NFC and writes of it."""
    made = Services(Settings(home=tmp_path), Screen(json=True), connection, clean_graph)
    brands = [Entity("Brand", "brand/a", "A"), Entity("Brand", "brand/b", "B")]
    made.writer.entities(
        [Entity("Category", PHONE, "phone"), Entity("Feature", NFC, "NFC"), *brands], given=True
    )
    sources, facts = [], []
    for brand, letter in enumerate("ab"):
        for n in range(EACH):
            product = f"product/{letter}{n}"
            made.writer.products(
                [Product(product, f"{letter.upper()} phone", 1000.0 + 4000 * brand + n, "CNY")]
            )
            source = Source("title", f"{letter.upper()} phone", product, "en", product)
            sources.append(source)
            facts += [
                Fact(product, "MADE_BY", BRANDS[brand], source.id, 0, 1, letter.upper(), "sample", "1"),
                Fact(product, "IN_CATEGORY", PHONE, source.id, 2, 7, "phone", "sample", "1"),
            ]
    review = Source("review", "NFC is great", "review/1", "en", "product/a0", author="user/00", read_at=TODAY)
    facts.append(
        Fact("product/a0", "PRAISED_FOR", NFC, review.id, 0, 3, "NFC", "sample", "1", polarity="positive")
    )
    made.writer.sources([*sources, review])
    assert (
        not Ledger(clean_graph)
        .record_read([s.id for s in (*sources, review)], facts, mark="sample@1")
        .missing
    )
    made.writer.events(_events())
    return made


def _events() -> list[Event]:
    rng = np.random.default_rng(5)
    events = [Event("search/1", "search", "user/00", LATER, query="NFC", asks_for=(NFC,))]
    for user in range(SHOPPERS):
        for n in range(8):
            letter = "ab"[user % 2] if rng.random() < 0.9 else "ab"[1 - user % 2]
            product = f"product/{letter}{rng.integers(EACH)}"
            events.append(Event(f"event/{user}/{n}", "view", f"user/{user:02d}", TODAY, product))
    return events


async def test_profiles_are_built_published_and_read(
    services: Services, async_driver: neo4j.AsyncDriver
) -> None:
    built = build_profiles(services)
    assert built.chosen is not None
    assert built.chosen.groups == 2
    people = PeopleReader(Statements(async_driver))
    segments = {segment.name_en: segment for segment in await people.segments()}
    assert segments.keys() == {"Price-conscious A buyers", "High-end B buyers"}
    dear = segments["High-end B buyers"]
    assert dear.size == SHOPPERS / 2
    assert dear.price_low
    assert dear.price_low >= 5000
    assert dear.told_apart_by
    assert {product[:9] for product, _ in dear.products} == {"product/b"}
    node, lift = dear.prefers[0]
    assert (node.id, lift.count, lift.everybody) == ("brand/b", 24, 24)
    shopper = await people.profile("user/00")
    assert shopper
    ((segment, score),) = shopper.segments
    assert (segment.name_en, 0.5 <= score <= 1) == ("Price-conscious A buyers", True)
    assert shopper.measures.events == 10  # eight views, a search, and what the review speaks of
    assert shopper.measures.price_sensitivity
    assert shopper.measures.price_sensitivity > 0.6
    prefers = {own.node.id: own.events for own in shopper.prefers}
    assert prefers[NFC][0] == "search/1"
    assert len(prefers["brand/a"]) >= 6


def test_a_rebuild_changes_nothing_and_keeps_ids(services: Services) -> None:
    first = build_profiles(services)
    before = services.driver.execute_query("MATCH (n:Segment) RETURN n {.*} AS n ORDER BY n.id").records
    again = build_profiles(services)
    assert [segment.id for segment in again.segments] == [segment.id for segment in first.segments]
    assert again.last == first.last == 2
    after = services.driver.execute_query("MATCH (n:Segment) RETURN n {.*} AS n ORDER BY n.id").records
    assert [row["n"]["told_apart_by"] for row in after] == [row["n"]["told_apart_by"] for row in before]


def test_an_event_of_tomorrow_waits(services: Services) -> None:
    before = build_profiles(services).count
    services.writer.events([Event("late", "purchase", "user/new", "2999-01-01T00:00:00.000Z", "product/a1")])
    assert build_profiles(services).count == before


def test_groups_below_the_setting_are_not_published(services: Services) -> None:
    settings = Settings(home=services.settings.home, smallest_segment=100)
    own = Services(settings, services.screen, services.connection, services.driver)
    assert build_profiles(own).segments == ()
    rows = services.driver.execute_query("MATCH (s:Segment) RETURN count(s) AS n").records
    assert rows[0]["n"] == 0


def test_the_command_says_why(
    services: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", services.connection.uri)
    monkeypatch.setenv("NEO4J_USER", services.connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", services.connection.password)
    profiles_build()
    shown = capsys.readouterr()
    assert "2 groups has the highest stability × silhouette" in shown.out
    assert "HDBSCAN" in shown.err
    assert "High-end B buyers" in shown.err
