"""The schema as callers discover it, and the root fields that find one thing by id or words."""

from __future__ import annotations

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
    GraphQLSchema,
    build_ast_schema,
    get_introspection_query,
    get_nullable_type,
    is_introspection_type,
    is_list_type,
    is_specified_scalar_type,
    parse,
)

from api.schema import build_schema
from daogou.settings import PROJECT
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
SCHEMA = build_schema()._schema


def undescribed(schema: GraphQLSchema) -> list[str]:
    missing = []
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        described = {name: kind.description}
        if isinstance(kind, GraphQLEnumType):
            described |= {f"{name}.{value}": made.description for value, made in kind.values.items()}
        for field, made in getattr(kind, "fields", {}).items():
            described[f"{name}.{field}"] = made.description
            described |= {
                f"{name}.{field}({argument})": given.description
                for argument, given in getattr(made, "args", {}).items()
            }
        missing += [place for place, text in described.items() if not text]
    return missing


def test_every_type_field_argument_and_value_is_described() -> None:
    assert undescribed(SCHEMA) == []


def test_what_is_not_described_is_found() -> None:
    bare = """type Query { a(b: Int): C } enum C { D } input E { f: Int } interface G { h(i: E): Int }
      scalar J union K = Query"""
    assert undescribed(build_ast_schema(parse(bare))) == [
        "Query", "Query.a", "Query.a(b)", "C", "C.D", "E", "E.f", "G", "G.h", "G.h(i)", "J", "K",
    ]  # fmt: skip


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
        "node", "nodes", "product", "model", "brand", "category", "feature", "parameter", "useCase", "products",
        "search", "suggest", "compare", "facts", "sourcesFor", "neighbourhood", "paths", "recommend", "similar",
        "profile", "segments", "boughtTogether", "trending", "popularInSegment", "substitutes", "upgrades", "behaviour",
        "rules", "audit", "job", "cypher",
    }  # fmt: skip
    assert set(SCHEMA.mutation_type.fields) == {
        "recordEvents", "upsertRule", "removeRule", "mergeEntities", "undoMerge", "correctFact", "undoCorrection",
        "ingestDocuments", "cancelJob", "forgetMe", "ask",
    }  # fmt: skip


def test_names_of_enums_are_upper_case() -> None:
    enums = [kind for kind in SCHEMA.type_map.values() if isinstance(kind, GraphQLEnumType)]
    shown = [value for kind in enums if not is_introspection_type(kind) for value in kind.values]
    assert {"ZH", "ADD_TO_CART", "UNKNOWN_PRODUCT"} <= set(shown)
    assert all(value.isupper() for value in shown)


async def test_tools_can_read_the_schema_within_the_limits(api: Api) -> None:
    read = await api.ask(get_introspection_query(descriptions=True, input_value_deprecation=True))
    assert read["__schema"]["queryType"]["name"] == "Query"


BOUNDED = {
    "Brand": "categories there are", "Category": "names", "Feature": "names", "UseCase": "names", "Model": "names",
    "ProductConnection": "its page", "ChangeConnection": "its page", "Facets": "currencies",
    "Query": "`ids`, of which there are 100 at most", "SearchHit": "ways to search", "Suggestions": "`first`",
    "Parameter": "values of one attribute", "Comparison": "8 products", "ComparedParameter": "8 products",
    "ComparedFeature": "8 products", "Topic": "200 facts", "Neighbourhood": "`first`", "Path": "6 steps",
    "BoughtTogether": "3 reasons", "PopularProduct": "3 reasons", "Alternative": "3 reasons; attributes",
    "SimilarProduct": "3 reasons", "Reason": "6 steps, 2 facts each", "Recommendation": "3 reasons; recalls; rules",
    "Rule": "50 targets", "CypherAnswer": "1,000 rows", "Profile": "latest 20 events, 10 likes", "Like": "events",
    "OwnPreference": "events", "Segment": "10 of each", "Behaviour": "categories; currencies", "Retention": "cohorts",
    "Cohort": "periods", "UnansweredSearch": "what one search asks for", "Switching": "`first`",
    "Reply": "an answer of the assistant", "Sentence": "facts of one sentence", "Suggested": "3 reasons",
    "SideBySide": "4 products", "RecordedEvents": "500 events",
}  # fmt: skip
"""What bounds the lists of a type that take no `first`."""


def test_a_list_is_a_page_or_bounded_by_what_it_is_of() -> None:
    lists = {
        kind.name: name
        for kind in build_schema()._schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name, field in kind.fields.items()
        if is_list_type(get_nullable_type(field.type)) and "first" not in field.args
    }
    assert lists.keys() == BOUNDED.keys()


@pytest.mark.parametrize("field", ["features", "parameters", "opinions"])
async def test_details_of_a_product_are_cut(api: Api, field: str) -> None:
    asked = f'query($first: Int) {{ product(id: "{shop.MATE_128}") {{ {field}(first: $first) {{ __typename }} }} }}'
    all_of_them = (await api.ask(asked))["product"][field]
    assert len(all_of_them) > 0
    assert len((await api.ask(asked, first=1))["product"][field]) == 1
    assert (
        (await api.refused(asked, first=101))[0] == (await api.refused(asked, first=0))[0] == "BAD_USER_INPUT"
    )


async def test_a_name_is_given_in_a_language(api: Api) -> None:
    asked = """query($id: ID!) { brand(id: $id) { name en: name(lang: EN) zh: name(lang: ZH) }
      product(id: "product/1") { model { zh: name(lang: ZH) } category { zh: name(lang: ZH) } } }"""
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
