"""`daogou ask`: a conversation in the terminal."""

from __future__ import annotations

import neo4j
import pytest

from tests import graph_samples as shop
from tests.daogou.command import Daogou


@pytest.fixture
def talking(driver: neo4j.Driver, graph_daogou: Daogou) -> Daogou:
    shop.build_shop(driver)
    return graph_daogou


def test_one_message_and_the_conversation_goes_on(talking: Daogou) -> None:
    first = talking("ask", "华为手机 六千以内", "--json").document
    assert {product["id"] for product in first["products"]} <= {shop.MATE_128, shop.MATE_256, shop.P40_128}
    second = talking("ask", "四千以内", "--conversation", first["conversation"], "--json").document
    assert [product["id"] for product in second["products"]] == [shop.P40_128]


def test_sentences_with_the_facts_behind_them(talking: Daogou) -> None:
    answer = talking("ask", "Mate 40 Pro battery capacity?", "--facts")
    assert "4400 mAh" in answer.out
    assert "[" in answer.out


def test_a_conversation_that_there_is_not_is_one_line(talking: Daogou) -> None:
    answer = talking("ask", "hello", "--conversation", "conversation/none")
    assert (answer.status, answer.err.count("\n")) == (1, 1)
