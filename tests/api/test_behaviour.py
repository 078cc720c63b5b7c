"""Events that a shop reports."""

from __future__ import annotations

from typing import Any

import neo4j

from graph.judging import MOST_A_MINUTE
from tests import graph_samples as shop
from tests.api.client import Api

RECORD = """mutation($events: [EventInput!]!) { recordEvents(events: $events) {
  recorded duplicates errors { id code message } } }"""
RECENT = """query($user: ID!) { profile(user: $user) { counts { type times }
  recent { id type at query product { id } } } }"""


def view(id_: str, **changes: object) -> dict[str, Any]:
    return {"id": id_, "type": "VIEW", "user": "user/new", "product": shop.MATE_128, **changes}


async def record(api: Api, *events: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = (await api.ask(RECORD, events=events))["recordEvents"]
    return answer


async def test_events_of_every_type_are_recorded_as_they_were(api: Api, fresh_graph: neo4j.Driver) -> None:
    answer = await record(
        api,
        view("e/1", at="2026-06-01T12:00:00+08:00", device="phone", dwellSeconds=12.5),
        view("e/2", type="ADD_TO_CART", at="2026-06-01T05:00:00Z", price=4999),
        view("e/3", type="PURCHASE", at="2026-06-01T06:00:00Z"),
        view("e/4", type="RATING", at="2026-06-01T07:00:00Z", rating=4.5),
        view("e/5", type="REVIEW", at="2026-06-01T08:00:00Z"),
        {
            "id": "e/6",
            "type": "SEARCH",
            "user": "user/new",
            "query": "华为 手机",
            "at": "2026-06-01T09:00:00Z",
        },
    )
    assert answer == {"recorded": 6, "duplicates": 0, "errors": []}
    profile = (await api.ask(RECENT, user="user/new"))["profile"]
    assert [(event["id"], event["type"]) for event in profile["recent"]] == [
        ("e/6", "SEARCHED"), ("e/5", "REVIEWED"), ("e/4", "RATED"),
        ("e/3", "PURCHASED"), ("e/2", "ADDED_TO_CART"), ("e/1", "VIEWED"),
    ]  # fmt: skip
    assert profile["recent"][0]["query"] == "华为 手机"
    assert profile["recent"][0]["product"] is None
    assert profile["recent"][5]["product"] == {"id": shop.MATE_128}
    assert profile["recent"][5]["at"].startswith("2026-06-01T04:00:00")
    with fresh_graph.session() as session:
        kept = session.run(
            "MATCH ()-[e:VIEWED {id: 'e/1'}]->() RETURN e {.device, .dwell_seconds} AS e"
        ).single()
    assert kept
    assert kept["e"] == {"device": "phone", "dwell_seconds": 12.5}


async def test_a_batch_sent_twice_is_recorded_once(api: Api, fresh_graph: neo4j.Driver) -> None:
    events = [view("e/1"), view("e/2", type="PURCHASE")]
    assert await record(api, *events) == {"recorded": 2, "duplicates": 0, "errors": []}
    assert await record(api, *events, view("e/3")) == {"recorded": 1, "duplicates": 2, "errors": []}
    counts = (await api.ask(RECENT, user="user/new"))["profile"]["counts"]
    assert counts == [{"type": "PURCHASED", "times": 1}, {"type": "VIEWED", "times": 2}]


async def test_an_id_twice_in_a_batch_is_one_event(api: Api, fresh_graph: neo4j.Driver) -> None:
    assert await record(api, view("e/1"), view("e/1")) == {"recorded": 1, "duplicates": 1, "errors": []}


async def test_a_refused_event_leaves_the_others_recorded(api: Api, fresh_graph: neo4j.Driver) -> None:
    answer = await record(
        api,
        view("bad/1", user=" "),
        view("e/1"),
        view("bad/2", product="product/none"),
        view("e/2", type="PURCHASE"),
    )
    assert answer["recorded"] == 2
    assert {(error["id"], error["code"]) for error in answer["errors"]} == {
        ("bad/1", "INVALID"), ("bad/2", "UNKNOWN_PRODUCT"),
    }  # fmt: skip
    assert any("product/none" in error["message"] for error in answer["errors"])
    recent = (await api.ask(RECENT, user="user/new"))["profile"]["recent"]
    assert {event["id"] for event in recent} == {"e/1", "e/2"}


async def test_an_event_with_an_unknown_product_adds_nobody(api: Api, fresh_graph: neo4j.Driver) -> None:
    await record(api, view("e/1", product="product/none"))
    assert (await api.ask(RECENT, user="user/new"))["profile"] is None


KINDS = """mutation($events: [EventInput!]!) { recordEvents(events: $events) {
  recorded duplicates doubtful late outOfOrder } }"""


async def test_what_is_late_known_or_done_by_no_person_is_counted(
    api: Api, fresh_graph: neo4j.Driver
) -> None:
    burst = [
        view(f"e/{n}", user="user/bot", at=f"2026-06-01T12:00:{n % 60:02}Z") for n in range(MOST_A_MINUTE + 2)
    ]
    look = view("e/look", dwellSeconds=1e6, at="2026-06-02T00:00:00Z")

    async def counts(*events: dict[str, Any]) -> Any:
        return (await api.ask(KINDS, events=events))["recordEvents"]

    first = {
        "recorded": MOST_A_MINUTE + 1,
        "duplicates": 0,
        "doubtful": 1,
        "late": MOST_A_MINUTE + 1,
        "outOfOrder": 0,
    }
    assert await counts(*burst[:MOST_A_MINUTE], look) == first
    # The one too many takes those before it along; all of them are known from then on.
    second = {"recorded": 1, "duplicates": 1, "doubtful": MOST_A_MINUTE + 1, "late": 1, "outOfOrder": 0}
    assert await counts(burst[0], burst[-1]) == second
    assert (await counts(*burst, look))["duplicates"] == MOST_A_MINUTE + 2
    assert (await api.ask(RECENT, user="user/bot"))["profile"]["counts"] == []


async def test_what_a_device_did_is_the_shoppers_who_logs_in(api: Api, fresh_graph: neo4j.Driver) -> None:
    login = {
        "id": "l/1",
        "type": "LOGIN",
        "user": "user/new",
        "deviceId": "user/cookie",
        "at": "2026-06-01T12:00:00Z",
    }
    await record(api, view("e/1", user="user/cookie"), login, view("e/2", user="user/cookie"))
    recent = (await api.ask(RECENT, user="user/new"))["profile"]["recent"]
    assert {event["id"] for event in recent} == {"e/1", "e/2"}


REFUSED: tuple[tuple[dict[str, Any], str], ...] = (
    ({"user": ""}, "must not be empty"),
    ({"product": None}, "an event of type VIEW needs `product`"),
    ({"type": "SEARCH", "query": "  "}, "a search needs `query`"),
    ({"type": "SEARCH", "query": "机" * 201}, "200 characters"),
    ({"user": "x" * 40_000}, "200 characters"),
    ({"device": "x" * 201}, "200 characters"),
    ({"type": "RATING"}, "a rating needs `rating`"),
    ({"rating": 0.5}, "`rating` must be 1 to 5"),
    ({"rating": 5.5}, "`rating` must be 1 to 5"),
    ({"price": -1}, "`price` must be"),
    ({"dwellSeconds": -1}, "`dwellSeconds` must be"),
    ({"at": "2026-06-01T12:00:00"}, "`at` needs a time zone"),
    ({"at": "2999-06-01T12:00:00Z"}, "`at` is in the future"),
    ({"price": 1, "currency": "yuan"}, "`currency` must be three letters"),
    ({"type": "LOGIN"}, "a login needs `deviceId`"),
    ({"type": "LOGIN", "deviceId": "x" * 201}, "200 characters"),
    ({"at": "0001-01-01T00:00:00+14:00"}, "`at` is 0001-01-01"),
    ({"id": " "}, "must not be empty"),
    ({"id": "x" * 40_000}, "200 characters"),
)


async def test_events_that_make_no_sense_are_refused_and_say_why(api: Api, fresh_graph: neo4j.Driver) -> None:
    wrong = [view(f"bad/{n}") | changes for n, (changes, _) in enumerate(REFUSED)]
    answer = await record(api, *wrong, view("e/1"))
    assert (answer["recorded"], answer["duplicates"]) == (1, 0)
    assert [error["id"] for error in answer["errors"]] == [event["id"] for event in wrong]
    for error, (_, message) in zip(answer["errors"], REFUSED, strict=True):
        assert error["code"] == "INVALID"
        assert message in error["message"]


async def test_a_number_without_end_is_refused(api: Api, fresh_graph: neo4j.Driver) -> None:
    events = '[{id: "e/1", type: VIEW, user: "user/new", product: "product/1", price: 1e999}]'
    answer = await api.ask(f"mutation {{ recordEvents(events: {events}) {{ recorded errors {{ code }} }} }}")
    assert answer["recordEvents"] == {"recorded": 0, "errors": [{"code": "INVALID"}]}
