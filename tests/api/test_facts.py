"""Facts of the ledger as the API shows them."""

from __future__ import annotations

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

FACTS = """query($id: ID!, $first: Int! = 200) { product(id: $id) { facts(first: $first) {
  id subject predicate object objectName polarity confidence sentence mention start end
  source { id kind origin language } } } }"""


async def test_every_sentence_holds_its_mention_and_the_span_has_its_length(api: Api) -> None:
    facts = (await api.ask(FACTS, id=shop.MATE_128))["product"]["facts"]
    assert len({fact["id"] for fact in facts}) == len(facts) == 13
    for fact in facts:
        assert fact["mention"]
        assert fact["mention"] in fact["sentence"]
        assert fact["end"] - fact["start"] == len(fact["mention"])


async def test_a_fact_says_what_is_claimed_and_where(api: Api) -> None:
    facts = (await api.ask(FACTS, id=shop.MATE_128))["product"]["facts"]
    (fact,) = [
        fact for fact in facts if fact["object"] == shop.CHARGING and fact["source"]["language"] == "zh"
    ]
    assert fact["subject"] == shop.MATE
    assert (fact["predicate"], fact["objectName"], fact["polarity"]) == (
        "HAS_FEATURE",
        "wireless charging",
        None,
    )
    assert fact["confidence"] == pytest.approx(0.9)
    assert (fact["mention"], fact["sentence"]) == ("无线充电", "支持无线充电，电池4400mAh。")
    assert (fact["source"]["kind"], fact["source"]["origin"]) == ("description", "page/1")


async def test_only_as_many_facts_as_asked_come(api: Api) -> None:
    assert len((await api.ask(FACTS, id=shop.MATE_128, first=2))["product"]["facts"]) == 2
    for first in (0, 201):
        code, message = await api.refused(FACTS, id=shop.MATE_128, first=first)
        assert (code, message) == ("BAD_USER_INPUT", f"`first` is {first}; expected 1 to 200")


async def test_a_product_of_which_nothing_is_stated_has_no_facts(api: Api) -> None:
    assert (await api.ask(FACTS, id=shop.LONELY))["product"]["facts"] == []
