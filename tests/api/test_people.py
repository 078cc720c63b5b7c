"""Shoppers' profiles and segments."""

from __future__ import annotations

import pytest

from tests import graph_samples as shop
from tests.api.client import Api

pytestmark = pytest.mark.usefixtures("graph")

SEGMENT = "id name description size prefers { lift entity { __typename id name } }"
PROFILE = f"""query($user: ID!) {{ profile(user: $user) {{
  user segments {{ score segment {{ {SEGMENT} }} }} likes {{ times entity {{ __typename id }} }}
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


async def test_the_latest_events_come_first_with_product_or_query(api: Api) -> None:
    search, view = (await api.ask(PROFILE, user=shop.EVE))["profile"]["recent"]
    assert (search["type"], search["query"], search["product"]) == ("SEARCHED", "小米手机", None)
    assert search["at"].startswith("2026-05-02T08:00:00")
    assert (view["type"], view["query"]) == ("VIEWED", None)
    assert view["product"] == {"id": shop.P40_128, "brand": {"id": shop.HUAWEI}}


async def test_an_unknown_shopper_has_no_profile(api: Api) -> None:
    assert (await api.ask(PROFILE, user="user/none"))["profile"] is None
