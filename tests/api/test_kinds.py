"""Bought together, trending, popular in a segment, substitutes and upgrades, each within constraints."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graph.ledger import Ledger
from graph.records import Entity, Fact, Parameter, Predicate, Product, Source
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

RIVAL, MODEL = "product/rival", "model/sony/xperia"
BATTERY = Parameter(
    "parameter/battery_capacity/5520/mAh", "battery_capacity", "5520", "mAh", "5520 mAh", 5520.0
)
PRICE = Parameter("parameter/price/4099/CNY", "price", "4099", "CNY", "4099 CNY", 4099.0)
TOGETHER = """query($id: ID!, $first: Int! = 10, $within: Constraints) {
  boughtTogether(product: $id, first: $first, within: $within) { relation score shoppers product { id title } } }"""
ALTERNATIVES = """query($id: ID!, $first: Int! = 10, $within: Constraints) {
  upgrades(product: $id, first: $first, within: $within) { ...told }
  substitutes(product: $id, first: $first, within: $within) { ...told } }
fragment told on Alternative { product { id } score differences {
  attribute better en: text zh: text(lang: ZH) origin { value unit } other { value unit }
  originFacts { id object sentence } otherFacts { id object sentence } } }"""


@pytest.fixture
def rival(fresh_graph: neo4j.Driver) -> neo4j.Driver:
    """The shop with a phone that is 20 % better than the Mi, for 300 yuan more."""
    writer, text = Writer(fresh_graph), "Sony Xperia phone, battery 5520 mAh, now 4099 CNY"
    writer.parameters([BATTERY, PRICE])
    writer.products([Product(RIVAL, "Sony Xperia", 4099.0, "CNY", in_stock=True)])
    source = Source("description", text, "page/rival", "en", RIVAL)
    writer.sources([source])
    writer.entities([Entity("Model", MODEL, "Xperia")], given=True)
    claims: tuple[tuple[str, Predicate, str, str], ...] = (
        (RIVAL, "OF_MODEL", MODEL, "Xperia"),
        (MODEL, "MADE_BY", shop.SONY, "Sony"),
        (MODEL, "IN_CATEGORY", shop.PHONE, "phone"),
        (MODEL, "HAS_PARAMETER", BATTERY.id, "5520 mAh"),
        (RIVAL, "HAS_PARAMETER", PRICE.id, "4099 CNY"),
    )
    Ledger(fresh_graph).record(
        Fact(
            one, how, two, source.id, text.index(said), text.index(said) + len(said), said, "sample", "1", 0.9
        )
        for one, how, two, said in claims
    )
    return fresh_graph


def ids(answers: list[dict[str, Any]]) -> list[str]:
    return [answer["product"]["id"] for answer in answers]


async def test_what_is_bought_together_says_how_that_is_known(api: Api) -> None:
    found = (await api.ask(TOGETHER, id=shop.MATE_128))["boughtTogether"]
    assert [(one["product"]["id"], one["relation"], one["score"], one["shoppers"]) for one in found] == [
        (shop.WH_BLACK, "BOUGHT_TOGETHER", 0.9, 0),
        (shop.P40_128, "BOUGHT_TOGETHER", 0.4, 0),
        (shop.MI_128, "PURCHASED", 1.0, 1),
    ]
    assert found[0]["product"]["title"] == "Sony WH-1000XM4"
    assert len((await api.ask(TOGETHER, id=shop.MATE_128, first=1))["boughtTogether"]) == 1


async def test_answers_stay_within_what_the_shopper_insists_on(api: Api, rival: neo4j.Driver) -> None:
    asked = """query($within: Constraints) { trending(within: $within) { product { id } }
      popularInSegment(segment: "segment/1", within: $within) { product { id } }
      boughtTogether(product: "product/1", within: $within) { product { id } }
      recommend(user: "user/none", within: $within) { product { id } }
      similar(product: "product/1", within: $within) { product { id } } }"""
    price = {"currency": "CNY", "least": 3000, "most": 3900}
    found = await api.ask(asked, within={"price": price})
    assert {name: ids(answers) for name, answers in found.items()} == {name: [shop.MI_128] for name in found}
    of_sony = await api.ask(asked, within={"brand": shop.SONY})
    assert ids(of_sony["trending"]) == ids(of_sony["popularInSegment"]) == [shop.WH_BLACK]
    stocked = await api.ask(asked, within={"inStock": True})
    assert ids(stocked.pop("recommend")) == [RIVAL]
    assert not any(stocked.values())
    upgrade = await api.ask(ALTERNATIVES, id=shop.MI_128, within={"inStock": True})
    assert ids(upgrade["upgrades"]) == [RIVAL]
    assert (await api.ask(ALTERNATIVES, id=shop.MI_128, within={"price": price}))["upgrades"] == []


async def test_trending_and_segments_count_shoppers(api: Api) -> None:
    found = await api.ask(
        """{ trending(first: 1) { score shoppers product { id } }
             popularInSegment(segment: "segment/1", first: 1) { score shoppers product { id } }
             none: popularInSegment(segment: "segment/none") { score } }"""
    )
    (trending,), (popular,) = found["trending"], found["popularInSegment"]
    assert (trending["product"]["id"], trending["shoppers"]) == (shop.MI_128, 3)
    assert trending["score"] == pytest.approx(3, rel=0.01)
    assert (popular["product"]["id"], popular["shoppers"], popular["score"]) == (shop.MI_128, 2, 2.0)
    assert found["none"] == []


async def test_an_upgrade_says_how_it_differs_and_who_says_so(
    api: Api, rival: neo4j.Driver, statements_read: list[str]
) -> None:
    (found,) = (await api.ask(ALTERNATIVES, id=shop.MI_128))["upgrades"]
    battery, price = found["differences"]
    assert found["product"]["id"] == RIVAL
    assert (battery["en"], battery["zh"], battery["better"]) == ("＋20 % battery", "电池＋20 %", True)
    assert (battery["origin"], battery["other"]) == (
        {"value": 4600.0, "unit": "mAh"},
        {"value": 5520.0, "unit": "mAh"},
    )
    assert [fact["sentence"] for fact in battery["originFacts"]] == ["Battery: 4600mAh"]
    assert [fact["object"] for fact in battery["otherFacts"]] == [BATTERY.id]
    assert (price["attribute"], price["en"], price["better"]) == ("price", "＋¥300", False)
    assert price["originFacts"] == []  # the shop sets it, no text states it
    assert [fact["object"] for fact in price["otherFacts"]] == [PRICE.id]
    # However many differences there are, their facts are read at once.
    assert sorted(statements_read) == ["kinds_comparable"] * 2 + ["read_cards", "read_stated"]


async def test_a_substitute_is_close_and_no_contested_value_is_compared(
    api: Api, rival: neo4j.Driver
) -> None:
    found = await api.ask(ALTERNATIVES, id=RIVAL)
    assert found["upgrades"] == []
    assert found["substitutes"] == []  # the Mi's battery is smaller by a fifth
    contested = await api.ask(ALTERNATIVES, id=shop.MATE_128)
    assert contested == {"upgrades": [], "substitutes": []}
    near = Parameter(
        "parameter/battery_capacity/4700/mAh", "battery_capacity", "4700", "mAh", "4700mAh", 4700.0
    )
    writer, text = Writer(rival), Source("specification", "Battery: 4700mAh", "spec/p40", "en", shop.P40_128)
    writer.parameters([near])
    writer.sources([text])
    fact = Fact(shop.P40, "HAS_PARAMETER", near.id, text.id, 9, 16, "4700mAh", "sample", "1", 0.9)
    Ledger(rival).record([fact])
    (like,) = (await api.ask(ALTERNATIVES, id=shop.MI_128))["substitutes"]
    assert like["product"]["id"] == shop.P40_128
    assert [told["en"] for told in like["differences"]] == ["＋2 % battery", "＋¥200"]


async def test_every_kind_of_answer_has_reasons_that_are_paths(
    api: Api, rival: neo4j.Driver, statements_read: list[str]
) -> None:
    asked = """{ similar(product: "product/1") { product { id } reasons { ...why } }
      boughtTogether(product: "product/1") { product { id } reasons { ...why } }
      trending { product { id } reasons { ...why } }
      upgrades(product: "product/4") { product { id } reasons { ...why } } }
    fragment why on Reason {
      kind text zh: text(lang: ZH) path { source { id } relation target { id } } facts { id } }"""
    found = await api.ask(asked)
    assert all(answer["reasons"] for answers in found.values() for answer in answers)
    assert all(one["path"] for answers in found.values() for answer in answers for one in answer["reasons"])
    first = found["boughtTogether"][0]["reasons"][0]
    assert (first["text"], first["zh"]) == (
        "Often bought together with Huawei Mate 40 Pro 8GB+128GB",
        "常与“Huawei Mate 40 Pro 8GB+128GB”一起购买",
    )
    assert first["path"] == [
        {"source": {"id": shop.MATE_128}, "relation": "BOUGHT_TOGETHER", "target": {"id": shop.WH_BLACK}}
    ]
    assert found["trending"][0]["reasons"][0]["text"] == "Bought by 3 shoppers"
    assert [one["kind"] for one in found["upgrades"][0]["reasons"]] == ["shared"]
    assert statements_read.count("recall_beside") <= len(found)


@pytest.mark.parametrize("field", ["boughtTogether", "substitutes", "upgrades"])
async def test_an_unknown_product_has_none(api: Api, field: str) -> None:
    assert (await api.ask(f'{{ {field}(product: "product/none") {{ score }} }}'))[field] == []


@pytest.mark.parametrize(
    "field",
    ["trending", 'popularInSegment(segment: "s"', 'upgrades(product: "p"', 'boughtTogether(product: "p"'],
)
async def test_no_more_than_a_page_is_asked_for(api: Api, field: str) -> None:
    asked = f"{field}{', ' if '(' in field else '('}first: 101)"
    assert await api.refused(f"{{ {asked} {{ score }} }}") == (
        "BAD_USER_INPUT",
        "`first` is 101; expected 1 to 100",
    )
