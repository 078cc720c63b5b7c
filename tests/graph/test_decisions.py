import re
from dataclasses import replace
from typing import Any

import neo4j
import pytest

from graph.decisions import Decisions, Evidence, LookAlike
from graph.errors import DecisionError
from graph.export import Export
from graph.ledger import Ledger
from graph.proposals import Proposed
from graph.records import Entity
from graph.writer import Writer
from tests.graph.snapshots import snapshot
from tests.graph.test_ledger import FACTS, FIRST, SECOND, load
from tests.graph.test_proposals import MATE, READ

ONCE = replace(
    MATE, id="proposal/brand/mate", label="Brand", key="mate", brand=None, alike=(), seen=MATE.seen[:1]
)
NEW = Entity("Model", "model/huawei/mate-40", "Mate 40")


@pytest.fixture
def decisions(clean_graph: neo4j.Driver) -> Decisions:
    load(clean_graph, FIRST, FACTS)
    load(clean_graph, SECOND, [])
    Ledger(clean_graph).record_read(READ, [], mark="r@1", proposed=[MATE, ONCE])
    return Decisions(clean_graph)


def model(driver: neo4j.Driver, id_: str) -> dict[str, Any] | None:
    rows = driver.execute_query("MATCH (m:Model {id: $id}) RETURN m", id=id_).records
    return dict(rows[0]["m"]) if rows else None


def undecided(driver: neo4j.Driver) -> list[str]:
    """Return all but proposals, and whether texts are to be read again, as they are once a name was accepted."""
    return [re.sub(r'"extracted": "[^"]*", ', "", row) for row in snapshot(driver) if "Proposal" not in row]


def test_what_is_open_is_shown_best_supported_first(decisions: Decisions) -> None:
    first, second = decisions.open()
    assert (first.id, first.support, second.id, second.support) == (MATE.id, 2, ONCE.id, 1)
    assert first.evidence == Evidence("Mate 40", FIRST.text, "description", "a")
    assert first.alike == (LookAlike("model/huawei/mate-40-pro", "Mate 40 Pro", 0.8),)
    assert [one.id for one in decisions.open("Brand")] == [ONCE.id]
    assert [one.id for one in decisions.open(limit=1)] == [MATE.id]
    assert (decisions.count_open(), decisions.count_open("Brand")) == (2, 1)


def test_an_accepted_name_is_a_given_entity(decisions: Decisions, clean_graph: neo4j.Driver) -> None:
    decisions.accept(MATE.id, NEW)
    assert [one.id for one in decisions.open()] == [ONCE.id]
    made = model(clean_graph, NEW.id)
    assert made
    assert (made["name"], made["given"]) == ("Mate 40", True)
    (name,) = Export(clean_graph).decided()
    assert (name.id, name.aliases, name.brand) == (NEW.id, ("Mate 40",), "brand/huawei")


def test_a_name_accepted_as_another_is_its_alias(decisions: Decisions, clean_graph: neo4j.Driver) -> None:
    decisions.accept_as(MATE.id, "model/huawei/mate-40-pro")
    known = model(clean_graph, "model/huawei/mate-40-pro")
    assert known
    assert (known["aliases"], known["given"]) == (["Mate 40"], True)
    assert decisions.find(MATE.id).accepted_as == "model/huawei/mate-40-pro"


def test_deciding_again_takes_the_first_decision_back(
    decisions: Decisions, clean_graph: neo4j.Driver
) -> None:
    before = undecided(clean_graph)
    decisions.accept(MATE.id, NEW)
    decisions.accept_as(MATE.id, "model/huawei/mate-40-pro")
    assert model(clean_graph, NEW.id) is None
    decisions.decline(MATE.id)
    assert [row for row in undecided(clean_graph) if "LOOKS_LIKE" not in row] == [
        row for row in before if "LOOKS_LIKE" not in row
    ]
    assert decisions.find(MATE.id).state == "declined"
    decisions.accept(MATE.id, NEW)
    after = snapshot(clean_graph)
    decisions.accept(MATE.id, NEW)
    assert _timeless(snapshot(clean_graph)) == _timeless(after)


def test_a_decision_that_fits_nothing_changes_nothing(
    decisions: Decisions, clean_graph: neo4j.Driver
) -> None:
    Writer(clean_graph).entities([NEW], given=True)
    decisions.accept_as(MATE.id, NEW.id)
    before = snapshot(clean_graph)
    for decide, problem in (
        (lambda: decisions.find("nope"), "no proposal has the id 'nope': `daogou entities list`"),
        (lambda: decisions.decline("nope"), "no proposal has the id 'nope'"),
        (lambda: decisions.accept("nope", NEW), "no proposal has the id 'nope'"),
        (lambda: decisions.accept_as(MATE.id, "nope"), "no entity has the id 'nope'"),
        (
            lambda: decisions.accept_as(MATE.id, "brand/huawei"),
            "is a Brand and .* names a Model: name a Model",
        ),
    ):
        with pytest.raises(DecisionError, match=problem):
            decide()  # type: ignore[no-untyped-call]
    assert snapshot(clean_graph) == before


def test_a_decision_survives_reading_again(decisions: Decisions, clean_graph: neo4j.Driver) -> None:
    decisions.accept(MATE.id, NEW)
    decisions.decline(ONCE.id)
    found: list[Proposed]
    for found in ([], [MATE, ONCE]):
        Ledger(clean_graph).record_read(READ, [], mark="r@2", proposed=found)
        assert decisions.open() == []
        assert decisions.find(MATE.id).accepted_as == NEW.id


def _timeless(rows: list[str]) -> list[str]:
    return [row for row in rows if "decided_at" not in row]
