"""What is claimed of a thing, and who says so."""

from __future__ import annotations

from typing import Any

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
FACTS = """query($id: ID!, $first: Int! = 50) { facts(subject: $id, first: $first) { attribute contested
  claims { predicate object name support confidence facts { sentence mention source { kind } } } } }"""
SOURCES = """query($id: ID!, $object: ID) { sourcesFor(subject: $id, object: $object) {
  source { id kind } facts(first: 200) { object sentence source { id } } } }"""


async def topics(api: Api, id_: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await api.ask(FACTS, id=id_))["facts"]
    return found


async def test_claims_that_contradict_each_other_stand_side_by_side_and_first(api: Api) -> None:
    first, *others = await topics(api, shop.MATE_128)
    assert (first["attribute"], first["contested"]) == ("battery_capacity", True)
    best, other = first["claims"]
    assert (best["object"], best["support"], other["object"], other["support"]) == (
        shop.BATTERY_4400, 2, shop.BATTERY_4300, 1,
    )  # fmt: skip
    assert best["confidence"] == pytest.approx(0.99)
    assert {fact["sentence"] for fact in best["facts"]} == {"Battery: 4400mAh", "支持无线充电，电池4400mAh。"}
    assert [fact["source"]["kind"] for fact in other["facts"]] == ["review"]
    assert not any(topic["contested"] for topic in others)


async def test_who_has_and_who_lacks_a_feature_is_one_topic(api: Api) -> None:
    first = (await topics(api, shop.P40_128))[0]
    assert first["contested"]
    assert {claim["predicate"] for claim in first["claims"]} == {"HAS_FEATURE", "LACKS_FEATURE"}
    assert {claim["name"] for claim in first["claims"]} == {"NFC"}


async def test_praise_and_criticism_are_one_topic_without_contradiction(api: Api) -> None:
    (opinions,) = [
        topic
        for topic in await topics(api, shop.MATE)
        if topic["claims"][0]["predicate"] in {"PRAISED_FOR", "CRITICISED_FOR"}
    ]
    assert (len(opinions["claims"]), opinions["contested"]) == (2, False)


async def test_a_product_tells_its_models_facts_and_all_of_them_once(api: Api) -> None:
    asked = "query($id: ID!) { product(id: $id) { facts(first: 200) { id } } }"
    facts = (await api.ask(asked, id=shop.MATE_256))["product"]["facts"]
    found = await topics(api, shop.MATE_256)
    assert sum(claim["support"] for topic in found for claim in topic["claims"]) == len(facts)
    assert {claim["object"] for topic in found for claim in topic["claims"]} >= {shop.RED, shop.CHARGING}


async def test_nobody_claims_anything_of_an_unknown_thing(api: Api) -> None:
    assert await topics(api, "product/none") == []
    assert (await api.ask(SOURCES, id="product/none"))["sourcesFor"] == []


async def test_sources_are_those_that_state_something_the_most_first(
    api: Api, statements_read: list[str]
) -> None:
    found = (await api.ask(SOURCES, id=shop.MATE_128))["sourcesFor"]
    counts = [len(each["facts"]) for each in found]
    assert counts == sorted(counts, reverse=True)
    assert len({each["source"]["id"] for each in found}) == len(found)
    assert all(fact["source"]["id"] == each["source"]["id"] for each in found for fact in each["facts"])
    assert statements_read == ["read_facts"]


async def test_sources_of_one_claim_are_those_that_state_it(api: Api) -> None:
    found = (await api.ask(SOURCES, id=shop.MATE_256, object=shop.BATTERY_4400))["sourcesFor"]
    assert {each["source"]["kind"] for each in found} == {"specification", "description"}
    assert {fact["object"] for each in found for fact in each["facts"]} == {shop.BATTERY_4400}
