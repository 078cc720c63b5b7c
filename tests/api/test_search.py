"""What a text finds, and what is suggested while it is typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")
SEARCH = """query($text: String!, $first: Int! = 10) { search(text: $text, first: $first) {
  score by product { id title brand { id } } entity { __typename id name ... on Model { released } } } }"""
SUGGEST = """query($text: String!, $first: Int! = 5) { suggest(text: $text, first: $first) {
  corrected names { text entity { __typename id name } } } }"""


async def hits(api: Api, text: str) -> Any:
    return (await api.ask(SEARCH, text=text))["search"]


@pytest.mark.parametrize(
    ("text", "kind", "id_"),
    [
        ("华为", "Brand", shop.HUAWEI),
        ("huawei", "Brand", shop.HUAWEI),
        ("huawie", "Brand", shop.HUAWEI),
        ("无线充电", "Feature", shop.CHARGING),
        ("无线充点", "Feature", shop.CHARGING),
        ("headphones", "Category", shop.HEADPHONES),
        ("小米11", "Model", shop.MI),
    ],
)
async def test_search_finds_entities_in_both_languages(api: Api, text: str, kind: str, id_: str) -> None:
    found = await hits(api, text)
    assert (kind, id_) in {
        (hit["entity"]["__typename"], hit["entity"]["id"]) for hit in found if hit["entity"]
    }
    assert all((hit["product"] is None) != (hit["entity"] is None) for hit in found)
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)


async def test_the_product_of_the_words_comes_before_others(api: Api) -> None:
    found = await hits(api, "Sony WH-1000XM4")
    first = next(hit for hit in found if hit["product"])
    assert first["product"] == {"id": shop.WH_BLACK, "title": "Sony WH-1000XM4", "brand": {"id": shop.SONY}}
    assert {"WORDS", "GRAPH"} <= set(first["by"])
    model = next(hit["entity"] for hit in found if (hit["entity"] or {}).get("__typename") == "Model")
    assert model["released"] == "2020-08"


async def test_products_are_found_by_what_the_text_names_though_no_title_says_so(api: Api) -> None:
    found = [hit for hit in await hits(api, "支持无线充电的华为手机") if hit["product"]]
    assert {hit["product"]["id"] for hit in found[:2]} == {shop.MATE_128, shop.MATE_256}
    assert all("GRAPH" in hit["by"] for hit in found[:2])


async def test_products_near_the_best_are_found_by_their_vectors(api: Api) -> None:
    # The headphones are neither called so nor joined to the P40; their vector is the only way.
    by = {hit["product"]["id"]: hit["by"] for hit in await hits(api, "P40") if hit["product"]}
    assert "WORDS" in by[shop.P40_128]
    assert by[shop.WH_BLACK] == ["VECTORS"]


async def test_a_search_takes_no_more_than_asked_and_two_statements(
    api: Api, statements_read: list[str]
) -> None:
    assert len((await api.ask(SEARCH, text="Huawei", first=2))["search"]) == 2
    assert statements_read == ["search_names", "search_hits"]


async def test_what_names_nothing_finds_nothing(api: Api) -> None:
    for text in ("} ) RETURN 1 //", "", "***", "zzzzqqqq"):
        assert await hits(api, text) == []


@pytest.mark.parametrize(
    ("text", "corrected", "name", "id_"),
    [
        ("huawie", "huawei", "Huawei", shop.HUAWEI),
        ("hua", None, "Huawei", shop.HUAWEI),
        ("华", None, "华为", shop.HUAWEI),
        ("小米手机", None, "小米", shop.XIAOMI),
        ("无线充点手机", "无线充电手机", "无线充电", shop.CHARGING),
        ("wireles charging", "wireless charging", "wireless charging", shop.CHARGING),
    ],
)
async def test_names_are_suggested_in_the_language_that_is_typed(
    api: Api, text: str, corrected: str | None, name: str, id_: str
) -> None:
    found = (await api.ask(SUGGEST, text=text))["suggest"]
    assert found["corrected"] == corrected
    assert (name, id_) in [(each["text"], each["entity"]["id"]) for each in found["names"]]


async def test_suggestions_are_as_many_as_asked_of_as_short_a_text(api: Api) -> None:
    assert len((await api.ask(SUGGEST, text="phone 手机 耳机 华为", first=2))["suggest"]["names"]) == 2
    assert (await api.refused(SUGGEST, text="手" * 201))[1].startswith("`text` has 201 characters")
    assert (await api.ask(SUGGEST, text="..."))["suggest"] == {"corrected": None, "names": []}
