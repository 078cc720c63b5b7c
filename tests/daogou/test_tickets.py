"""`daogou tickets …`: what waits is shown and closed."""

from __future__ import annotations

import neo4j

from graph.statements import Statements
from graph.tickets import HandOver, Turn, open_ticket
from tests.daogou.command import Daogou

GIVEN = HandOver(
    "zh", "充不进电", (Turn("shopper", "充不进电"),), {"topic": "how-to"}, ("换一根数据线。",), "user/ann"
)


async def test_tickets_are_listed_shown_and_closed(
    graph_daogou: Daogou, async_driver: neo4j.AsyncDriver
) -> None:
    id_ = await open_ticket(Statements(async_driver), GIVEN)
    listed = graph_daogou("tickets", "list", "--json").document
    assert (listed["open"], listed["tickets"][0]["id"]) == (1, id_)
    assert listed["tickets"][0]["turns"][0]["text"] == "充不进电"
    people = graph_daogou("tickets", "list").err
    assert "user/ann" in people
    assert id_ in people, "an id that is cut cannot be passed to `show`"
    shown = graph_daogou("tickets", "show", id_).out
    assert "shopper: 充不进电" in shown
    assert "tried: 换一根数据线。" in shown
    closed = graph_daogou("tickets", "close", id_, "--note", "寄了新线", "--json").document
    assert closed == {"ticket": id_, "state": "closed", "note": "寄了新线"}
    assert graph_daogou("tickets", "list", "--json").document == {"tickets": [], "open": 0}
    assert graph_daogou("tickets", "list", "--state", "closed", "--json").document["closed"] == 1


def test_a_ticket_that_is_not_there_is_one_line(graph_daogou: Daogou) -> None:
    answer = graph_daogou("tickets", "close", "ticket/x")
    assert (answer.status, answer.err.count("\n")) == (1, 1)
    assert "daogou tickets list" in answer.err
