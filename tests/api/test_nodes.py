"""One thing by its id, whatever it is."""

from __future__ import annotations

from typing import cast

import pytest
from graphql import GraphQLInterfaceType

from api.schema import build_schema
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
KINDS = [
    ("product", "Product", shop.MATE_128),
    ("brand", "Brand", shop.HUAWEI),
    ("model", "Model", shop.MATE),
    ("category", "Category", shop.PHONE),
    ("feature", "Feature", shop.NFC),
    ("parameter", "Value", shop.RED),
]


@pytest.mark.parametrize(("field", "kind", "id_"), KINDS)
async def test_a_thing_is_found_by_its_id_and_only_as_what_it_is(
    api: Api, field: str, kind: str, id_: str
) -> None:
    found = await api.ask(
        f"query($id: ID!) {{ node(id: $id) {{ __typename id }} {field}(id: $id) {{ __typename id }} }}",
        id=id_,
    )
    assert found["node"] == found[field] == {"__typename": kind, "id": id_}
    others = " ".join(f"{other}(id: $id) {{ id }}" for other, _, _ in KINDS if other != field)
    assert not any(
        (await api.ask(f"query($id: ID!) {{ {others} useCase(id: $id) {{ id }} }}", id=id_)).values()
    )


def test_every_kind_of_node_is_tried() -> None:
    schema = build_schema()._schema
    kinds = schema.get_implementations(cast("GraphQLInterfaceType", schema.type_map["Node"])).objects
    others = {"UseCase", "Fact", "Source", "Rule", "Segment", "Job"}  # the last three: `test_backoffice.py`
    assert {kind.name for kind in kinds} == {kind for _, kind, _ in KINDS} | others


async def test_a_fact_and_its_source_are_found_by_their_ids(api: Api) -> None:
    fields = "__typename id ... on Fact { sentence source { id kind origin } } ... on Source { kind origin }"
    asked = '{ product(id: "product/3") { facts(first: 1) { __typename id sentence source { id kind origin } } } }'
    (fact,) = (await api.ask(asked))["product"]["facts"]
    source = {"__typename": "Source", **fact["source"]}
    ids = [fact["id"], source["id"], "0" * 32]
    assert (await api.ask(f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ {fields} }} }}", ids=ids))["nodes"] == [
        fact, source, None
    ]  # fmt: skip


async def test_nodes_stand_in_the_place_of_their_ids(api: Api, statements_read: list[str]) -> None:
    asked = """query($ids: [ID!]!) { nodes(ids: $ids) {
      __typename id ... on Entity { name } ... on Product { title } } }"""
    ids = [shop.NFC, "node/none", shop.LONELY, shop.RED, shop.ANN, shop.NFC]
    nfc = {"__typename": "Feature", "id": shop.NFC, "name": "NFC"}
    lonely = {"__typename": "Product", "id": shop.LONELY, "title": "A phone case"}
    red = {"__typename": "Value", "id": shop.RED}
    assert (await api.ask(asked, ids=ids))["nodes"] == [nfc, None, lonely, red, None, nfc]
    assert sorted(statements_read) == ["read_nodes", "read_values"]
    assert (await api.refused(asked, ids=["a"] * 101))[0] == "BAD_USER_INPUT"


async def test_things_of_one_request_are_read_together(api: Api, statements_read: list[str]) -> None:
    await api.ask('{ a: brand(id: "brand/huawei") { name } b: feature(id: "feature/nfc") { name } }')
    assert statements_read == ["read_nodes"]


async def test_relations_of_a_model_and_of_a_brand_lead_both_ways(
    api: Api, statements_read: list[str]
) -> None:
    found = await api.ask(
        """query($id: ID!) { brand(id: $id) { models { id released brand { id } category { id } } } }""",
        id=shop.HUAWEI,
    )
    assert found["brand"]["models"] == [
        {
            "id": shop.MATE,
            "released": "2020-10",
            "brand": {"id": shop.HUAWEI},
            "category": {"id": shop.PHONE},
        },
        {"id": shop.P40, "released": "2020-03", "brand": {"id": shop.HUAWEI}, "category": {"id": shop.PHONE}},
    ]
    assert statements_read == ["read_nodes", "read_brands", "read_models"]


async def test_a_value_leads_to_the_products_that_have_it(api: Api) -> None:
    asked = """query($id: ID!) { parameter(id: $id) { attribute value text quantity(unit: AH) { value unit }
      products { edges { node { id } } } } }"""
    assert (await api.ask(asked, id=shop.BATTERY_4400))["parameter"] == {
        "attribute": "battery_capacity",
        "value": "4400",
        "text": "4400mAh",
        "quantity": {"value": 4.4, "unit": "Ah"},
        "products": {"edges": [{"node": {"id": shop.MATE_128}}, {"node": {"id": shop.MATE_256}}]},
    }
    assert (await api.ask(asked, id=shop.HUAWEI))["parameter"] is None
