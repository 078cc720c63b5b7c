from dataclasses import replace

import neo4j
import pytest

from graph.ledger import Ledger
from graph.records import Entity, Fact, Parameter, Predicate, Product, Source
from graph.writer import Writer
from tests.graph.snapshots import snapshot

TEXT = "Huawei Mate 40 Pro with 4400 mAh and NFC"
OTHER = "Mate 40 Pro, 4200 mAh"


def source(text: str, origin: str, kind: str = "description") -> Source:
    return Source(kind, text, origin, "en", about="product/1")  # type: ignore[arg-type]


def fact(
    stated_in: Source, subject: str, predicate: Predicate, object_: str, mention: str, confidence: float = 0.9
) -> Fact:
    start = stated_in.text.index(mention)
    return Fact(
        subject,
        predicate,
        object_,
        stated_in.id,
        start,
        start + len(mention),
        mention,
        "test",
        "1",
        confidence,
    )


def capacity(amount: int) -> Parameter:
    return Parameter(
        f"parameter/battery_capacity/{amount}/mAh",
        "battery_capacity",
        str(amount),
        "mAh",
        f"{amount} mAh",
        amount,
    )


FIRST, SECOND = source(TEXT, "a"), source(OTHER, "b")
FACTS = [
    fact(FIRST, "product/1", "OF_MODEL", "model/huawei/mate-40-pro", "Mate 40 Pro"),
    fact(FIRST, "model/huawei/mate-40-pro", "MADE_BY", "brand/huawei", "Huawei"),
    fact(FIRST, "model/huawei/mate-40-pro", "HAS_PARAMETER", capacity(4400).id, "4400 mAh"),
    fact(FIRST, "model/huawei/mate-40-pro", "HAS_FEATURE", "feature/nfc", "NFC"),
]
DOUBTS = [
    fact(SECOND, "product/1", "OF_MODEL", "model/huawei/mate-40-pro", "Mate 40 Pro", 0.5),
    fact(SECOND, "model/huawei/mate-40-pro", "HAS_PARAMETER", capacity(4200).id, "4200 mAh", 0.6),
]


@pytest.fixture
def ledger(clean_graph: neo4j.Driver) -> Ledger:
    load(clean_graph, FIRST, FACTS)
    return Ledger(clean_graph)


def load(driver: neo4j.Driver, stated_in: Source, facts: list[Fact]) -> None:
    writer = Writer(driver)
    writer.entities(
        [Entity("Brand", "brand/huawei", "Huawei"), Entity("Feature", "feature/nfc", "NFC")], given=True
    )
    writer.entities([Entity("Model", "model/huawei/mate-40-pro", "Mate 40 Pro")])
    writer.parameters([capacity(int(f.mention.split()[0])) for f in facts if f.predicate == "HAS_PARAMETER"])
    writer.products([Product("product/1", "Huawei Mate 40 Pro")])
    writer.sources([stated_in])
    assert not Ledger(driver).record(facts).missing


def edge(driver: neo4j.Driver, predicate: str, object_: str) -> dict[str, object]:
    rows = driver.execute_query(
        "MATCH ()-[r]->({id: $o}) WHERE type(r) = $p RETURN properties(r) AS p", o=object_, p=predicate
    )
    return dict(rows.records[0]["p"]) if rows.records else {}


def test_every_fact_re_reads_to_its_mention(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    rows = clean_graph.execute_query("MATCH (f:Fact)-[:STATED_IN]->(s) RETURN f, s.text AS text").records
    assert len(rows) == len(FACTS)
    assert all(row["text"][row["f"]["start"] : row["f"]["end"]] == row["f"]["mention"] for row in rows)


def test_the_same_facts_twice_change_nothing(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    before = snapshot(clean_graph)
    load(clean_graph, FIRST, FACTS)
    assert snapshot(clean_graph) == before


def test_support_and_confidence_add_up(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    load(clean_graph, SECOND, DOUBTS)
    of_model = edge(clean_graph, "OF_MODEL", "model/huawei/mate-40-pro")
    assert of_model["support"] == 2
    assert of_model["confidence"] == pytest.approx(1 - 0.1 * 0.5)


def test_contradicting_values_are_both_kept_and_marked(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    assert "contested" not in edge(clean_graph, "HAS_PARAMETER", capacity(4400).id)
    load(clean_graph, SECOND, DOUBTS)
    assert edge(clean_graph, "HAS_PARAMETER", capacity(4400).id)["contested"] is True
    assert edge(clean_graph, "HAS_PARAMETER", capacity(4200).id)["contested"] is True


def test_retraction_leaves_the_graph_that_never_had_the_source(
    ledger: Ledger, clean_graph: neo4j.Driver
) -> None:
    before = snapshot(clean_graph)
    load(clean_graph, SECOND, DOUBTS)
    assert snapshot(clean_graph) != before
    assert ledger.retract(SECOND.id) == len(DOUBTS)
    assert snapshot(clean_graph) == before


def test_what_only_facts_brought_goes_with_the_last_of_them(
    ledger: Ledger, clean_graph: neo4j.Driver
) -> None:
    ledger.retract(FIRST.id)
    left = clean_graph.execute_query("MATCH (n:Entity) RETURN n.id AS id ORDER BY id").records
    assert [row["id"] for row in left] == ["brand/huawei", "feature/nfc"]


def test_edges_can_be_rebuilt_from_facts_alone(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    load(clean_graph, SECOND, DOUBTS)
    before = snapshot(clean_graph)
    clean_graph.execute_query("MATCH (:Entity)-[r]->(:Entity) DELETE r")
    assert ledger.rebuild() == 5
    assert snapshot(clean_graph) == before


def test_a_fact_about_nothing_is_reported(ledger: Ledger) -> None:
    stray = replace(FACTS[0], subject="product/none")
    assert ledger.record([stray]).missing == (stray.id,)


def test_a_newer_reading_takes_the_older_ones_place(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    recorded = ledger.record([replace(FACTS[1], version="2", confidence=0.99)])
    assert (recorded.new, recorded.changed) == (0, 1)
    assert edge(clean_graph, "MADE_BY", "brand/huawei")["confidence"] == pytest.approx(0.99)


def test_opinions_count_reviews(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    writer, praise = (
        Writer(clean_graph),
        [source(f"NFC is great, said {n}", f"r{n}", "review") for n in range(3)],
    )
    writer.sources(praise)
    facts = [
        fact(review, "model/huawei/mate-40-pro", "PRAISED_FOR", "feature/nfc", "NFC") for review in praise[:2]
    ]
    ledger.record_read([review.id for review in praise], facts, mark="test@1")
    opinion = edge(clean_graph, "PRAISED_FOR", "feature/nfc")
    assert (opinion["reviews"], opinion["of"]) == (2, 3)


def test_a_name_that_looks_like_cypher_is_a_name(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    name = "x'}) DETACH DELETE n //"
    Writer(clean_graph).entities([Entity("Brand", "brand/x", name, aliases=("`) MATCH (n) DELETE n",))])
    rows = clean_graph.execute_query("MATCH (b:Brand {id: 'brand/x'}) RETURN b.name AS name").records
    assert [row["name"] for row in rows] == [name]
    assert edge(clean_graph, "MADE_BY", "brand/huawei")
