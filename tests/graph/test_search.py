"""Searches: every text is taken literally, typing errors are forgiven where no name explains them."""

from __future__ import annotations

import neo4j
import pytest

from graph.lucene import escape, nearly, words_of
from graph.search import SearchReader, corrections, suggestions
from graph.statements import Statements
from graph.views.things import Card, Named
from tests import graph_samples as shop

XIAOMI = Named("Brand", "brand/xiaomi", "Xiaomi", ("小米",))
FLIP = Named("Category", "category/flip", "flip phone", ("小屏手机", "手机"))
TABLET = Named("Category", "category/tablet", "tablet", ("平板电脑", "平板"))
NAMES = (XIAOMI, FLIP, TABLET)


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)


@pytest.fixture
def search(async_driver: neo4j.AsyncDriver) -> SearchReader:
    return SearchReader(Statements(async_driver))


@pytest.mark.parametrize("text", ["华为", "Huawei", "HUAWEI OR (", "华为 AND", "华为mate", "Huawai"])
async def test_names_are_found_in_both_languages(search: SearchReader, text: str) -> None:
    matches = await search.search(text, 10)
    assert shop.HUAWEI in [match.node.id for match in matches if isinstance(match.node, Named)]


async def test_products_are_found_by_title(search: SearchReader) -> None:
    best = (await search.search("WH-1000XM4", 5))[0].node
    assert best.id in {shop.WH, shop.WH_BLACK}
    assert any(isinstance(match.node, Card) for match in await search.search("mate 40", 10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "***",
        "\\",
        '"',
        "AND",
        "~^:",
        "a" * 5000,
        "名" * 300,
        "}) RETURN 1 //",
        "/x",
        "[* TO *]",
        "a~ b*",
    ],
)
async def test_every_text_is_taken_literally(search: SearchReader, text: str) -> None:
    assert isinstance(await search.search(text, 5), list)
    assert isinstance((await search.suggest(text, 5))[1], list)


async def test_what_is_less_sure_than_the_threshold_joins_nothing(async_driver: neo4j.AsyncDriver) -> None:
    # One source says that the Mi charges without a cable, two say it of the Mate.
    strict = SearchReader(Statements(async_driver, shown=0.95))
    joined = {match.node.id for match in await strict.search("无线充电", 20) if "GRAPH" in match.by}
    assert {shop.MATE_128, shop.MATE_256} <= joined
    assert shop.MI_128 not in joined


def test_latin_words_stand_apart_from_chinese_ones() -> None:
    assert words_of("华为Mate40手机 P40！") == ["华为", "mate40", "手机", "p40！"]
    assert escape("A-b c:d") == r"a\-b c\:d"


def test_longer_words_may_have_more_errors_and_numbers_none() -> None:
    assert nearly("sony headphones p40") == "sony~1 headphones~2 p40 p40*"
    assert nearly("小米") == "小米 小米*"
    assert nearly("a") == "a"
    assert nearly("...") == ""


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("xiaomi", {}),
        ("xiamoi tablet", {"xiamoi": "xiaomi"}),
        ("zzzz", {}),
        ("xiaom", {}),  # it may go on
        ("小米手机", {}),  # one character from 小屏手机, but 小米 is a name
        ("平板电恼", {"平板电恼": "平板电脑"}),
        ("买小屏手几", {"小屏手几": "小屏手机"}),
        ("大米", {}),  # two characters are too few to tell an error from another word
    ],
)
def test_what_no_name_explains_is_corrected(text: str, changes: dict[str, str]) -> None:
    assert corrections(text, NAMES) == changes


def test_a_name_that_goes_on_as_the_text_does_comes_first() -> None:
    found = [(each.text, each.node.id) for each in suggestions("平", NAMES)]
    assert found[0] == ("平板", TABLET.id)
    assert suggestions("XIAO", NAMES)[0].text == "Xiaomi"
