"""What the recommender reads, on the sample shop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from graph.recall import EVENT_WEIGHTS, Limits, RecallReader
from graph.recorder import Recorder
from graph.records import Event
from graph.rules import MerchandisingRule, write_rules
from graph.statements import Statements
from recommend.proofs import Clue
from tests import graph_samples as shop

if TYPE_CHECKING:
    import neo4j


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def statements(async_driver: neo4j.AsyncDriver) -> Statements:
    return Statements(async_driver)


@pytest.fixture
def reader(statements: Statements) -> RecallReader:
    return RecallReader(statements)


async def test_evidence_holds_every_recall_and_what_is_owned(reader: RecallReader) -> None:
    evidence = await reader.evidence(shop.ANN)
    assert evidence.owned == {shop.WH_BLACK}
    assert [(event.product, event.type) for event in evidence.events] == [
        (shop.WH_BLACK, "PURCHASED"),
        (shop.MATE_128, "VIEWED"),
    ]
    hits = {(hit.recall, hit.product, hit.via, hit.relation) for hit in evidence.hits}
    assert ("item", shop.P40_128, shop.MATE_128, "BOUGHT_TOGETHER") in hits
    assert ("embedding", shop.P40_128, shop.ANN, "SHOPPER") in hits
    assert ("embedding", shop.MATE_256, shop.MATE_128, "PRODUCT") in hits
    assert ("path", shop.MI_128, shop.CHARGING, "EVENT") in hits
    assert ("path", shop.P40_128, shop.HUAWEI, "PREFERS") in hits
    assert ("segment", shop.MI_128, "segment/1", "IN_SEGMENT") in hits


async def test_an_event_weighs_by_its_type_and_fades(reader: RecallReader) -> None:
    latest, older = (await reader.evidence(shop.ANN)).events
    assert latest.weight == EVENT_WEIGHTS["PURCHASED"]
    assert older.weight == pytest.approx(EVENT_WEIGHTS["VIEWED"] * Limits().recency)


async def test_a_shopper_is_where_the_tastes_of_their_events_lead(
    reader: RecallReader,
) -> None:
    async def nearest(user: str) -> dict[str, float]:
        hits = (await reader.evidence(user)).hits
        return {hit.product: hit.weight for hit in hits if (hit.via, hit.relation) == (user, "SHOPPER")}

    vectors = {id_: np.array(vector) for id_, vector in shop.VECTORS.items()}
    # Bob bought the Xiaomi, and before it the Mate, whose taste is the P40. The index holds vectors in bytes.
    sum_ = vectors[shop.P40_128] * Limits().recency + vectors[shop.MI_128]
    wanted = {id_: float(v @ sum_ / np.linalg.norm(v) / np.linalg.norm(sum_)) for id_, v in vectors.items()}
    found = await nearest(shop.BOB)
    assert found == pytest.approx({id_: (1 + cosine) / 2 for id_, cosine in wanted.items()}, abs=5e-3)


async def test_a_search_leads_to_what_it_asks_for(reader: RecallReader) -> None:
    hits = (await reader.evidence(shop.EVE)).hits
    assert ("path", shop.MI_128, shop.XIAOMI, "SEARCHED") in {
        (hit.recall, hit.product, hit.via, hit.relation) for hit in hits
    }


async def test_limits_bound_what_a_recall_brings(statements: Statements) -> None:
    reader = RecallReader(statements, Limits(events=1, fanout=1, neighbours=2, vias=1))
    evidence = await reader.evidence(shop.ANN)
    assert len(evidence.events) == 1
    counts = [
        sum(hit.recall == name for hit in evidence.hits) for name in ("item", "embedding", "path", "segment")
    ]
    assert counts[0] <= 1
    assert counts[1] <= 4
    assert counts[2] <= 1
    assert counts[3] <= 1


async def test_an_entity_that_everything_shares_says_nothing(statements: Statements) -> None:
    hits = (await RecallReader(statements, Limits(common=2)).evidence(shop.ANN)).hits
    vias = {hit.via for hit in hits if hit.recall == "path"}
    assert shop.PHONE not in vias
    assert shop.HUAWEI in vias


async def test_an_unknown_shopper_has_no_evidence(reader: RecallReader) -> None:
    evidence = await reader.evidence("user/none")
    assert not evidence.known
    assert evidence.hits == ()


async def test_popular_products_come_in_the_order_of_their_buyers(reader: RecallReader) -> None:
    assert [hit.product for hit in await reader.popular(2)] == [shop.MI_128, shop.MATE_128]


async def test_candidates_carry_their_groups(reader: RecallReader) -> None:
    (candidate,) = await reader.candidates([shop.MI_128, "product/none"])
    assert candidate.groups == {shop.MI, shop.XIAOMI, shop.PHONE, shop.CHARGING}
    assert (candidate.price, candidate.currency, candidate.popularity) == (3799.0, "CNY", 3)


async def test_paths_run_from_the_shopper_to_the_product_with_their_facts(reader: RecallReader) -> None:
    paths = await reader.paths(shop.ANN, [shop.MI_128, shop.P40_128], [shop.MATE_128])
    assert {path.kind for path in paths if path.product == shop.P40_128} == {
        "item",
        "shared",
        "preferred",
        "peers",
        "popular",
    }
    shared = next(p for p in paths if p.product == shop.MI_128 and p.kind == "shared")
    assert [(step.source.id, step.relation, step.target.id) for step in shared.steps] == [
        (shop.ANN, "VIEWED", shop.MATE_128),
        (shop.MATE_128, "OF_MODEL", shop.MATE),
        (shop.MATE, "HAS_FEATURE", shop.CHARGING),
        (shop.MI, "HAS_FEATURE", shop.CHARGING),
        (shop.MI_128, "OF_MODEL", shop.MI),
    ]
    assert [fact.sentence for fact in shared.facts] == ["Charging: wireless charging"]


async def test_no_path_rests_on_a_feature_that_sources_deny(reader: RecallReader) -> None:
    paths = await reader.paths(shop.ANN, [shop.P40_128], [shop.MATE_128])
    assert not [path for path in paths if path.via and path.via.id == shop.NFC]


async def test_a_rule_in_force_stands_beside_its_products(reader: RecallReader, driver: neo4j.Driver) -> None:
    boost = MerchandisingRule("rule/boost", "boost", (shop.HUAWEI,), "ada", "spring sale", 0.5)
    over = MerchandisingRule(
        "rule/over", "bury", (shop.HUAWEI,), "ada", "old", expires="2020-01-01T00:00:00Z"
    )
    later = MerchandisingRule(
        "rule/later", "bury", (shop.HUAWEI,), "ada", "soon", starts="2999-01-01T00:00:00Z"
    )
    pin = MerchandisingRule("rule/pin", "pin", (shop.LONELY, "product/none"), "ada", "clear the shelf")
    try:
        assert write_rules(driver, [boost, over, later, pin]) == ("product/none",)
        candidates = {c.id: c for c in await reader.candidates([shop.P40_128, shop.MI_128])}
        assert [rule.id for rule in candidates[shop.P40_128].rules] == ["rule/boost"]
        assert [rule.action for rule in candidates[shop.LONELY].rules] == ["pin"]
        assert candidates[shop.MI_128].rules == ()
    finally:
        with driver.session() as session:
            session.run("MATCH (rule:Rule) DETACH DELETE rule").consume()


async def test_other_shoppers_on_a_path_stay_unnamed(reader: RecallReader) -> None:
    paths = await reader.paths(shop.ANN, [shop.MI_128], [])
    nodes = [node for path in paths for step in path.steps for node in (step.source, step.target)]
    shoppers = {node.id for node in nodes if node.label == "User"}
    assert shoppers == {shop.ANN, ""}


async def test_an_unknown_shopper_still_gets_paths(reader: RecallReader) -> None:
    paths = await reader.paths("user/none", [shop.MI_128, shop.LONELY], [])
    assert [(path.kind, path.product) for path in paths] == [("popular", shop.MI_128)]


async def test_what_best_speaks_for_a_product_is_stated_whoever_asks(reader: RecallReader) -> None:
    (path,) = await reader.stated([shop.MI_128, shop.LONELY])
    assert (path.kind, path.product, path.via and path.via.id) == ("stated", shop.MI_128, shop.CHARGING)
    assert [fact.sentence for fact in path.facts] == ["Charging: wireless charging"]


async def test_paths_lead_from_a_product_to_those_beside_it(reader: RecallReader) -> None:
    paths = await reader.beside(shop.MATE_128, [shop.MATE_256, shop.P40_128, shop.MI_128, shop.LONELY])
    found = [(path.product, path.kind, path.via.id if path.via else None) for path in paths]
    assert found == [
        (shop.MATE_256, "item", None),
        (shop.MATE_256, "shared", shop.MATE),
        (shop.MATE_256, "shared", shop.SCREEN),
        (shop.MATE_256, "stated", shop.CHARGING),
        (shop.P40_128, "item", None),
        (shop.P40_128, "shared", shop.PHONE),
        (shop.P40_128, "shared", shop.HUAWEI),
        (shop.P40_128, "stated", shop.HUAWEI),
        (shop.MI_128, "together", None),
        (shop.MI_128, "shared", shop.CHARGING),
        (shop.MI_128, "shared", shop.PHONE),
        (shop.MI_128, "stated", shop.CHARGING),
    ]
    assert {path.origin.id for path in paths if path.origin} == {shop.MATE_128}
    together = next(path for path in paths if path.kind == "together")
    assert [(step.source.id, step.relation, step.target.id) for step in together.steps] == [
        ("", "PURCHASED", shop.MATE_128), ("", "PURCHASED", shop.MI_128)
    ]  # fmt: skip


async def test_without_a_product_beside_it_one_is_popular(reader: RecallReader) -> None:
    paths = await reader.beside(None, [shop.MI_128, shop.LONELY])
    assert [(path.product, path.kind, path.count) for path in paths] == [
        (shop.MI_128, "popular", 3), (shop.MI_128, "stated", 1)
    ]  # fmt: skip


async def test_clues_are_borne_out_in_their_order(reader: RecallReader) -> None:
    shared = Clue(shop.MI_128, shop.MATE_128, None, shop.CHARGING, 0.5)
    edge = Clue(shop.P40_128, shop.MATE_128, "BOUGHT_TOGETHER", None, 1.0)
    wrong = Clue(shop.MI_128, shop.MATE_128, "BOUGHT_TOGETHER", None, 1.0)
    for clues in ([shared, wrong, edge], [edge, wrong, shared]):
        paths = await reader.proofs(shop.ANN, clues)
        borne = [(clue.product, "shared" if clue.via else "item") for clue in clues if clue != wrong]
        assert [(path.product, path.kind) for path in paths] == borne
    assert [fact.sentence for fact in paths[-1].facts] == ["Charging: wireless charging"]
    assert not paths[0].facts


class TestRecorder:
    async def test_an_event_is_written_once_and_seen_at_once(
        self, statements: Statements, reader: RecallReader
    ) -> None:
        events = [
            Event("live/1", "view", "user/new", "2026-06-01T00:00:00.000Z", shop.MI_128),
            Event("live/1", "view", "user/new", "2026-06-01T00:00:00.000Z", shop.MI_128),
            Event("live/2", "view", "user/new", "2026-06-01T00:00:00.000Z", "product/none"),
        ]
        recorder = Recorder(statements)
        first = await recorder.record(events)
        assert (first.recorded, first.duplicates, first.unknown_products) == (("live/1",), 1, ("live/2",))
        again = await recorder.record(events)
        assert (again.recorded, again.duplicates) == ((), 2)
        assert [e.product for e in (await reader.evidence("user/new")).events] == [shop.MI_128]

    async def test_an_id_taken_by_another_event_is_a_duplicate(self, statements: Statements) -> None:
        recorder = Recorder(statements)
        await recorder.record([Event("live/3", "view", "user/a", "2026-06-01T00:00:00.000Z", shop.MI_128)])
        other = Event("live/3", "purchase", "user/b", "2026-06-01T00:00:00.000Z", shop.P40_128)
        assert (await recorder.record([other])).duplicates == 1

    async def test_a_search_asks_for_what_its_words_name(
        self, statements: Statements, reader: RecallReader
    ) -> None:
        recorder = Recorder(statements, asks_for=lambda text: [shop.SONY] if "索尼" in text else [])
        await recorder.record(
            [Event("live/4", "search", "user/c", "2026-06-01T00:00:00.000Z", query="索尼 耳机")]
        )
        assert shop.WH_BLACK in {hit.product for hit in (await reader.evidence("user/c")).hits}
