"""What no person did lies aside, whatever order it came in, and can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

import neo4j
import pytest

from graph.doubts import Doubts
from graph.errors import DecisionError
from graph.export import Export
from graph.judging import LEAST_DWELL, MOST_A_MINUTE, MOST_DWELL, Arrivals
from graph.records import Event, Product
from graph.writer import Writer
from tests.graph.snapshots import snapshot

DAY = "2026-06-01T08:"


def shop(driver: neo4j.Driver, batch_rows: int = 25) -> Writer:
    writer = Writer(driver, batch_rows=batch_rows)
    writer.products(Product(f"product/{n}", f"T{n}") for n in range(7))
    return writer


def clicks(user: str, count: int, minute: str = "00") -> list[Event]:
    types = ("view", "add_to_cart", "search")
    return [
        Event(
            f"{user}/{minute}/{n}",
            types[n % 3],  # type: ignore[arg-type]
            user,
            f"{DAY}{minute}:{n % 60:02}Z",
            product=None if n % 3 == 2 else f"product/{n % 7}",
            query="手机" if n % 3 == 2 else None,
            device="phone",
        )
        for n in range(count)
    ]


def write(driver: neo4j.Driver, events: Sequence[Event], batch_rows: int = 25) -> list[str]:
    driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    shop(driver, batch_rows).events(events)
    return snapshot(driver)


EVENTS = [
    *clicks("user/bot", MOST_A_MINUTE + 5),
    *clicks("user/bot", 3, "07"),
    *clicks("user/ann", MOST_A_MINUTE),
    Event("long", "view", "user/ann", f"{DAY}00:30Z", "product/1", dwell_seconds=MOST_DWELL + 1),
    Event("short", "view", "user/bob", f"{DAY}00:30Z", "product/1", dwell_seconds=LEAST_DWELL / 2),
    Event("unmeasured", "view", "user/bob", f"{DAY}00:30Z", "product/1", dwell_seconds=0.0),
    Event("kept", "purchase", "user/bot", f"{DAY}00:30Z", "product/1"),
]


def test_what_lies_aside_follows_from_the_events_and_not_from_their_order(clean_graph: neo4j.Driver) -> None:
    expected = write(clean_graph, EVENTS)
    for seed in range(3):
        shuffled = Random(seed).sample(EVENTS, len(EVENTS))
        assert write(clean_graph, shuffled, batch_rows=7 + 40 * seed) == expected
    # Ann did a click a second, and one look that took longer than a day: too many in that minute.
    aside = {user: reasons for user, reasons in _aside(clean_graph).items() if user != "user/bob"}
    assert aside == {
        "user/bot": {"rate": MOST_A_MINUTE + 5},
        "user/ann": {"rate": MOST_A_MINUTE, "dwell": 1},
    }
    deeds = [deed.id for deed in Export(clean_graph).deeds()]
    assert sorted(deeds) == ["kept", "unmeasured", "user/bot/07/0", "user/bot/07/1", "user/bot/07/2"]


def test_a_click_a_second_is_a_persons(clean_graph: neo4j.Driver) -> None:
    written = shop(clean_graph).events(clicks("user/ann", MOST_A_MINUTE))
    assert (written.new, dict(written.aside)) == (MOST_A_MINUTE, {})


def test_the_same_events_again_change_nothing_and_count_as_known(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    first = writer.events(EVENTS)
    assert (first.rows, first.new) == (len(EVENTS), len(EVENTS))
    assert sum(first.aside.values()) == 2 * MOST_A_MINUTE + 7
    before = snapshot(clean_graph)
    again = writer.events(EVENTS)
    assert (again.rows, again.new, dict(again.aside)) == (len(EVENTS), 0, {})
    assert snapshot(clean_graph) == before


def test_an_id_that_lies_aside_is_taken(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.events(EVENTS)
    other = Event("long", "view", "user/eve", f"{DAY}00:30Z", "product/1")
    written = writer.events([other, Event("fine", "view", "user/eve", f"{DAY}00:30Z", "product/1")])
    assert (written.taken, written.new) == (("long",), 1)


def test_trust_brings_events_back_and_can_be_taken_back(clean_graph: neo4j.Driver) -> None:
    writer, doubts = shop(clean_graph), Doubts(clean_graph)
    writer.events(EVENTS)
    before = snapshot(clean_graph)
    assert doubts.trust("user/bot") == MOST_A_MINUTE + 5
    kept = [row for row in Export(clean_graph).deeds() if row.user == "user/bot"]
    assert len(kept) == MOST_A_MINUTE + 9
    assert writer.events(clicks("user/bot", 70, "09")).aside == {}
    assert writer.events(EVENTS).new == 0
    clean_graph.execute_query(
        "MATCH ()-[e {device: 'phone'}]->() WHERE e.id STARTS WITH 'user/bot/09' DELETE e"
    )
    assert doubts.distrust("user/bot") == MOST_A_MINUTE + 5
    assert snapshot(clean_graph) == before
    with pytest.raises(DecisionError, match="user/none"):
        doubts.trust("user/none")


def test_who_is_doubted_is_listed(clean_graph: neo4j.Driver) -> None:
    shop(clean_graph).events(EVENTS)
    first = Doubts(clean_graph).shoppers(limit=1)
    assert [(row.user, row.reason, row.events) for row in first] == [("user/bot", "rate", MOST_A_MINUTE + 5)]


def test_late_and_out_of_order_events_are_counted() -> None:
    times = (
        "2026-06-01T08:00:00Z",
        "2026-06-01T09:00:00Z",
        "2026-06-01T08:59:00Z",
        "2026-05-31T08:59:59Z",
        None,
    )
    file, batch = Arrivals(), Arrivals(datetime(2026, 6, 2, 8, 30, tzinfo=UTC))
    for at in times:
        file.see(at)
        batch.see(at)
    assert (file.out_of_order, file.late) == (2, 1)
    assert (batch.out_of_order, batch.late) == (2, 2)


def _aside(driver: neo4j.Driver) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for row in Doubts(driver).shoppers(limit=100):
        found.setdefault(row.user, {})[row.reason] = row.events
    return found
