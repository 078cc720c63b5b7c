"""Recommendations with their reasons, and products like another."""

from __future__ import annotations

import re
from typing import Any

import neo4j
import pytest

from graph.rules import MerchandisingRule, write_rules
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

RECOMMEND = """query($user: ID!, $first: Int! = 10) { recommend(user: $user, first: $first) {
  score product { id title price { amount } } recalls { name score } rules { id action reason }
  reasons { kind en: text zh: text(lang: ZH)
    path { source { id label name } relation target { id label name } }
    facts { id predicate object sentence mention source { kind } } } } }"""
RECORD = "mutation($events: [EventInput!]!) { recordEvents(events: $events) { recorded } }"


async def recommend(api: Api, user: str, **variables: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.ask(RECOMMEND, user=user, **variables))["recommend"]
    return found


def steps_of(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for reason in answer["reasons"] for step in reason["path"]]


async def test_every_recommendation_has_a_reason_whose_path_is_in_the_graph(
    api: Api, driver: neo4j.Driver
) -> None:
    found = await recommend(api, shop.ANN)
    assert found
    steps = []
    for answer in found:
        assert answer["reasons"]
        for reason in answer["reasons"]:
            assert reason["path"]
            assert reason["en"]
            assert reason["zh"]
            ends = {end["id"] for step in reason["path"] for end in (step["source"], step["target"])}
            assert answer["product"]["id"] in ends
            steps += reason["path"]
    exists = (
        "MATCH (a {id: $a})-[edge]->(b {id: $b}) WHERE type(edge) = $relation RETURN count(edge) > 0 AS there"
    )
    with driver.session() as session:
        for step in steps:
            a, b = step["source"]["id"], step["target"]["id"]
            if a and b:  # another shopper has no id
                row = session.run(exists, a=a, b=b, relation=step["relation"]).single()
                assert row, step
                assert row["there"], step


async def test_reasons_rest_on_facts_with_their_sentence(api: Api) -> None:
    reasons = [reason for answer in await recommend(api, shop.ANN) for reason in answer["reasons"]]
    facts = [fact for reason in reasons for fact in reason["facts"]]
    assert facts
    assert all(fact["mention"] and fact["mention"] in fact["sentence"] for fact in facts)
    named = [reason for reason in reasons if reason["facts"]]
    for reason in named:
        ends = {end["id"] for step in reason["path"] for end in (step["source"], step["target"])}
        assert {fact["object"] for fact in reason["facts"]} <= ends


async def test_the_reason_speaks_the_language_asked_for(api: Api) -> None:
    chinese = re.compile("[一-鿿]")
    reasons = [reason for answer in await recommend(api, shop.ANN) for reason in answer["reasons"]]
    assert all(chinese.search(reason["zh"]) for reason in reasons)
    assert not any(chinese.search(reason["en"]) for reason in reasons)


async def test_what_a_shopper_owns_is_not_recommended(api: Api) -> None:
    found = await recommend(api, shop.DAN)
    assert {shop.MI_128, shop.P40_128}.isdisjoint(answer["product"]["id"] for answer in found)
    assert len({answer["product"]["id"] for answer in found}) == len(found)


async def test_no_other_shopper_is_named(api: Api) -> None:
    for answer in await recommend(api, shop.ANN):
        for reason in answer["reasons"]:
            ends = [end for step in reason["path"] for end in (step["source"], step["target"])]
            assert {end["id"] for end in ends if end["label"] == "User"} <= {"", shop.ANN}


async def test_an_unknown_shopper_gets_what_is_popular(api: Api) -> None:
    found = await recommend(api, "user/none", first=2)
    assert found[0]["product"]["id"] == shop.MI_128
    assert len(found) == 2
    assert {recall["name"] for answer in found for recall in answer["recalls"]} == {"popularity"}
    assert "3 shoppers" in found[0]["reasons"][0]["en"]


async def test_an_event_is_seen_by_the_very_next_answer(api: Api, fresh_graph: neo4j.Driver) -> None:
    before = await recommend(api, "user/new")
    event = {"id": "e/1", "type": "VIEW", "user": "user/new", "product": shop.MATE_128}
    await api.ask(RECORD, events=[event])
    after = await recommend(api, "user/new")
    assert not any(step["relation"] == "VIEWED" for answer in before for step in steps_of(answer))
    (viewed, *_) = [step for answer in after for step in steps_of(answer) if step["relation"] == "VIEWED"]
    assert (viewed["source"]["id"], viewed["target"]["id"]) == ("user/new", shop.MATE_128)
    await api.ask(RECORD, events=[event | {"id": "e/2", "type": "PURCHASE", "product": shop.P40_128}])
    assert shop.P40_128 in {answer["product"]["id"] for answer in after}
    assert shop.P40_128 not in {answer["product"]["id"] for answer in await recommend(api, "user/new")}


async def test_a_device_that_is_known_as_a_shopper_is_that_shopper(
    api: Api, fresh_graph: neo4j.Driver, statements_read: list[str]
) -> None:
    strange = await recommend(api, "user/cookie")
    asked = len(statements_read)
    logins = [
        {"id": f"l/{user}", "type": "LOGIN", "user": user, "deviceId": "user/cookie"}
        for user in (shop.DAN, shop.BOB)
    ]
    await api.ask(RECORD, events=logins[:1])
    statements_read.clear()
    known = await recommend(api, "user/cookie")
    statements = len(statements_read)
    assert known == await recommend(api, shop.DAN) != strange
    assert len(statements_read) == 2 * statements
    assert asked == statements
    # Of two shoppers it is nobody's.
    await api.ask(RECORD, events=logins[1:])
    assert await recommend(api, "user/cookie") == strange


async def test_a_search_is_understood_and_leads_to_what_it_asks_for(
    api: Api, fresh_graph: neo4j.Driver
) -> None:
    search = {"id": "e/1", "type": "SEARCH", "user": "user/new", "query": "小米手机"}
    await api.ask(RECORD, events=[search])
    asked = [
        (answer["product"]["id"], reason["kind"])
        for answer in await recommend(api, "user/new")
        for reason in answer["reasons"]
    ]
    assert (shop.MI_128, "asked") in asked


async def test_a_rule_that_acted_is_shown(api: Api, fresh_graph: neo4j.Driver) -> None:
    before = [answer["product"]["id"] for answer in await recommend(api, shop.EVE)]
    write_rules(fresh_graph, [MerchandisingRule("rule/1", "pin", (before[-1],), "ada", "launch week")])
    first, second, *_ = await recommend(api, shop.EVE)
    assert first["product"]["id"] == before[-1]
    assert first["rules"] == [{"id": "rule/1", "action": "pin", "reason": "launch week"}]
    assert second["rules"] == []


async def test_similar_products_say_how_that_is_known(api: Api) -> None:
    asked = """query($id: ID!, $first: Int! = 10) {
      similar(product: $id, first: $first) { relation score product { id title } } }"""
    found = (await api.ask(asked, id=shop.MATE_128))["similar"]
    assert [(like["product"]["id"], like["relation"]) for like in found][:2] == [
        (shop.MATE_256, "SIMILAR_TO"), (shop.P40_128, "EMBEDDING"),
    ]  # fmt: skip
    assert found[0]["score"] == pytest.approx(0.95)
    assert shop.MATE_128 not in {like["product"]["id"] for like in found}
    assert len((await api.ask(asked, id=shop.MATE_128, first=1))["similar"]) == 1
    assert (await api.ask(asked, id="product/none"))["similar"] == []
