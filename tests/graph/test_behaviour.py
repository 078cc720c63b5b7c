"""What shoppers do, added up: every figure told by hand from a handful of events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import neo4j
import polars as pl
import pytest

from graph.behaviour import (
    BehaviourReader,
    Cohort,
    Demand,
    Funnel,
    Retention,
    Switch,
    Switching,
    Takings,
    UnansweredSearch,
    Window,
)
from graph.export import Export
from graph.queries import load_queries
from graph.records import Event
from graph.statements import Statements
from graph.writer import Writer
from profiles.sessions import SILENCE, with_sessions
from tests import graph_samples as shop

QUERIES = load_queries()
READ = [name for name in QUERIES if name.startswith(("behaviour_", "audit_"))]
JUNE, JULY = "2026-06-", "2026-07-"
EVENTS = [
    # Ann looks, comes back after an hour, and buys what she puts into the cart.
    Event("a1", "view", "user/amy", f"{JUNE}01T08:00:00Z", shop.MATE_128),
    Event("a2", "view", "user/amy", f"{JUNE}01T09:00:00.500Z", shop.MATE_128),
    Event("a3", "add_to_cart", "user/amy", f"{JUNE}01T09:05:00Z", shop.MATE_128),
    Event("a4", "purchase", "user/amy", f"{JUNE}01T09:06:00Z", shop.MATE_128, price=10.0, currency="USD"),
    # Ben puts it into the cart before he looks, and buys another brand a month later.
    Event("b1", "add_to_cart", "user/ben", f"{JUNE}02T08:00:00Z", shop.P40_128),
    Event("b2", "view", "user/ben", f"{JUNE}02T08:01:00Z", shop.P40_128),
    Event("b3", "purchase", "user/ben", f"{JUNE}02T08:02:00Z", shop.P40_128),
    Event("b4", "purchase", "user/ben", f"{JULY}06T08:00:00Z", shop.MI_128),
    Event("b5", "purchase", "user/ben", f"{JULY}06T08:00:01Z", shop.WH_BLACK),
    Event("s1", "search", "user/amy", f"{JUNE}01T08:30:00Z", query="量子手机"),
    Event(
        "s2", "search", "user/ben", f"{JUNE}02T08:30:00Z", query="小米 NFC", asks_for=(shop.XIAOMI, shop.NFC)
    ),
    Event(
        "s3", "search", "user/ben", f"{JUNE}02T08:31:00Z", query="华为 NFC", asks_for=(shop.HUAWEI, shop.NFC)
    ),
    Event(
        "s4", "search", "user/ben", f"{JUNE}02T08:32:00Z", query="小米 NFC", asks_for=(shop.XIAOMI, shop.NFC)
    ),
]
SUMMER = Window(JUNE, "9999")


@pytest.fixture(scope="module")
def reader(driver: neo4j.Driver, async_driver: neo4j.AsyncDriver) -> BehaviourReader:
    shop.build_shop(driver)
    Writer(driver).events(EVENTS)
    return BehaviourReader(Statements(async_driver, timeout=60), silence=SILENCE, smallest=1)


@pytest.fixture(scope="module")
def discreet(reader: BehaviourReader, async_driver: neo4j.AsyncDriver) -> BehaviourReader:
    """The reader of a shop that tells of no fewer than three shoppers."""
    return BehaviourReader(Statements(async_driver, timeout=60), silence=SILENCE, smallest=3)


async def test_the_funnel_goes_one_way(reader: BehaviourReader) -> None:
    session, shopper = await reader.funnel(SUMMER)
    # Amy has two sessions, Ben two; his cart came before his look.
    assert session == Funnel("session", all=4, viewed=3, carted=1, bought=1)
    assert shopper == Funnel("shopper", all=2, viewed=2, carted=1, bought=1)
    assert await reader.funnel(Window("2030")) == []


async def test_sessions_are_those_of_the_profiles(reader: BehaviourReader, driver: neo4j.Driver) -> None:
    rows = [(deed.user, deed.at) for deed in Export(driver).deeds() if deed.type != "SEARCHED"]
    frame = pl.DataFrame(rows, {"user": pl.String, "at": pl.String}, orient="row")
    expected = with_sessions(frame).select("user", "session").unique().height
    assert {row.unit: row.all for row in await reader.funnel(Window())}["session"] == expected


async def test_cohorts_and_who_came_back(reader: BehaviourReader) -> None:
    assert await reader.retention(SUMMER, "month") == Retention((Cohort("2026-06-01", (2, 1)),), 0)
    weeks = Retention((Cohort("2026-06-01", (2, 0, 0, 0, 0, 1)),), 0)
    assert await reader.retention(SUMMER, "week") == weeks
    months = await reader.retention(Window(), "month")
    assert [cohort.start for cohort in months.cohorts] == ["2026-05-01", "2026-06-01"]


async def test_groups_of_too_few_shoppers_are_counted_and_not_told(
    discreet: BehaviourReader, driver: neo4j.Driver
) -> None:
    may = Cohort("2026-05-01", (5,))
    assert await discreet.retention(Window(), "month") == Retention((may,), left_out=1)
    assert await discreet.switching(SUMMER, 10) == Switching((), left_out=1)
    pairs = [(f"user/{name}", product) for name in "xyz" for product in (shop.MATE_128, shop.MI_128)]
    Writer(driver).events(
        Event(f"m{n}", "purchase", user, f"2025-01-01T08:00:0{n}Z", product)
        for n, (user, product) in enumerate(pairs)
    )
    winter = await discreet.switching(Window("2025-01", "2025-02"), 10)
    assert winter == Switching((Switch(shop.HUAWEI, "Huawei", shop.XIAOMI, "Xiaomi", 3, 3),), left_out=0)
    # What a list is cut off at leaves nothing out.
    assert await discreet.switching(Window("2025-01", "2025-02"), 0) == Switching((), left_out=0)
    driver.execute_query(
        "MATCH (user:User) WHERE user.id IN $ids DETACH DELETE user", ids=[user for user, _ in pairs]
    )


async def test_searches_that_no_product_answers(reader: BehaviourReader) -> None:
    # A Mi 11 lacks NFC; who knows what a 量子手机 is.
    assert await reader.unanswered(SUMMER, 10) == [
        UnansweredSearch("小米 NFC", 2, 1, (shop.XIAOMI, shop.NFC)),
        UnansweredSearch("量子手机", 1, 1, ()),
    ]
    assert len(await reader.unanswered(SUMMER, 1)) == 1


async def test_demand_against_supply(reader: BehaviourReader, driver: neo4j.Driver) -> None:
    driver.execute_query("MERGE (:Entity:Feature {id: 'feature/quantum', name: 'quantum', aliases: []})")
    wish = Event(
        "s9", "search", "user/amy", f"{JUNE}03T08:00:00Z", query="量子", asks_for=("feature/quantum",)
    )
    Writer(driver).events([wish])
    quantum, nfc = await reader.demand(SUMMER, 10)
    assert quantum == Demand("feature/quantum", "quantum", searches=1, shoppers=1, products=0)
    assert (nfc.id, nfc.searches, nfc.shoppers, nfc.products > 0) == (shop.NFC, 3, 1, True)


async def test_a_switch_is_between_purchases_of_one_category(reader: BehaviourReader) -> None:
    assert await reader.switching(SUMMER, 10) == Switching(
        (Switch(shop.HUAWEI, "Huawei", shop.XIAOMI, "Xiaomi", 1, 1),), left_out=0
    )


async def test_money_is_told_by_currency(reader: BehaviourReader) -> None:
    assert await reader.takings(SUMMER) == [Takings("CNY", 3, 3, 9797.0), Takings("USD", 1, 1, 10.0)]


@pytest.mark.parametrize("name", READ)
def test_no_plan_reads_all_nodes_or_multiplies(driver: neo4j.Driver, name: str) -> None:
    query = QUERIES[name]
    with driver.session() as session:
        plan = session.run("EXPLAIN " + query.text, dict.fromkeys(query.params)).consume().plan
    assert plan
    wrong = [one for one in _operators(plan) if "AllNodesScan" in one or "CartesianProduct" in one]
    assert wrong == []


def _operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", ()):
        yield from _operators(child)
