"""What a device did is whose login says so; taken back, the graph is the one before."""

from __future__ import annotations

from random import Random

import neo4j
import pytest

from graph.errors import DecisionError
from graph.export import Export
from graph.identity import Identities
from graph.judging import MOST_A_MINUTE
from graph.records import Event, Product
from graph.writer import Writer
from tests.graph.snapshots import snapshot

AT = "2026-06-01T08:00:00Z"
DID = [
    Event("v", "view", "user/cookie", AT, "product/1"),
    Event("c", "add_to_cart", "user/cookie", AT, "product/1"),
    Event("p", "purchase", "user/cookie", AT, "product/2", price=9.0, currency="CNY"),
    Event("r", "rating", "user/cookie", AT, "product/2", rating=5.0),
    Event("w", "review", "user/cookie", AT, "product/2"),
    Event("s", "search", "user/cookie", AT, query="手机"),
    Event("own", "view", "user/ann", AT, "product/3"),
]
LOGIN = Event("l1", "login", "user/ann", AT, device_id="user/cookie")
OTHER = Event("l2", "login", "user/bob", AT, device_id="user/cookie")


def shop(driver: neo4j.Driver) -> Writer:
    driver.execute_query("MATCH (n) WHERE NOT n:SchemaVersion DETACH DELETE n")
    writer = Writer(driver, batch_rows=3)
    writer.products(Product(f"product/{n}", f"T{n}") for n in range(7))
    return writer


def owners(driver: neo4j.Driver) -> dict[str, str]:
    return {deed.id: deed.user for deed in Export(driver).deeds()}


def test_a_login_gives_what_was_and_what_comes(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.events(DID)
    writer.events([LOGIN, Event("later", "view", "user/cookie", AT, "product/4")])
    assert set(owners(clean_graph).values()) == {"user/ann"}
    assert len(owners(clean_graph)) == len(DID) + 1
    before = snapshot(clean_graph)
    assert writer.events([*DID, LOGIN]).new == 0
    assert snapshot(clean_graph) == before


def test_the_order_of_events_does_not_matter(clean_graph: neo4j.Driver) -> None:
    for logins in ([LOGIN], [LOGIN, OTHER]):
        graphs = []
        for seed in range(3):
            events = [*DID, *logins]
            shop(clean_graph).events(Random(seed).sample(events, len(events)))
            clean_graph.execute_query("MATCH ()-[login:LOGGED_IN]->() REMOVE login.made")
            graphs.append(snapshot(clean_graph))
        assert graphs[0] == graphs[1] == graphs[2]
        cookie = {user for id_, user in owners(clean_graph).items() if id_ != "own"}
        # From a device of two shoppers nobody knows who it was.
        assert cookie == ({"user/ann"} if len(logins) == 1 else {"user/cookie"})


@pytest.mark.parametrize("known", [DID, DID[:-1], DID[-1:], []])
def test_taking_a_login_back_leaves_the_graph_before_it(
    clean_graph: neo4j.Driver, known: list[Event]
) -> None:
    writer = shop(clean_graph)
    writer.events(known)
    before = snapshot(clean_graph)
    writer.events([LOGIN])
    assert snapshot(clean_graph) != before
    assert Identities(clean_graph).separate("user/cookie") == 1
    assert snapshot(clean_graph) == before


def test_what_came_after_the_login_is_the_devices_again(clean_graph: neo4j.Driver) -> None:
    writer = shop(clean_graph)
    writer.events(DID)
    expected = snapshot(clean_graph)
    writer = shop(clean_graph)
    writer.events([LOGIN, *DID])
    Identities(clean_graph).separate("user/cookie")
    assert snapshot(clean_graph) == expected


def test_a_burst_is_the_devices_whoever_it_is_known_as(clean_graph: neo4j.Driver) -> None:
    def burst(user: str, count: int) -> list[Event]:
        return [Event(f"{user}/{n}", "view", user, AT, "product/1") for n in range(count)]

    writer = shop(clean_graph)
    # Both are a person's by themselves, together they are more than a person can do.
    written = writer.events(
        [LOGIN, *burst("user/ann", MOST_A_MINUTE - 1), *burst("user/cookie", MOST_A_MINUTE)]
    )
    assert dict(written.aside) == {}
    written = writer.events(burst("user/cookie", MOST_A_MINUTE + 1))
    assert dict(written.aside) == {"rate": MOST_A_MINUTE + 1}
    assert len(owners(clean_graph)) == MOST_A_MINUTE - 1


def test_there_are_no_chains(clean_graph: neo4j.Driver) -> None:
    chain = Event("l3", "login", "user/cat", AT, device_id="user/ann")
    for events in ([*DID, LOGIN, chain], [chain, LOGIN, *DID], [LOGIN, *DID, chain]):
        shop(clean_graph).events(events)
        assert owners(clean_graph)["own"] == "user/ann"
        assert owners(clean_graph)["v"] == "user/cookie"
    Identities(clean_graph).separate("user/ann")
    assert set(owners(clean_graph).values()) == {"user/ann"}


def test_devices_are_listed_and_an_unknown_one_is_named(clean_graph: neo4j.Driver) -> None:
    shop(clean_graph).events([*DID, LOGIN, OTHER])
    (device,) = Identities(clean_graph).devices(limit=5)
    assert (device.known_as, device.persons, device.logins) == (None, ("user/ann", "user/bob"), 2)
    with pytest.raises(DecisionError, match="user/none"):
        Identities(clean_graph).separate("user/none")
