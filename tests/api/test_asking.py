from __future__ import annotations

import neo4j
import pytest

from tests import graph_samples as shop
from tests.api.client import Api

ASK = """mutation Ask($message: String!, $conversation: ID, $need: [String!]) {
  ask(message: $message, conversation: $conversation, need: $need) {
    conversation shows language need text total options
    sentences { text factIds facts { sentence } }
    products { product { id title } reasons { text facts { mention } } }
    relaxations { slot instead products text }
    comparison { name label values differs }
    ticket
  }
}"""


@pytest.fixture(scope="module", autouse=True)
def sample(driver: neo4j.Driver) -> neo4j.Driver:
    return shop.build_shop(driver)


async def test_products_with_reasons_that_facts_state(api: Api) -> None:
    reply = (await api.ask(ASK, message="有无线充电的手机，四千以内"))["ask"]
    assert reply["shows"] == "PRODUCTS"
    assert [one["product"]["id"] for one in reply["products"]] == [shop.MI_128]
    (reason,) = reply["products"][0]["reasons"]
    assert reason["facts"][0]["mention"] == "wireless charging"
    assert "price<=4000 CNY" in reply["need"]


async def test_a_conversation_goes_on(api: Api) -> None:
    first = (await api.ask(ASK, message="华为手机 六千以内"))["ask"]
    second = (await api.ask(ASK, message="四千以内", conversation=first["conversation"]))["ask"]
    assert second["conversation"] == first["conversation"]
    assert set(second["need"]) == {"brand=brand/huawei", "category=category/smartphone", "price<=4000 CNY"}
    assert [one["product"]["id"] for one in second["products"]] == [shop.P40_128]


async def test_the_need_is_sent_back_corrected(api: Api) -> None:
    first = (await api.ask(ASK, message="华为手机"))["ask"]
    reply = await api.ask(
        ASK, message="", conversation=first["conversation"], need=["category=category/headphones"]
    )
    assert [one["product"]["id"] for one in reply["ask"]["products"]] == [shop.WH_BLACK]


async def test_another_conversation_is_not_known(api: Api) -> None:
    code, message = await api.refused(ASK, message="hello", conversation="conversation/of-somebody")
    assert code == "BAD_USER_INPUT"
    assert "conversation/of-somebody" in message


async def test_what_is_too_much_or_no_slot_is_told(api: Api) -> None:
    assert (await api.refused(ASK, message="x" * 10_001))[0] == "BAD_USER_INPUT"
    code, message = await api.refused(ASK, message="x", need=["cheap!"])
    assert code == "BAD_USER_INPUT"
    assert "cheap!" in message
    code, message = await api.refused(
        ASK, message="x", need=["category=category/smartphone", "foo=bar; DROP"]
    )
    assert code == "BAD_USER_INPUT"
    assert "'foo=bar; DROP'" in message
    assert "battery_capacity" in message
    assert (await api.refused(ASK, message="x", need=["price=low"] * 41))[0] == "BAD_USER_INPUT"


async def test_the_graph_is_away(away: Api) -> None:
    assert (await away.refused(ASK, message="华为手机"))[0] == "UNAVAILABLE"
