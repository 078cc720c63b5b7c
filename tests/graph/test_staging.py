from dataclasses import replace

import neo4j
import pytest

from graph.export import Export
from graph.ledger import Ledger
from graph.records import Fact
from graph.staging import Staging, Switched
from graph.writer import Writer
from tests.graph.snapshots import snapshot
from tests.graph.test_ledger import DOUBTS, FACTS, FIRST, SECOND, capacity, load

CATALOGUE = [replace(fact, extractor="catalogue") for fact in FACTS]
OLD = [replace(fact, extractor="reader", version="1", confidence=0.5) for fact in DOUBTS]
NEW = [
    replace(OLD[0], version="2", confidence=0.7),
    replace(
        OLD[0], object="feature/nfc", predicate="HAS_FEATURE", subject="model/huawei/mate-40-pro", version="2"
    ),
]


@pytest.fixture
def driver(clean_graph: neo4j.Driver) -> neo4j.Driver:
    """Return a graph that a catalogue wrote and the first version of a reader read."""
    load(clean_graph, FIRST, CATALOGUE)
    load(clean_graph, SECOND, [])
    Writer(clean_graph).parameters([capacity(4200)])
    Ledger(clean_graph).record_read([SECOND.id], OLD, mark="reader@1")
    return clean_graph


def staging(driver: neo4j.Driver) -> Staging:
    return Staging(driver, Ledger(driver))


def facts(driver: neo4j.Driver) -> list[tuple[str, str]]:
    rows = driver.execute_query(
        "MATCH (f:Fact) RETURN f.extractor AS e, f.version AS v ORDER BY e, v"
    ).records
    return [(row["e"], row["v"]) for row in rows]


def test_the_switch_gives_the_graph_that_only_the_new_version_read(driver: neo4j.Driver) -> None:
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    assert staging(driver).switch("reader@2") == Switched(new=1, changed=1, gone=1)
    switched = snapshot(driver)

    driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    load(driver, FIRST, CATALOGUE)
    load(driver, SECOND, [])
    Ledger(driver).record_read([SECOND.id], NEW, mark="reader@2")
    assert snapshot(driver) == switched


def test_readers_see_the_old_facts_until_the_switch(driver: neo4j.Driver) -> None:
    before = facts(driver)
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    assert facts(driver) == before
    staging(driver).switch("reader@2")
    assert facts(driver) == [("catalogue", "1")] * len(CATALOGUE) + [("reader", "2")] * len(NEW)


def test_what_is_staged_is_not_read_again(driver: neo4j.Driver) -> None:
    unread = [source.id for source in Export(driver).sources_to_extract("reader@2")]
    assert SECOND.id in unread
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    assert SECOND.id not in [source.id for source in Export(driver).sources_to_extract("reader@2")]
    assert SECOND.id in [source.id for source in Export(driver).sources_to_extract("reader@3")]


def test_a_switch_with_nothing_staged_changes_nothing(driver: neo4j.Driver) -> None:
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    staging(driver).switch("reader@2")
    after = snapshot(driver)
    assert staging(driver).switch("reader@2") == Switched()
    assert snapshot(driver) == after


def test_a_later_version_drops_what_an_earlier_one_staged(driver: neo4j.Driver) -> None:
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    third: list[Fact] = [replace(NEW[0], version="3")]
    staging(driver).stage([SECOND.id], third, mark="reader@3")
    assert staging(driver).switch("reader@2") == Switched()
    assert staging(driver).switch("reader@3") == Switched(changed=1, gone=1)


def test_a_text_deleted_meanwhile_stays_deleted(driver: neo4j.Driver) -> None:
    staging(driver).stage([SECOND.id], NEW, mark="reader@2")
    Ledger(driver).retract(SECOND.id)
    without = [row for row in snapshot(driver) if "StagedFact" not in row]
    assert staging(driver).switch("reader@2") == Switched()
    assert snapshot(driver) == without
