from dataclasses import replace
from typing import Any

import neo4j
import pytest

from graph.errors import DecisionError
from graph.export import Export
from graph.ledger import Ledger
from graph.merges import Merges, Moved
from graph.records import Entity, Fact, Source
from graph.staging import Staging
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
def driver(clean_graph: neo4j.Driver) -> neo4j.Driver:
    """Return the shop with a second model, feature and brand that are others under another name."""
    shop.build_shop(clean_graph)
    writer = Writer(clean_graph)
    writer.entities([Entity("Model", TWIN, "Mate 40 Pro 2"), Entity("Brand", HW, "HW", ("华威",))])
    writer.entities([Entity("Feature", SCREEN2, "curved display")], given=True)
    writer.sources([REVIEW, TITLE])
    Ledger(clean_graph).record_read([REVIEW.id, TITLE.id], OF_TWIN, mark="reader@1")
    return clean_graph


def merges(driver: neo4j.Driver) -> Merges:
    return Merges(driver, Ledger(driver))


def record(driver: neo4j.Driver, source: Source, facts: list[Fact]) -> None:
    Writer(driver).sources([source])
    assert not Ledger(driver).record_read([source.id], facts, mark="reader@1").missing


def edges(driver: neo4j.Driver, node: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = driver.execute_query(
        "MATCH (n {id: $id})-[r]-(o:Entity) WHERE type(r) <> 'MERGED_INTO' AND r.support IS NOT NULL "
        "RETURN type(r) AS type, o.id AS other, properties(r) AS p",
        id=node,
    ).records
    return {(row["type"], row["other"]): row["p"] for row in rows}


@pytest.mark.parametrize(("from_", "into"), PAIRS)
def test_a_split_restores_the_graph_there_was(driver: neo4j.Driver, from_: str, into: str) -> None:
    before = snapshot(driver)
    moved = merges(driver).merge(from_, into)
    assert moved.entity == into
    assert moved.facts
    assert snapshot(driver) != before
    assert not edges(driver, from_)
    assert merges(driver).split(from_) == moved
    assert snapshot(driver) == before


def test_merges_of_all_kinds_are_undone_in_any_order(driver: neo4j.Driver) -> None:
    before = snapshot(driver)
    for from_, into in PAIRS:
        merges(driver).merge(from_, into)
    for from_, _ in PAIRS:
        merges(driver).split(from_)
    assert snapshot(driver) == before


def test_facts_written_since_go_to_what_they_state(driver: neo4j.Driver) -> None:
    record(driver, LATER, SINCE)
    expected = snapshot(driver)
    Ledger(driver).retract(LATER.id)

    for from_, into in PAIRS:
        merges(driver).merge(from_, into)
    record(driver, LATER, SINCE)
    assert not edges(driver, TWIN)
    assert ("HAS_FEATURE", shop.NFC) in edges(driver, shop.MATE)
    for from_, _ in PAIRS:
        merges(driver).split(from_)
    assert snapshot(driver) == expected


def test_merging_before_and_after_writing_is_the_same(driver: neo4j.Driver) -> None:
    merges(driver).merge(TWIN, shop.MATE)
    record(driver, LATER, SINCE)
    first = timeless(driver)
    merges(driver).split(TWIN)
    merges(driver).merge(TWIN, shop.MATE)
    assert timeless(driver) == first
    assert merges(driver).merge(TWIN, shop.MATE).facts == 0
    assert timeless(driver) == first


def test_what_is_stated_of_both_counts_together(driver: neo4j.Driver) -> None:
    merges(driver).merge(TWIN, shop.MATE)
    merges(driver).merge(SCREEN2, shop.SCREEN)
    found = edges(driver, shop.MATE)
    assert found["HAS_PARAMETER", shop.BATTERY_4300]["support"] == 2
    praised = found["PRAISED_FOR", shop.SCREEN]
    assert (praised["support"], praised["reviews"], praised["of"]) == (2, 2, 4)
    row = driver.execute_query(
        "MATCH (f:Fact {id: $id}) RETURN f.triple AS t, f.stated_subject AS s, f.stated_object AS o",
        id=OF_TWIN[2].id,
    ).records[0]
    assert row.values() == [f"{shop.MATE}|PRAISED_FOR|{shop.SCREEN}", TWIN, SCREEN2]


def test_edges_are_rebuilt_from_facts_alone(driver: neo4j.Driver) -> None:
    merges(driver).merge(TWIN, shop.MATE)
    before = snapshot(driver)
    Ledger(driver).rebuild()
    assert snapshot(driver) == before


def test_the_same_facts_again_and_read_anew_stay_merged(driver: neo4j.Driver) -> None:
    merges(driver).merge(TWIN, shop.MATE)
    before = snapshot(driver)
    Ledger(driver).record(OF_TWIN)
    assert snapshot(driver) == before
    again = [replace(fact, version="2", confidence=0.9) for fact in OF_TWIN]
    staging = Staging(driver, Ledger(driver))
    staging.stage([REVIEW.id, TITLE.id], again, mark="reader@2")
    assert staging.switch("reader@2").changed == len(OF_TWIN)
    assert not edges(driver, TWIN)
    merges(driver).split(TWIN)
    assert edges(driver, TWIN)["MADE_BY", HW]["confidence"] == pytest.approx(0.9)


def test_a_deleted_text_leaves_the_merged_graph_without_it(driver: neo4j.Driver) -> None:
    merges(driver).merge(TWIN, shop.MATE)
    before = snapshot(driver)
    record(driver, LATER, SINCE)
    Ledger(driver).retract(LATER.id)
    assert snapshot(driver) == before


def test_a_split_leaves_nothing_that_only_deleted_texts_had_brought(driver: neo4j.Driver) -> None:
    Ledger(driver).retract(REVIEW.id)
    Ledger(driver).retract(TITLE.id)
    without = snapshot(driver)
    Writer(driver).entities([Entity("Model", TWIN, "Mate 40 Pro 2"), Entity("Brand", HW, "HW", ("华威",))])
    record(driver, TITLE, OF_TWIN[:2])
    merges(driver).merge(TWIN, shop.MATE)
    Ledger(driver).retract(TITLE.id)
    assert driver.execute_query("MATCH (n {id: $id}) RETURN n", id=TWIN).records
    merges(driver).split(TWIN)
    assert snapshot(driver) == without


def test_an_entity_without_facts_is_left_by_a_split(driver: neo4j.Driver) -> None:
    Writer(driver).entities([Entity("Brand", "brand/a", "A"), Entity("Brand", "brand/b", "B")])
    before = snapshot(driver)
    assert merges(driver).merge("brand/a", "brand/b") == Moved("brand/b", 0)
    merges(driver).split("brand/a")
    assert snapshot(driver) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_chains_of_merges_are_undone_in_any_order(driver: neo4j.Driver, order: tuple[int, int]) -> None:
    before = snapshot(driver)
    chain = [(TWIN, shop.P40), (shop.P40, shop.MATE)]
    merges(driver).merge(*chain[0])
    half = timeless(driver)
    merges(driver).merge(*chain[1])
    assert ("PRAISED_FOR", SCREEN2) in edges(driver, shop.MATE)
    merges(driver).split(chain[order[0]][0])
    if order[0]:
        assert timeless(driver) == half
    else:
        assert ("PRAISED_FOR", SCREEN2) in edges(driver, TWIN)
    merges(driver).split(chain[order[1]][0])
    assert snapshot(driver) == before


def test_what_cannot_be_merged_says_what_to_do(driver: neo4j.Driver) -> None:
    merges(driver).merge(HW, shop.HUAWEI)
    before = snapshot(driver)
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
            merges(driver).merge(from_, into)
    for id_, problem in (
        ("brand/none", "no entity has"),
        (shop.SONY, "is not merged into anything: `daogou "),
    ):
        with pytest.raises(DecisionError, match=problem):
            merges(driver).split(id_)
    assert snapshot(driver) == before


def test_a_longer_circle_is_refused(driver: neo4j.Driver) -> None:
    merges(driver).merge(HW, shop.SONY)
    merges(driver).merge(shop.SONY, shop.XIAOMI)
    with pytest.raises(DecisionError, match=f"{HW} is merged into {shop.XIAOMI}: first"):
        merges(driver).merge(shop.XIAOMI, HW)


def test_a_text_is_about_the_model_that_was_stated(driver: neo4j.Driver) -> None:
    def about() -> set[str | None]:
        return {
            s.model for s in Export(driver).sources_to_extract("reader@2") if s.id in {REVIEW.id, TITLE.id}
        }

    p40 = "MATCH (:Product {id: $id})-[r:OF_MODEL]->(:Model {id: $m}) DELETE r"
    driver.execute_query(p40, id=shop.P40_128, m=shop.P40)
    assert about() == {TWIN}
    merges(driver).merge(TWIN, shop.MATE)
    assert about() == {TWIN}


def test_models_are_named_within_each_of_their_merged_brands(driver: neo4j.Driver) -> None:
    def brands(model: str) -> set[str | None]:
        return {name.brand for name in Export(driver).merged() if name.id == model}

    merges(driver).merge(HW, shop.HUAWEI)
    assert brands(TWIN) == brands(shop.P40) == {HW, shop.HUAWEI}
    merges(driver).merge(TWIN, shop.MATE)
    assert brands(TWIN) == {HW, shop.HUAWEI}
    merges(driver).split(HW)
    assert brands(TWIN) == {HW, shop.HUAWEI}
    assert brands(shop.P40) == set()


def timeless(driver: neo4j.Driver) -> list[str]:
    return [row for row in snapshot(driver) if "MERGED_INTO" not in row]
