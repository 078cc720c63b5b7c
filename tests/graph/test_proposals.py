from dataclasses import replace

import neo4j
import pytest

from graph.ledger import Ledger
from graph.proposals import Proposed, Seen
from graph.records import Entity
from graph.staging import Staging
from graph.writer import Writer
from tests.graph.snapshots import snapshot
from tests.graph.test_ledger import FACTS, FIRST, SECOND, load

MATE = Proposed(
    "proposal/model/huawei/mate40",
    "Model",
    "mate40",
    "brand/huawei",
    alike=(("model/huawei/mate-40-pro", 0.8),),
    seen=(Seen(FIRST.id, 7, 14, "Mate 40", 0.8), Seen(SECOND.id, 0, 7, "mate-40", 0.5)),
)
READ = (FIRST.id, SECOND.id)


@pytest.fixture
def ledger(clean_graph: neo4j.Driver) -> Ledger:
    load(clean_graph, FIRST, FACTS)
    load(clean_graph, SECOND, [])
    return Ledger(clean_graph)


def read(ledger: Ledger, *proposed: Proposed, sources: tuple[str, ...] = READ, mark: str = "r@1") -> None:
    ledger.record_read(sources, [], mark=mark, proposed=proposed)


def only(driver: neo4j.Driver) -> dict[str, object]:
    (row,) = driver.execute_query("MATCH (p:Proposal) RETURN p").records
    return dict(row["p"])


def decide(driver: neo4j.Driver, state: str) -> None:
    driver.execute_query("MATCH (p:Proposal) SET p.state = $state", state=state)


def test_an_unknown_name_has_its_texts_and_what_it_looks_like(
    ledger: Ledger, clean_graph: neo4j.Driver
) -> None:
    read(ledger, MATE)
    found = only(clean_graph)
    assert found.pop("confidence") == pytest.approx(1 - 0.2 * 0.5)
    assert found == {
        "id": MATE.id,
        "label": "Model",
        "key": "mate40",
        "brand": "brand/huawei",
        "name": "Mate 40",
        "support": 2,
        "state": "open",
    }
    rows = clean_graph.execute_query(
        "MATCH (p:Proposal)-[at:SEEN_IN]->(s) RETURN s.text AS text, at.start AS a, at.end AS b"
    ).records
    assert {row["text"][row["a"] : row["b"]] for row in rows} == {"Mate 40"}
    rows = clean_graph.execute_query(
        "MATCH (:Proposal)-[like:LOOKS_LIKE]->(e) RETURN e.id AS e, like.score AS score"
    ).records
    assert [row.values() for row in rows] == [["model/huawei/mate-40-pro", 0.8]]


def test_the_commonest_spelling_names_it(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    third = replace(SECOND, origin="c")
    Writer(clean_graph).sources([third])
    more = replace(MATE, seen=(*MATE.seen, Seen(third.id, 0, 7, "mate-40", 0.5)))
    read(ledger, more, sources=(*READ, third.id))
    assert only(clean_graph)["name"] == "mate-40"


def test_reading_again_doubles_nothing(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    read(ledger, MATE)
    before = snapshot(clean_graph)
    read(ledger, MATE)
    assert snapshot(clean_graph) == before
    staging = Staging(clean_graph, ledger)
    staging.stage(READ, [], mark="r@2", proposed=[MATE])
    staging.switch("r@2")
    assert snapshot(clean_graph) == [row.replace("r@1", "r@2") for row in before]


def test_a_later_reading_takes_back_what_it_does_not_find(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    read(ledger, MATE)
    read(ledger, sources=(SECOND.id,))
    assert only(clean_graph)["support"] == 1
    Staging(clean_graph, ledger).stage(READ, [], mark="r@2")
    assert not clean_graph.execute_query("MATCH (p:Proposal) RETURN p").records


def test_a_deleted_text_takes_its_evidence_with_it(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    read(ledger, replace(MATE, seen=MATE.seen[:1]), sources=(FIRST.id,))
    before = snapshot(clean_graph)
    # A text of its own, so that it is not there before.
    third = replace(SECOND, origin="c")
    Writer(clean_graph).sources([third])
    other = replace(MATE, id="proposal/model/huawei/mate41", key="mate41")
    seen = (Seen(third.id, 0, 7, "Mate 40", 0.5),)
    read(ledger, replace(MATE, seen=seen), replace(other, seen=seen), sources=(third.id,))
    assert snapshot(clean_graph) != before
    ledger.retract(third.id)
    assert snapshot(clean_graph) == before


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_a_decision_outlives_its_texts(ledger: Ledger, clean_graph: neo4j.Driver, state: str) -> None:
    read(ledger, MATE)
    decide(clean_graph, state)
    read(ledger)
    found = only(clean_graph)
    assert (found["state"], found["support"], found["name"]) == (state, 0, "Mate 40")
    read(ledger, MATE)
    assert (only(clean_graph)["state"], only(clean_graph)["support"]) == (state, 2)


def test_looking_like_an_unknown_name_keeps_no_entity(ledger: Ledger, clean_graph: neo4j.Driver) -> None:
    Writer(clean_graph).entities([Entity("Feature", "feature/given", "given")], given=True)
    read(ledger, MATE)
    assert ledger.retract(FIRST.id) == len(FACTS)
    left = {row["id"] for row in clean_graph.execute_query("MATCH (n:Entity) RETURN n.id AS id").records}
    assert left == {"brand/huawei", "feature/nfc", "feature/given", "product/1"}
