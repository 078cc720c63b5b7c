"""Shoppers' profiles and segments."""

from __future__ import annotations

from collections.abc import Iterator

import neo4j
import pytest

from graph.publish import Publisher
from graph.recorder import Recorder
from graph.records import Event
from graph.statements import Statements
from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

SEGMENT = "id name description size prefers { lift entity { __typename id name } }"
PROFILE = f"""query($user: ID!) {{ profile(user: $user) {{
  user segments {{ score segment {{ {SEGMENT} }} }} likes {{ times events entity {{ __typename id }} }}
  prefers {{ lift weight events entity {{ __typename id }} }}
  measures {{ priceSensitivity priceSensitivityLow events monetary currency }}
  counts {{ type times }} recent {{ id type at query product {{ id brand {{ id }} }} }} }} }}"""

HUAWEI_FANS = {
    "id": "segment/1",
    "name": "Huawei fans",
    "description": "They like Huawei.",
    "size": 3,
    "prefers": [{"lift": 2.5, "entity": {"__typename": "Brand", "id": shop.HUAWEI, "name": "Huawei"}}],
}


async def test_segments_tell_their_size_and_what_they_prefer(api: Api) -> None:
    assert (await api.ask(f"{{ segments {{ {SEGMENT} }} }}"))["segments"] == [HUAWEI_FANS]


async def test_a_profile_tells_segments_likes_and_counts(api: Api) -> None:
    profile = (await api.ask(PROFILE, user=shop.ANN))["profile"]
    assert profile["user"] == shop.ANN
    assert profile["segments"] == [{"score": 0.8, "segment": HUAWEI_FANS}]
    assert profile["counts"] == [{"type": "PURCHASED", "times": 1}, {"type": "VIEWED", "times": 1}]
    likes = {(like["entity"]["__typename"], like["entity"]["id"]): like["times"] for like in profile["likes"]}
    assert likes[("Brand", shop.SONY)] == 1
    assert likes[("Feature", shop.CHARGING)] == 1
    assert likes[("Category", shop.PHONE)] == 1


@pytest.fixture
def built(driver: neo4j.Driver) -> Iterator[None]:
    """The sample shop with a segment and a shopper as `daogou profiles build` writes them."""
    publisher = Publisher(driver)
    lift = {"lift": 2.0, "low": 1.2, "high": 2.9, "count": 12, "everybody": 20, "rank": 1}
    words = {"name": "华为买家", "name_en": "Huawei buyers", "description": "三位", "description_en": "Three"}
    prices = {"price_low": 3999.0, "price_middle": 4499.0, "price_high": 4999.0, "currency": "CNY"}
    apart = {"told_apart_by": [f"more {shop.HUAWEI}", "less price_sensitivity"], "told_apart": 0.93}
    publisher.segments(
        [
            {
                "id": "segment/2",
                "properties": {
                    "id": "segment/2",
                    "share": 0.25,
                    "price_sensitivity": 0.4,
                    **words,
                    **prices,
                    **apart,
                },
                "prefers": [
                    {"entity": shop.HUAWEI, "properties": lift},
                    {"entity": shop.NFC, "properties": {**lift, "rank": 2}},
                ],
                "products": [{"entity": shop.P40_128, "properties": lift}],
            }
        ],
        [{"user": shop.EVE, "segment": "segment/2", "score": 0.7}],
        last=2,
    )
    prefers = [
        {"entity": shop.XIAOMI, "lift": 1.5, "weight": 3.0},
        {"entity": shop.NFC, "lift": 1.1, "weight": 2.0},
    ]
    measures = {
        "price_sensitivity": 0.6,
        "price_sensitivity_low": 0.3,
        "monetary": 9.5,
        "currency": "USD",
        "events": 2,
    }
    publisher.shoppers([{"user": shop.EVE, "properties": measures, "prefers": prefers}])
    yield
    shop.build_shop(driver)


async def test_a_segment_tells_what_sets_it_apart(api: Api, built: None) -> None:
    (found,) = (
        await api.ask(
            """{ segments { id name zh: name(lang: ZH) description(lang: ZH) share priceSensitivity toldApart
              prefers { lift low high count everybody } needs { entity { id } }
              typicalProducts { lift count product { id title } }
              priceBand { low { amount currency } middle { amount } high { amount } }
              toldApartBy { feature more } } }"""
        )
    )["segments"]
    assert (found["name"], found["zh"], found["description"]) == ("Huawei buyers", "华为买家", "三位")
    assert found["prefers"][0] == {"lift": 2.0, "low": 1.2, "high": 2.9, "count": 12, "everybody": 20}
    assert found["needs"] == [{"entity": {"id": shop.NFC}}]
    assert found["typicalProducts"][0]["product"]["id"] == shop.P40_128
    assert found["priceBand"]["low"] == {"amount": "3999.0", "currency": "CNY"}
    assert found["toldApartBy"] == [
        {"feature": shop.HUAWEI, "more": True},
        {"feature": "price_sensitivity", "more": False},
    ]
    assert (found["share"], found["priceSensitivity"], found["toldApart"]) == (0.25, 0.4, 0.93)


async def test_a_profile_says_which_events_made_it_so(api: Api, built: None) -> None:
    profile = (await api.ask(PROFILE, user=shop.EVE))["profile"]
    search, view = profile["recent"]
    prefers = {own["entity"]["id"]: own for own in profile["prefers"]}
    assert list(prefers) == [shop.XIAOMI, shop.NFC]
    assert prefers[shop.XIAOMI] == {
        "lift": 1.5, "weight": 3.0, "events": [search["id"]], "entity": {"__typename": "Brand", "id": shop.XIAOMI},
    }  # fmt: skip
    assert prefers[shop.NFC]["events"] == [view["id"]]
    assert profile["measures"] == {
        "priceSensitivity": 0.6, "priceSensitivityLow": 0.3, "events": 2, "monetary": 9.5, "currency": "USD",
    }  # fmt: skip
    likes = {like["entity"]["id"]: like for like in profile["likes"]}
    assert likes[shop.XIAOMI]["events"] == [search["id"]]


async def test_an_event_of_a_second_ago_is_in_the_next_profile(
    api: Api, built: None, async_driver: neo4j.AsyncDriver
) -> None:
    await Recorder(Statements(async_driver)).record(
        [Event("event/now", "view", shop.EVE, "2026-06-01T00:00:00.000Z", shop.MI_128)]
    )
    profile = (await api.ask(PROFILE, user=shop.EVE))["profile"]
    assert profile["recent"][0]["id"] == "event/now"
    assert profile["prefers"][0]["events"] == ["event/now", "event/search"]


async def test_the_profile_of_a_device_is_that_of_the_shopper_it_is_known_as(
    api: Api, fresh_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver
) -> None:
    login = Event("event/login", "login", shop.EVE, "2026-06-01T00:00:00.000Z", device_id="user/cookie")
    await Recorder(Statements(async_driver)).record([login])
    profile = (await api.ask(PROFILE, user="user/cookie"))["profile"]
    assert profile == (await api.ask(PROFILE, user=shop.EVE))["profile"]
    assert profile["recent"]


async def test_the_latest_events_come_first_with_product_or_query(api: Api) -> None:
    search, view = (await api.ask(PROFILE, user=shop.EVE))["profile"]["recent"]
    assert (search["type"], search["query"], search["product"]) == ("SEARCHED", "小米手机", None)
    assert search["at"].startswith("2026-05-02T08:00:00")
    assert (view["type"], view["query"]) == ("VIEWED", None)
    assert view["product"] == {"id": shop.P40_128, "brand": {"id": shop.HUAWEI}}


async def test_an_unknown_shopper_has_no_profile(api: Api) -> None:
    assert (await api.ask(PROFILE, user="user/none"))["profile"] is None
