"""Features, parameters and opinions of a product, each with the facts that state it."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graph.ledger import Ledger
from graph.records import Fact, Source
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

FEATURES = """query($id: ID!) { product(id: $id) { features {
  feature { id name } present support confidence contested facts(first: 200) { predicate mention sentence } } } }"""
PARAMETERS = """query($id: ID!, $attributes: [String!]) { product(id: $id) { parameters(attributes: $attributes) {
  id attribute value text support confidence contested quantity { value unit } facts { object mention }
  others { id quantity { value } facts { object sentence } } } } }"""


async def features(api: Api, product: str) -> dict[str, Any]:
    found = (await api.ask(FEATURES, id=product))["product"]["features"]
    return {feature["feature"]["id"]: feature for feature in found}


async def test_features_say_had_or_lacked_with_the_facts_that_speak_of_them(api: Api) -> None:
    found = await features(api, shop.MI_128)
    assert {id_: feature["present"] for id_, feature in found.items()} == {
        shop.CHARGING: True,
        shop.NFC: False,
    }
    assert found[shop.NFC]["facts"] == [
        {"predicate": "LACKS_FEATURE", "mention": "NFC: no", "sentence": "NFC: no"}
    ]
    assert (found[shop.NFC]["support"], found[shop.NFC]["contested"]) == (1, False)
    assert found[shop.NFC]["confidence"] == pytest.approx(0.9)


async def test_numbers_are_given_in_the_unit_that_is_asked_for(api: Api) -> None:
    asked = """query($id: ID!, $unit: Unit) { product(id: $id) {
      batteryCapacity(unit: $unit) { value unit } weight { value }
      parameters { attribute quantity(unit: $unit) { value unit } } } }"""
    for unit, expected in (
        (None, {"value": 4400.0, "unit": "mAh"}),
        ("AH", {"value": 4.4, "unit": "Ah"}),
        ("WH", None),
    ):
        product = (await api.ask(asked, id=shop.MATE_256, unit=unit))["product"]
        assert (product["batteryCapacity"], product["weight"]) == (expected, None)
        assert product["parameters"] == [
            {"attribute": "battery_capacity", "quantity": expected},
            {"attribute": "color", "quantity": None},
        ]
    code, message = await api.refused(asked, id=shop.MATE_256, unit="OZ")
    assert (code, message) == (
        "BAD_USER_INPUT",
        "battery_capacity is not measured in OZ; expected MAH, AH, WH",
    )


async def test_sources_that_disagree_are_both_shown(api: Api) -> None:
    nfc = (await features(api, shop.P40_128))[shop.NFC]
    assert nfc["contested"] is True
    assert {fact["predicate"] for fact in nfc["facts"]} == {"HAS_FEATURE", "LACKS_FEATURE"}


async def test_the_best_supported_value_stands_with_the_others_beside_it(api: Api) -> None:
    (battery,) = (await api.ask(PARAMETERS, id=shop.MATE_256, attributes=["battery_capacity"]))["product"][
        "parameters"
    ]
    assert battery["id"] == shop.BATTERY_4400
    assert (battery["value"], battery["text"]) == ("4400", "4400mAh")
    assert battery["quantity"] == {"value": 4400.0, "unit": "mAh"}
    assert (battery["support"], battery["contested"]) == (2, True)
    assert battery["confidence"] == pytest.approx(0.99)
    assert [fact["object"] for fact in battery["facts"]] == [shop.BATTERY_4400] * 2
    (other,) = battery["others"]
    assert (other["id"], other["quantity"]["value"]) == (shop.BATTERY_4300, 4300.0)
    assert other["facts"] == [{"object": shop.BATTERY_4300, "sentence": "Mine says 4300mAh."}]


async def test_parameters_are_all_or_those_of_the_given_attributes(api: Api) -> None:
    for attributes, expected in (
        (None, ["battery_capacity", "color"]),
        (["color"], ["color"]),
        ([], []),
    ):
        found = (await api.ask(PARAMETERS, id=shop.MATE_256, attributes=attributes))["product"]["parameters"]
        assert [parameter["attribute"] for parameter in found] == expected
    colour = (await api.ask(PARAMETERS, id=shop.MATE_256, attributes=["color"]))["product"]["parameters"][0]
    assert (colour["value"], colour["quantity"], colour["contested"]) == ("red", None, False)


async def test_opinions_count_reviews(api: Api) -> None:
    asked = "query($id: ID!) { product(id: $id) { opinions { feature { id } praised criticised of } } }"
    assert (await api.ask(asked, id=shop.MATE_128))["product"]["opinions"] == [
        {"feature": {"id": shop.SCREEN}, "praised": 1, "criticised": 1, "of": 2}
    ]


async def test_a_value_keeps_its_facts_however_much_else_is_stated(
    api: Api, fresh_graph: neo4j.Driver
) -> None:
    texts = [
        Source("review", "The curved screen is lovely.", f"review/many/{n}", "en", shop.MI_128)
        for n in range(250)
    ]
    Writer(fresh_graph).sources(texts)
    Ledger(fresh_graph).record(
        Fact(shop.MI, "PRAISED_FOR", shop.SCREEN, text.id, 4, 17, "curved screen", "sample", "1", 0.99)
        for text in texts
    )
    (battery,) = (await api.ask(PARAMETERS, id=shop.MI_128))["product"]["parameters"]
    assert battery["facts"] == [{"object": shop.BATTERY_4600, "mention": "4600mAh"}]
