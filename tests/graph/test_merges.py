from dataclasses import replace
from typing import Any

import neo4j
import pytest

from graph.errors import DecisionError
from graph.export import Export
from graph.ledger import Ledger
from graph.merges import Merges, Moved
from graph.recall import RecallReader
from graph.records import Entity, Event, Fact, Source
from graph.rules import MerchandisingRule, write_rules
from graph.search import SearchReader
from graph.staging import Staging
from graph.statements import Statements
from graph.weights import Judgement, Weights
from graph.writer import Writer
from tests import graph_samples as shop
from tests.graph.snapshots import snapshot

SCREEN2 = "feature/curved-display"
TWIN = "model/huawei/mate-40-pro-2"
HW = "brand/hw"
REVIEW = Source("review", "The curved display is lovely, 4300mAh.", "review/9", "en", shop.P40_128)
TITLE = Source("title", "HW Mate 40 Pro 2", "title/9", "en", shop.P40_128)


def stated(source: Source, subject: str, predicate: str, object_: str, mention: str) -> Fact:
    start = source.text.index(mention)
    return Fact(
        subject, predicate, object_, source.id, start, start + len(mention), mention, "reader", "1", 0.8
    )  # type: ignore[arg-type]


OF_TWIN = [
    stated(TITLE, shop.P40_128, "OF_MODEL", TWIN, "Mate 40 Pro 2"),
    stated(TITLE, TWIN, "MADE_BY", HW, "HW"),
    stated(REVIEW, TWIN, "PRAISED_FOR", SCREEN2, "curved display"),
    stated(REVIEW, TWIN, "HAS_PARAMETER", shop.BATTERY_4300, "4300mAh"),
]
LATER = Source("review", "A curved display, but fragile. NFC works.", "review/10", "en", shop.P40_128)
SINCE = [
    stated(LATER, TWIN, "CRITICISED_FOR", SCREEN2, "curved display"),
    stated(LATER, TWIN, "HAS_FEATURE", shop.NFC, "NFC"),
]
PAIRS = [(TWIN, shop.MATE), (SCREEN2, shop.SCREEN), (HW, shop.HUAWEI)]


@pytest.fixture
def twins(clean_graph: neo4j.Driver) -> neo4j.Driver:
    """Return the shop with a second model, feature and brand that are others under another name."""
    shop.build_shop(clean_graph)
    writer = Writer(clean_graph)
    writer.entities([Entity("Model", TWIN, "Mate 40 Pro 2"), Entity("Brand", HW, "HW", ("华威",))])
    writer.entities([Entity("Feature", SCREEN2, "curved display")], given=True)
    writer.sources([REVIEW, TITLE])
    Ledger(clean_graph).record_read([REVIEW.id, TITLE.id], OF_TWIN, mark="reader@1")
    return clean_graph


def merges(twins: neo4j.Driver) -> Merges:
    return Merges(twins, Ledger(twins))


def record(twins: neo4j.Driver, source: Source, facts: list[Fact]) -> None:
    Writer(twins).sources([source])
    assert not Ledger(twins).record_read([source.id], facts, mark="reader@1").missing


def edges(twins: neo4j.Driver, node: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = twins.execute_query(
        "MATCH (n {id: $id})-[r]-(o:Entity) WHERE type(r) <> 'MERGED_INTO' AND r.support IS NOT NULL "
        "RETURN type(r) AS type, o.id AS other, properties(r) AS p",
        id=node,
    ).records
    return {(row["type"], row["other"]): row["p"] for row in rows}


@pytest.mark.parametrize(("from_", "into"), PAIRS)
def test_a_split_restores_the_graph_there_was(twins: neo4j.Driver, from_: str, into: str) -> None:
    before = snapshot(twins)
    moved = merges(twins).merge(from_, into)
    assert moved.entity == into
    assert moved.facts
    assert snapshot(twins) != before
    assert not edges(twins, from_)
    assert merges(twins).split(from_) == moved
    assert snapshot(twins) == before


def test_copies_of_a_review_at_both_models_count_as_one_while_these_are_merged(twins: neo4j.Driver) -> None:
    copies = [
        Source("review", "Lovely screen.", f"copy/{n}", "en", product)
        for n, product in enumerate((shop.MATE_128, shop.P40_128))
    ]
    Writer(twins).sources(copies)
    Weights(twins).judge(Judgement(copy.id, None, "lovely") for copy in copies)
    Ledger(twins).record_read([copy.id for copy in copies], [], mark="reader@1")
    assert weights_of(twins, copies) == [1.0, 1.0]
    merges(twins).merge(TWIN, shop.MATE)
    assert weights_of(twins, copies) == [0.5, 0.5]
    merges(twins).split(TWIN)
    assert weights_of(twins, copies) == [1.0, 1.0]


def weights_of(twins: neo4j.Driver, sources: list[Source]) -> list[float]:
    query = "UNWIND $ids AS id MATCH (source:Source {id: id}) RETURN source.weight AS weight"
    rows = twins.execute_query(query, ids=[source.id for source in sources]).records
    return [row["weight"] for row in rows]


def test_merges_of_all_kinds_are_undone_in_any_order(twins: neo4j.Driver) -> None:
    before = snapshot(twins)
    for from_, into in PAIRS:
        merges(twins).merge(from_, into)
    for from_, _ in PAIRS:
        merges(twins).split(from_)
    assert snapshot(twins) == before


def test_facts_written_since_go_to_what_they_state(twins: neo4j.Driver) -> None:
    record(twins, LATER, SINCE)
    expected = snapshot(twins)
    Ledger(twins).retract(LATER.id)

    for from_, into in PAIRS:
        merges(twins).merge(from_, into)
    record(twins, LATER, SINCE)
    assert not edges(twins, TWIN)
    assert ("HAS_FEATURE", shop.NFC) in edges(twins, shop.MATE)
    for from_, _ in PAIRS:
        merges(twins).split(from_)
    assert snapshot(twins) == expected


def test_merging_before_and_after_writing_is_the_same(twins: neo4j.Driver) -> None:
    merges(twins).merge(TWIN, shop.MATE)
    record(twins, LATER, SINCE)
    first = timeless(twins)
    merges(twins).split(TWIN)
    merges(twins).merge(TWIN, shop.MATE)
    assert timeless(twins) == first
    assert merges(twins).merge(TWIN, shop.MATE).facts == 0
    assert timeless(twins) == first


def test_what_is_stated_of_both_counts_together(twins: neo4j.Driver) -> None:
    merges(twins).merge(TWIN, shop.MATE)
    merges(twins).merge(SCREEN2, shop.SCREEN)
    found = edges(twins, shop.MATE)
    assert found["HAS_PARAMETER", shop.BATTERY_4300]["support"] == 2
    praised = found["PRAISED_FOR", shop.SCREEN]
    assert (praised["support"], praised["reviews"], praised["of"]) == (2, 2, 4)
    row = twins.execute_query(
        "MATCH (f:Fact {id: $id}) RETURN f.triple AS t, f.stated_subject AS s, f.stated_object AS o",
        id=OF_TWIN[2].id,
    ).records[0]
    assert row.values() == [f"{shop.MATE}|PRAISED_FOR|{shop.SCREEN}", TWIN, SCREEN2]


def test_edges_are_rebuilt_from_facts_alone(twins: neo4j.Driver) -> None:
    merges(twins).merge(TWIN, shop.MATE)
    before = snapshot(twins)
    Ledger(twins).rebuild()
    assert snapshot(twins) == before


def test_the_same_facts_again_and_read_anew_stay_merged(twins: neo4j.Driver) -> None:
    merges(twins).merge(TWIN, shop.MATE)
    before = snapshot(twins)
    Ledger(twins).record(OF_TWIN)
    assert snapshot(twins) == before
    again = [replace(fact, version="2", confidence=0.9) for fact in OF_TWIN]
    staging = Staging(twins, Ledger(twins))
    staging.stage([REVIEW.id, TITLE.id], again, mark="reader@2")
    assert staging.switch("reader@2").changed == len(OF_TWIN)
    assert not edges(twins, TWIN)
    merges(twins).split(TWIN)
    assert edges(twins, TWIN)["MADE_BY", HW]["confidence"] == pytest.approx(0.9)


def test_a_deleted_text_leaves_the_merged_graph_without_it(twins: neo4j.Driver) -> None:
    merges(twins).merge(TWIN, shop.MATE)
    before = snapshot(twins)
    record(twins, LATER, SINCE)
    Ledger(twins).retract(LATER.id)
    assert snapshot(twins) == before


def test_a_split_leaves_nothing_that_only_deleted_texts_had_brought(twins: neo4j.Driver) -> None:
    Ledger(twins).retract(REVIEW.id)
    Ledger(twins).retract(TITLE.id)
    without = snapshot(twins)
    Writer(twins).entities([Entity("Model", TWIN, "Mate 40 Pro 2"), Entity("Brand", HW, "HW", ("华威",))])
    record(twins, TITLE, OF_TWIN[:2])
    merges(twins).merge(TWIN, shop.MATE)
    Ledger(twins).retract(TITLE.id)
    assert twins.execute_query("MATCH (n {id: $id}) RETURN n", id=TWIN).records
    merges(twins).split(TWIN)
    assert snapshot(twins) == without


def test_an_entity_without_facts_is_left_by_a_split(twins: neo4j.Driver) -> None:
    Writer(twins).entities([Entity("Brand", "brand/a", "A"), Entity("Brand", "brand/b", "B")])
    before = snapshot(twins)
    assert merges(twins).merge("brand/a", "brand/b") == Moved("brand/b", 0)
    merges(twins).split("brand/a")
    assert snapshot(twins) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_chains_of_merges_are_undone_in_any_order(twins: neo4j.Driver, order: tuple[int, int]) -> None:
    before = snapshot(twins)
    chain = [(TWIN, shop.P40), (shop.P40, shop.MATE)]
    merges(twins).merge(*chain[0])
    half = timeless(twins)
    merges(twins).merge(*chain[1])
    assert ("PRAISED_FOR", SCREEN2) in edges(twins, shop.MATE)
    merges(twins).split(chain[order[0]][0])
    if order[0]:
        assert timeless(twins) == half
    else:
        assert ("PRAISED_FOR", SCREEN2) in edges(twins, TWIN)
    merges(twins).split(chain[order[1]][0])
    assert snapshot(twins) == before


def test_what_cannot_be_merged_says_what_to_do(twins: neo4j.Driver) -> None:
    merges(twins).merge(HW, shop.HUAWEI)
    before = snapshot(twins)
    for from_, into, problem in (
        ("brand/none", HW, "no entity has the id 'brand/none'"),
        (HW, "brand/none", "no entity has the id 'brand/none'"),
        (HW, HW, "cannot be merged into itself: name two"),
        (TWIN, shop.HUAWEI, "is a Model and .* a Brand: name two entities of one label"),
        (shop.MATE_128, shop.MATE_256, "is a Product: only Brand, "),
        (shop.HUAWEI, HW, f"{HW} is merged into {shop.HUAWEI}: first `daogou entities split {HW}`"),
        (shop.SONY, HW, f"{HW} is merged into {shop.HUAWEI}: name that one"),
        (HW, shop.SONY, f"{HW} is merged into {shop.HUAWEI}: first `daogou entities split {HW}`"),
    ):
        with pytest.raises(DecisionError, match=problem):
            merges(twins).merge(from_, into)
    for id_, problem in (
        ("brand/none", "no entity has"),
        (shop.SONY, "is not merged into anything: `daogou "),
    ):
        with pytest.raises(DecisionError, match=problem):
            merges(twins).split(id_)
    assert snapshot(twins) == before


def test_a_longer_circle_is_refused(twins: neo4j.Driver) -> None:
    merges(twins).merge(HW, shop.SONY)
    merges(twins).merge(shop.SONY, shop.XIAOMI)
    with pytest.raises(DecisionError, match=f"{HW} is merged into {shop.XIAOMI}: first"):
        merges(twins).merge(shop.XIAOMI, HW)


def test_a_text_is_about_the_model_that_was_stated(twins: neo4j.Driver) -> None:
    def about() -> set[str | None]:
        return {
            s.model for s in Export(twins).sources_to_extract("reader@2") if s.id in {REVIEW.id, TITLE.id}
        }

    p40 = "MATCH (:Product {id: $id})-[r:OF_MODEL]->(:Model {id: $m}) DELETE r"
    twins.execute_query(p40, id=shop.P40_128, m=shop.P40)
    assert about() == {TWIN}
    merges(twins).merge(TWIN, shop.MATE)
    assert about() == {TWIN}


def test_models_are_named_within_each_of_their_merged_brands(twins: neo4j.Driver) -> None:
    def brands(model: str) -> set[str | None]:
        return {name.brand for name in Export(twins).merged() if name.id == model}

    merges(twins).merge(HW, shop.HUAWEI)
    assert brands(TWIN) == brands(shop.P40) == {HW, shop.HUAWEI}
    merges(twins).merge(TWIN, shop.MATE)
    assert brands(TWIN) == {HW, shop.HUAWEI}
    merges(twins).split(HW)
    assert brands(TWIN) == {HW, shop.HUAWEI}
    assert brands(shop.P40) == set()


def timeless(twins: neo4j.Driver) -> list[str]:
    return [row for row in snapshot(twins) if "MERGED_INTO" not in row]


async def test_shoppers_and_rules_of_a_merged_brand_follow_it(
    twins: neo4j.Driver, async_driver: neo4j.AsyncDriver
) -> None:
    alone = MerchandisingRule("rule/hw", "boost", (HW,), "ada", "sale", 0.5)
    both = MerchandisingRule("rule/both", "boost", (HW, shop.XIAOMI), "ada", "sale", 0.5)
    assert not write_rules(twins, [alone, both])
    search = Event("event/hw", "search", shop.EVE, "2026-05-03T08:00:00.000Z", query="hw", asks_for=(HW,))
    Writer(twins).events([search])
    merges(twins).merge(HW, shop.XIAOMI)
    recall = RecallReader(Statements(async_driver))
    (candidate,) = await recall.candidates([shop.MI_128])
    # A rule that applies to both applies once.
    assert sorted(rule.id for rule in candidate.rules) == ["rule/both", "rule/hw"]
    twins.execute_query("MATCH (:Query {text: '小米手机'})-[asks:ASKS_FOR]->() DELETE asks")
    hits = (await recall.evidence(shop.EVE)).hits
    assert (shop.MI_128, shop.XIAOMI) in {
        (hit.product, hit.via) for hit in hits if hit.relation == "SEARCHED"
    }


async def test_a_search_shows_what_was_merged_as_what_it_is_now(
    twins: neo4j.Driver, async_driver: neo4j.AsyncDriver
) -> None:
    reader = SearchReader(Statements(async_driver))
    merges(twins).merge(HW, shop.HUAWEI)
    found = [match.node.id for match in await reader.search("华威", 10)]
    assert shop.HUAWEI in found
    assert HW not in found
    assert len(found) == len(set(found))
