"""Tickets carry what a person needs, and no more than so much of it."""

from __future__ import annotations

from dataclasses import replace

import neo4j
import pytest

from graph.errors import DecisionError
from graph.orders import write_orders
from graph.statements import Statements
from graph.tickets import LARGEST, LONGEST, MOST_TRIED, MOST_TURNS, HandOver, Tickets, Turn, open_ticket
from tests import graph_samples as shop

GIVEN = HandOver(
    language="en",
    summary="The phone does not charge",
    turns=(Turn("shopper", "It does not charge"), Turn("assistant", "Try another cable.", (), ("policy/x",))),
    slots={"topic": "how-to", "product": shop.MI_128},
    tried=("Try another cable.",),
    user=shop.ANN,
    conversation="conversation/1",
)


@pytest.fixture
def statements(clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver) -> Statements:
    return Statements(async_driver)


async def test_a_ticket_carries_the_conversation(statements: Statements, driver: neo4j.Driver) -> None:
    id_ = await open_ticket(statements, GIVEN)
    ticket = Tickets(driver).find(id_)
    assert (ticket.state, ticket.language, ticket.summary) == ("open", "en", "The phone does not charge")
    assert [turn["text"] for turn in ticket.turns] == ["It does not charge", "Try another cable."]
    assert (ticket.slots, ticket.tried) == (GIVEN.slots, ("Try another cable.",))
    assert (ticket.user, ticket.conversation) == (shop.ANN, "conversation/1")


async def test_it_is_joined_to_what_was_cited(statements: Statements, driver: neo4j.Driver) -> None:
    shop.build_shop(driver)
    (row,) = driver.execute_query("MATCH (fact:Fact) RETURN fact.id AS id LIMIT 1").records
    item = {"product": shop.MI_128, "quantity": 1, "price": None, "currency": None}
    write_orders(driver, [{"user": shop.ANN, "items": [item], "properties": {"id": "order/1", "at": "x"}}])
    said = Turn("assistant", "It has NFC", (row["id"], "gone"), ("order/1", "order/404", shop.MI_128))
    id_ = await open_ticket(statements, replace(GIVEN, turns=(said, said)))
    assert Tickets(driver).find(id_).cites == tuple(sorted((row["id"], "order/1")))
    joined = driver.execute_query(
        "MATCH (:User {id: $user})-[:OPENED]->(t:Ticket) RETURN t.id AS id", user=shop.ANN
    )
    assert [row["id"] for row in joined.records] == [id_]


async def test_a_conversation_has_one_open_ticket(statements: Statements, driver: neo4j.Driver) -> None:
    first = await open_ticket(statements, GIVEN)
    assert await open_ticket(statements, replace(GIVEN, summary="Still not")) == first
    assert Tickets(driver).find(first).summary == "Still not"
    Tickets(driver).close(first)
    second = await open_ticket(statements, GIVEN)
    nobody = replace(GIVEN, conversation=None, user=None)
    others = {await open_ticket(statements, nobody) for _ in range(2)}
    assert len({first, second, *others}) == 4
    assert Tickets(driver).find(others.pop()).user is None


async def test_those_that_wait_longest_come_first(statements: Statements, driver: neo4j.Driver) -> None:
    ids = [await open_ticket(statements, replace(GIVEN, conversation=f"conversation/{n}")) for n in range(3)]
    for place, id_ in enumerate(ids):
        driver.execute_query("MATCH (t:Ticket {id: $id}) SET t.at = $at", id=id_, at=f"2026-06-0{3 - place}")
    tickets, count = Tickets(driver).all("open", 2)
    assert ([ticket.id for ticket in tickets], count) == ([ids[2], ids[1]], 3)
    closed = Tickets(driver).close(ids[2], "done")
    assert (closed.state, closed.note, bool(closed.closed_at)) == ("closed", "done", True)
    assert [[t.id for t in Tickets(driver).all(state, 9)[0]] for state in ("open", "closed")] == [  # type: ignore[arg-type]
        [ids[1], ids[0]],
        [ids[2]],
    ]


async def test_what_is_kept_is_bounded(statements: Statements, driver: neo4j.Driver) -> None:
    long = "长" * 3 * LONGEST
    turns = [Turn("shopper", f"{n} \ud800 {long}") for n in range(MOST_TURNS + 5)]
    slots = {"a": "x" * 100, "b": "x" * LARGEST, "c": 1}
    given = replace(GIVEN, summary=long, turns=turns, slots=slots, tried=[long] * (MOST_TRIED + 1))
    ticket = Tickets(driver).find(await open_ticket(statements, given))
    assert len(ticket.turns) == MOST_TURNS
    assert ticket.turns[0]["text"].startswith("5 ? 长")
    assert {len(text) for text in (ticket.summary, *ticket.tried, ticket.turns[0]["text"])} == {LONGEST}
    assert len(ticket.tried) == MOST_TRIED
    assert ticket.slots == {"a": "x" * 100}


def test_a_ticket_that_is_not_there_is_told(clean_graph: neo4j.Driver) -> None:
    for work in (Tickets(clean_graph).find, Tickets(clean_graph).close):
        with pytest.raises(DecisionError, match="there is no ticket 'ticket/x'"):
            work("ticket/x")


async def test_a_ticket_that_is_known_is_brought_up_to_date_while_it_is_open(
    statements: Statements, driver: neo4j.Driver
) -> None:
    nobodys = replace(GIVEN, conversation=None)
    first = await open_ticket(statements, nobodys)
    assert await open_ticket(statements, replace(nobodys, ticket=first)) == first
    Tickets(driver).close(first)
    assert await open_ticket(statements, replace(nobodys, ticket=first)) != first
