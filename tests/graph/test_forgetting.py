"""A shopper who is forgotten is nowhere in the graph, and what they wrote counts as if it had never been."""

from __future__ import annotations

import json

import neo4j
import pytest

from graph.errors import DecisionError
from graph.forgetting import Forgetting, Forgotten
from graph.ledger import Ledger
from graph.records import Event, Fact, Source
from graph.writer import Writer
from tests import graph_samples as shop
from tests.graph.snapshots import snapshot

GUS, TABLET, SHARED, HAL = "user/gus", "user/cookie-7", "user/cookie-8", "user/hal"
BY = "command line"
REVIEW = Source("review", "NFC is lovely on it.", "review/gus", "en", shop.P40_128, GUS)
PRAISE = Fact(shop.P40, "PRAISED_FOR", shop.NFC, REVIEW.id, 0, 3, "NFC", "sample", "1", 0.9, "positive")


def at(minute: int) -> str:
    return f"2026-06-01T12:{minute:02}:00.000Z"


def did(name: str, user: str, kind: str = "view", minute: int = 0, **more: object) -> Event:
    product = None if kind in {"search", "login"} else shop.P40_128
    return Event(name, kind, user, at(minute), product, **more)  # type: ignore[arg-type]


OTHERS = [
    did("hal/view", HAL),
    did("hal/login", HAL, "login", device_id=SHARED),
    did("hal/search", HAL, "search", query="both of us"),
]
OWN = [
    did("gus/view", GUS),
    did("gus/buy", GUS, "purchase"),
    did("gus/login", GUS, "login", device_id=TABLET),
    did("tablet/view", TABLET, minute=1),
    did("gus/shared", GUS, "login", device_id=SHARED),
    did("shared/view", SHARED, minute=2),
    did("gus/search", GUS, "search", query="gus's own words"),
    did("gus/both", GUS, "search", query="both of us"),
    did("gus/stare", GUS, minute=3, dwell_seconds=1e9),
]


@pytest.fixture
def graph(clean_graph: neo4j.Driver) -> neo4j.Driver:
    shop.build_shop(clean_graph)
    Writer(clean_graph).events(OTHERS)
    return clean_graph


def write_gus(graph: neo4j.Driver) -> None:
    writer = Writer(graph)
    writer.events(OWN)
    writer.sources([REVIEW])
    assert not Ledger(graph).record([PRAISE]).missing
    graph.execute_query(
        "MATCH (u:User {id: $gus}), (s:Segment) CREATE (u)-[:IN_SEGMENT {score: 1.0}]->(s), "
        "(u)-[:PREFERS {lift: 2.0}]->(:Entity:Feature {id: 'feature/x', given: true}), "
        "(u)-[:PLACED]->(:Order {id: 'order/1'}), (u)-[:HOLDS]->(:Conversation {id: 'conversation/1', state: 'gus'}), "
        "(u)-[:OPENED]->(:Ticket {id: 'ticket/1', summary: 'gus says'})",
        gus=GUS,
    )


def rows(graph: neo4j.Driver) -> list[str]:
    """Return the graph without what tells of changes, and the feature that stands for what the shop has."""
    return [
        row
        for row in snapshot(graph)
        if not any(f'"{n}"' in row for n in ("Change", "Sequence", "feature/x"))
    ]


def test_nothing_under_the_id_is_left_and_the_rest_is_as_if_it_had_never_been(graph: neo4j.Driver) -> None:
    before = rows(graph)
    write_gus(graph)
    assert any(GUS in row for row in rows(graph))
    done = Forgetting(graph, Ledger(graph)).forget(GUS, BY)
    assert done == Forgotten(
        events=6, doubtful=1, searches=1, reviews=1, facts=1, segments=1, orders=1, talks=2, devices=1
    )
    left = [row for row in snapshot(graph) if any(name in row for name in (GUS, TABLET, "gus", "order/1"))]
    assert left == []
    assert rows(graph) == before


def test_every_property_and_relation_was_looked_at(graph: neo4j.Driver) -> None:
    write_gus(graph)
    marked = [json.loads(row) for row in snapshot(graph) if GUS in row or TABLET in row]
    places = {row.get("type") or row["labels"][0] for row in marked}
    assert places >= {"User", "DoubtfulEvent", "VIEWED", "PURCHASED", "SEARCHED", "LOGGED_IN", "KNOWN_AS", "WROTE",
                      "IN_SEGMENT", "PREFERS", "HOLDS", "OPENED"}  # fmt: skip


def test_a_device_alone_goes_with_what_was_done_on_it(graph: neo4j.Driver) -> None:
    write_gus(graph)
    done = Forgetting(graph, Ledger(graph)).forget(TABLET, BY)
    assert (done.events, done.reviews) == (1, 0)
    assert not any(TABLET in row for row in snapshot(graph))
    assert any(GUS in row for row in snapshot(graph))


def test_a_review_of_two_stays_the_others(graph: neo4j.Driver) -> None:
    write_gus(graph)
    Writer(graph).sources([Source("review", REVIEW.text, REVIEW.origin, "en", shop.P40_128, HAL)])
    assert Forgetting(graph, Ledger(graph)).forget(GUS, BY).reviews == 0
    found = graph.execute_query("MATCH (u)-[:WROTE]->({id: $id}) RETURN u.id AS id", id=REVIEW.id).records
    assert [row["id"] for row in found] == [HAL]


def test_who_is_not_there_cannot_be_forgotten_and_the_audit_names_nobody(graph: neo4j.Driver) -> None:
    forgetting = Forgetting(graph, Ledger(graph))
    with pytest.raises(DecisionError, match="the graph has nothing under 'user/nobody'"):
        forgetting.forget("user/nobody", BY)
    write_gus(graph)
    forgetting.forget(GUS, BY)
    (entry,) = graph.execute_query("MATCH (c:Change) RETURN properties(c) AS p").records
    assert (entry["p"]["by"], entry["p"]["action"]) == (BY, "forget")
    assert "gus" not in str(entry["p"])
    with pytest.raises(DecisionError):
        forgetting.forget(GUS, BY)
