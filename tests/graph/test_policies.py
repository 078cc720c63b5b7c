"""Policies are found by topic and by words, in the language of the question."""

from __future__ import annotations

import neo4j
import pytest

from graph.policies import PolicyReader
from graph.statements import Statements
from graph.writer import Writer

POLICIES = [
    ("a-warranty", "warranty", "en", "Warranty", "Every device is covered for 365 days.", 365),
    ("b-battery", "warranty", "en", "Battery warranty", "A weak battery is replaced.", 180),
    ("c-garantie", "warranty", "zh", "整机保修", "整机保修一年，电池除外。", 365),
    ("d-charge", "how-to", "en", "It does not charge", "Try another cable. Clean the battery port.", None),
]


@pytest.fixture
def reader(clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver) -> PolicyReader:
    names = ("id", "topic", "language", "title", "text", "days")
    Writer(clean_graph).policies(dict(zip(names, row, strict=True)) for row in POLICIES)
    with clean_graph.session() as session:
        session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()").consume()
    return PolicyReader(Statements(async_driver))


@pytest.mark.parametrize(
    ("topic", "language", "text", "found"),
    [
        ("warranty", "en", "my battery is weak", ["b-battery"]),
        ("warranty", "zh", "电池", ["c-garantie"]),
        ("trade-in", "en", "battery", []),
        (None, "en", "cable", ["d-charge"]),
        (None, "en", "battery", ["b-battery", "d-charge"]),
        (None, "en", "", []),
        (None, "zh", "保修多久", ["c-garantie"]),
        (None, "en", '"}) RETURN 1 // * AND (', []),
    ],
)
async def test_policies_are_found_by_words(
    reader: PolicyReader, topic: str | None, language: str, text: str, found: list[str]
) -> None:
    assert [policy.id for policy in await reader.with_words(text, language, topic)] == found


async def test_the_statements_can_be_planned_ahead(reader: PolicyReader) -> None:
    await reader.prepare()


async def test_policies_are_found_by_topic_and_id(reader: PolicyReader) -> None:
    assert [policy.id for policy in await reader.of_topic("warranty", "en")] == ["a-warranty", "b-battery"]
    assert len(await reader.of_topic("warranty", "en", limit=1)) == 1
    (garantie,) = await reader.of_topic("warranty", "zh")
    assert (garantie.days, garantie.first_day) == (365, None)
    assert await reader.get("c-garantie") == garantie
    assert await reader.get("nothing") is None
