"""What is written of a product: its own texts and its model's, bounded, each sentence re-read from its source."""

from __future__ import annotations

import neo4j
import pytest

from graph.passages import PassageReader
from graph.records import Source
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop


@pytest.fixture(scope="module", autouse=True)
def graph(driver: neo4j.Driver) -> None:
    shop.build_shop(driver)
    Writer(driver).sources([
        Source("expert_review", "屏幕出色😀。续航一般。", "expert/1", "zh", shop.MATE_256),
        Source("review", "Buy buy buy.", "spam/1", "en", shop.MATE_128),
    ])  # fmt: skip
    with driver.session() as session:
        session.run("MATCH (s:Source {origin: 'spam/1'}) SET s.spam = 'advertising'").consume()


@pytest.fixture
def reader(async_driver: neo4j.AsyncDriver) -> PassageReader:
    return PassageReader(Statements(async_driver))


async def test_own_texts_come_before_those_of_the_models_other_products(reader: PassageReader) -> None:
    found = await reader.sentences(shop.MATE_128)
    assert [(each.product, each.kind, each.text) for each in found] == [
        (shop.MATE_128, "review", "Mine says 4300mAh."),
        (shop.MATE_128, "review", "The curved screen is lovely."),
        (shop.MATE_256, "expert_review", "屏幕出色😀。"),
        (shop.MATE_256, "expert_review", "续航一般。"),
        (shop.MATE_256, "review", "The curved screen breaks easily."),
    ]


async def test_a_sentence_re_reads_from_its_source(reader: PassageReader, driver: neo4j.Driver) -> None:
    with driver.session() as session:
        texts = {
            row["id"]: row["text"]
            for row in session.run("MATCH (s:Source) RETURN s.id AS id, s.text AS text")
        }
    found = await reader.sentences(shop.MATE_256)
    assert found
    assert all(texts[each.source][each.start : each.end] == each.text for each in found)


async def test_what_is_read_is_bounded(async_driver: neo4j.AsyncDriver) -> None:
    few = await PassageReader(Statements(async_driver), texts=1).sentences(shop.MATE_128)
    assert {each.product for each in few} == {shop.MATE_128}
    short = await PassageReader(Statements(async_driver), longest=10).sentences(shop.MATE_128)
    assert max(each.end for each in short) == 10


@pytest.mark.parametrize("product", [shop.LONELY, "product/none", "'}) DETACH DELETE n //"])
async def test_nothing_is_said_of_what_nobody_wrote_of(reader: PassageReader, product: str) -> None:
    assert await reader.sentences(product) == []
