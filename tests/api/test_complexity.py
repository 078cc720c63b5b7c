"""Depth, aliases and size of an answer, measured before it is made."""

from __future__ import annotations

import time

import pytest

from api import limits
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")


def nested(levels: int) -> str:
    """Return a query of so many levels of fields, an even number of at least four."""
    return (
        '{ brand(id: "brand/none") '
        + "{ popular { brand " * (levels // 2 - 1)
        + "{ id }"
        + " } }" * (levels // 2 - 1)
        + " }"
    )


async def test_fields_nest_up_to_12_levels(api: Api) -> None:
    await api.ask(nested(limits.MAX_DEPTH).replace("popular", "popular(first: 1)"))
    code, message = await api.refused(nested(limits.MAX_DEPTH + 2).replace("popular", "popular(first: 1)"))
    assert (code, message) == ("BAD_REQUEST", "depth of the query: 14; at most 12 are taken")


async def test_depth_is_counted_through_fragments(api: Api) -> None:
    fragments = " ".join(
        f"fragment f{n} on Brand {{ popular(first: 1) {{ ... on Product {{ brand {{ ...f{n + 1} }} }} }} }}"
        for n in range(6)
    )
    code, message = await api.refused(
        f'{{ brand(id: "brand/none") {{ ...f0 }} }} {fragments} fragment f6 on Brand {{ id }}'
    )
    assert code == "BAD_REQUEST"
    assert message.startswith("depth of the query: 14")


async def test_a_query_has_up_to_30_aliases(api: Api) -> None:
    def aliased(count: int) -> str:
        return "{ " + " ".join(f"a{n}: __typename" for n in range(count)) + " }"

    await api.ask(aliased(limits.MAX_ALIASES))
    code, message = await api.refused(aliased(limits.MAX_ALIASES + 1))
    assert (code, message) == ("BAD_REQUEST", "aliases of the query: 31; at most 30 are taken")


async def test_aliases_are_counted_at_every_spread(api: Api) -> None:
    aliases = " ".join(f"a{n}: id" for n in range(16))
    code, _ = await api.refused(
        '{ brand(id: "a") { ...many } product(id: "b") { brand { ...many } } }'
        f"fragment many on Brand {{ {aliases} }}"
    )
    assert code == "BAD_REQUEST"


POPULAR = "{ products(first: %s) { edges { node { %s } } } }"


@pytest.mark.parametrize("first", ["100", "$first", "9" * 5000], ids=["number", "variable", "digits"])
async def test_lists_within_lists_are_counted_by_their_size(api: Api, first: str) -> None:
    fields = "brand { popular { brand { popular { brand { popular { id } } } } } }"
    query = ("query($first: Int!) " if first == "$first" else "") + POPULAR % (first, fields)
    answer = await api.send(query, first=1)
    assert any(error["message"].startswith("objects of the query: ") for error in answer["errors"])
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_REQUEST"}


async def test_a_full_page_with_all_that_a_list_shows_is_taken(api: Api) -> None:
    fields = """id title price { amount } model { name } brand { name productCount popular { id } } useCases { id }
      features { feature { name } facts(first: 3) { sentence source { kind } } } opinions { praised }
      parameters { attribute text facts(first: 3) { sentence source { kind } } } facts(first: 50) { sentence }"""
    assert (await api.ask(POPULAR % ("100", fields)))["products"]["edges"]


async def test_fragments_that_double_cost_no_time(api: Api) -> None:
    doubling = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} ...f{n + 1} }}" for n in range(40))
    started = time.monotonic()
    answer = await api.ask(f"{{ ...f0 }} {doubling} fragment f40 on Query {{ __typename }}")
    assert answer == {"__typename": "Query"}
    assert time.monotonic() - started < 5


async def test_a_chain_of_fragments_is_followed_to_its_end(api: Api) -> None:
    chain = " ".join(f"fragment f{n} on Query {{ ...f{n + 1} }}" for n in range(240))
    answer = await api.send(f"{{ ...f0 }} {chain} fragment f240 on Query {{ __typename }}")
    assert "errors" not in answer or {e["extensions"]["code"] for e in answer["errors"]} == {"BAD_REQUEST"}


async def test_what_reads_more_the_larger_the_graph_is_is_asked_up_to_10_times(api: Api) -> None:
    lists = " ".join(f"l{n}: products(first: 1) {{ totalCount }}" for n in range(11))
    code, message = await api.refused(f"{{ {lists} }}")
    assert (code, message) == ("BAD_REQUEST", "scans of the query: 11; at most 10 are taken")
    await api.ask("{ products(first: 9) { edges { node { brand { products(first: 1) { totalCount } } } } } }")
    code, message = await api.refused(
        "{ products(first: 10) { edges { ...e } } }"
        "fragment e on ProductEdge { node { brand { products { totalCount } } } }"
    )
    assert message == "scans of the query: 11; at most 10 are taken"


async def test_what_stands_beside_the_edges_is_counted_once(api: Api) -> None:
    facets = """facets { brands(first: 100) { brand { name } } features(first: 100) { feature { name } }
      parameters { attribute values { value } ranges(first: 20) { products } } }"""
    await api.ask(f"{{ products(first: 100) {{ {facets} edges {{ node {{ id }} }} }} }}")
    await api.ask(
        "{ products(first: 100) { ...c } }"
        f"fragment c on ProductConnection {{ {facets} edges {{ node {{ id }} }} }}"
    )
