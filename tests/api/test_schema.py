"""The schema as callers discover it, and the root fields that find one thing by id or words."""

from __future__ import annotations

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_introspection_query,
    is_introspection_type,
    is_specified_scalar_type,
)

from api.schema import build_schema
from daogou.settings import PROJECT
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
SCHEMA = build_schema()._schema


def undescribed() -> list[str]:
    missing = []
    for name, kind in SCHEMA.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        described = {name: kind.description}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            described |= {f"{name}.{field}": made.description for field, made in kind.fields.items()}
        if isinstance(kind, GraphQLObjectType):
            described |= {
                f"{name}.{field}({argument})": made.description
                for field, holder in kind.fields.items()
                for argument, made in holder.args.items()
            }
        missing += [place for place, text in described.items() if not text]
    return missing


def test_every_type_field_and_argument_is_described() -> None:
    assert undescribed() == []


def test_the_schema_of_frontends_is_this_one() -> None:
    file = PROJECT / "api" / "schema.graphql"
    assert file.read_text("utf-8") == f"{build_schema().as_str()}\n", "make schema writes it"


def test_what_is_deprecated_says_what_to_use() -> None:
    reasons = [
        made.deprecation_reason
        for kind in SCHEMA.type_map.values()
        for made in getattr(kind, "fields", {}).values()
        if made.deprecation_reason
    ]
    assert reasons
    assert all(reason.startswith("Use `") for reason in reasons)


def test_descriptions_hold_nothing_for_developers() -> None:
    assert "Raises:" not in build_schema().as_str()


def test_the_root_fields_are_those_of_the_contract() -> None:
    assert SCHEMA.query_type
    assert SCHEMA.mutation_type
    assert set(SCHEMA.query_type.fields) == {
        "product", "products", "search", "brand", "recommend", "similar", "profile", "segments",
        "boughtTogether", "trending", "popularInSegment", "substitutes", "upgrades", "behaviour",
    }  # fmt: skip
    assert set(SCHEMA.mutation_type.fields) == {"recordEvents"}


def test_names_of_enums_are_upper_case() -> None:
    enums = [kind for kind in SCHEMA.type_map.values() if isinstance(kind, GraphQLEnumType)]
    shown = [value for kind in enums if not is_introspection_type(kind) for value in kind.values]
    assert {"ZH", "ADD_TO_CART", "UNKNOWN_PRODUCT"} <= set(shown)
    assert all(value.isupper() for value in shown)


async def test_tools_can_read_the_schema_within_the_limits(api: Api) -> None:
    read = await api.ask(get_introspection_query(descriptions=True, input_value_deprecation=True))
    assert read["__schema"]["queryType"]["name"] == "Query"


async def test_a_name_is_given_in_a_language(api: Api) -> None:
    asked = """query($id: ID!) { brand(id: $id) { name en: name(language: EN) zh: name(language: ZH) }
      product(id: "product/1") { model { zh: name(language: ZH) } category { zh: name(language: ZH) } } }"""
    found = await api.ask(asked, id=shop.HUAWEI)
    assert found["brand"] == {"name": "Huawei", "en": "Huawei", "zh": "华为"}
    assert found["product"] == {"model": {"zh": "Mate 40 Pro"}, "category": {"zh": "手机"}}


async def test_an_unknown_id_is_null(api: Api) -> None:
    found = await api.ask('{ product(id: "product/none") { id } brand(id: "brand/none") { id } }')
    assert found == {"product": None, "brand": None}


async def test_a_brand_is_found_only_by_the_id_of_a_brand(api: Api) -> None:
    asked = "query($id: ID!) { brand(id: $id) { id name aliases } }"
    assert (await api.ask(asked, id=shop.HUAWEI))["brand"] == {
        "id": shop.HUAWEI, "name": "Huawei", "aliases": ["华为"],
    }  # fmt: skip
    for other in (shop.PHONE, shop.MATE_128, shop.RED):
        assert (await api.ask(asked, id=other))["brand"] is None


SEARCH = """query($text: String!, $first: Int! = 10) { search(text: $text, first: $first) {
  score product { id title brand { id } } entity { __typename id name ... on Model { released } } } }"""


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("华为", "Brand", shop.HUAWEI),
        ("huawei", "Brand", shop.HUAWEI),
        ("无线充电", "Feature", shop.CHARGING),
        ("headphones", "Category", shop.HEADPHONES),
        ("小米11", "Model", shop.MI),
    ],
)
async def test_search_finds_entities_in_both_languages(api: Api, text: str, kind: str, id_: str) -> None:
    hits = (await api.ask(SEARCH, text=text))["search"]
    assert (kind, id_) in {
        (hit["entity"]["__typename"], hit["entity"]["id"]) for hit in hits if hit["entity"]
    }
    assert all((hit["product"] is None) != (hit["entity"] is None) for hit in hits)
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


async def test_search_finds_products_and_takes_no_more_than_asked(api: Api) -> None:
    hits = (await api.ask(SEARCH, text="Sony WH-1000XM4"))["search"]
    (product,) = [hit["product"] for hit in hits if hit["product"]]
    assert product == {"id": shop.WH_BLACK, "title": "Sony WH-1000XM4", "brand": {"id": shop.SONY}}
    (model,) = [hit["entity"] for hit in hits if (hit["entity"] or {}).get("__typename") == "Model"]
    assert model["released"] == "2020-08"
    assert len((await api.ask(SEARCH, text="Huawei", first=2))["search"]) == 2
    assert (await api.ask(SEARCH, text="} ) RETURN 1 //"))["search"] == []
