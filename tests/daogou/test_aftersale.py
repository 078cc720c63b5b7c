"""The demo's policies and orders, loaded as files are, answer questions after the sale."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import neo4j
import pytest

from assistant.aftersale import AfterSale
from assistant.replies import Question, Topic
from daogou.settings import PROJECT
from graph.orders import OrderReader
from graph.policies import PolicyReader
from graph.records import Product
from graph.statements import Statements
from graph.writer import Writer
from seeds.dates import date_orders
from tests.daogou.command import Daogou

NOW = datetime.now(UTC)
PRODUCTS = {
    "huawei-mate-40-pro": 6999.0,
    "sony-wh-1000xm5": 2999.0,
    "huawei-p40": 4488.0,
    "sony-wh-1000xm4": 2499.0,
}


@pytest.fixture
def desk(
    graph_daogou: Daogou, clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver, tmp_path: Path
) -> AfterSale:
    Writer(clean_graph).products(
        Product(f"product/{own}", own, price, "CNY") for own, price in PRODUCTS.items()
    )
    orders = date_orders(PROJECT / "seeds" / "orders" / "shop.jsonl", tmp_path / "orders.jsonl", NOW)
    policies = PROJECT / "seeds" / "policies" / "shop.jsonl"
    for kind, file in (("orders", orders), ("policies", policies)):
        assert graph_daogou("load", kind, file, "--json").document["rejected"] == 0
    with clean_graph.session() as session:
        session.run("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()").consume()
    statements = Statements(async_driver)
    return AfterSale(OrderReader(statements), PolicyReader(statements))


@pytest.mark.parametrize(
    ("topic", "user", "said"),
    [
        (
            "returns",
            "sim-001",
            "huawei-mate-40-pro: bought 5 days ago, delivered 3 days ago: 4 days left to return it",
        ),
        ("returns", "sim-002", "sony-wh-1000xm4: the 7 days to return it ended 5 days ago"),
        ("exchange", "sim-002", "sony-wh-1000xm4: delivered 12 days ago: 3 days left to exchange it"),
        ("returns", "sim-003", "Which one do you mean?"),
        (
            "delivery",
            "sim-001",
            "sony-wh-1000xm5: sent yesterday, still on the way (SF Express SF1000000002).",
        ),
        ("delivery", "sim-003", "huawei-p40 and more, 2 items: ordered yesterday, not sent yet."),
        ("order", "sim-404", "There are no orders under your account."),
        ("price-protection", "sim-001", "huawei-mate-40-pro: 12 days left of price protection"),
    ],
)
async def test_answers_are_of_the_day(desk: AfterSale, topic: Topic, user: str, said: str) -> None:
    reply = await desk.reply(Question(topic, "en", NOW), f"user/{user}")
    assert reply.claims[0].text.startswith(said)
    if reply.choices:
        picked = Question(topic, "en", NOW, chosen=reply.choices[0])
        assert "has not been delivered yet" in (await desk.reply(picked, f"user/{user}")).claims[0].text


async def test_words_choose_among_policies(desk: AfterSale) -> None:
    reply = await desk.reply(Question("warranty", "en", NOW, "is the charger covered when it is weak"), None)
    assert reply.claims[0].records == ("policy/battery-en",)
    reply = await desk.reply(Question("how-to", "zh", NOW, "耳机连不上蓝牙"), None)
    assert reply.flow
    assert reply.flow.policy == "policy/bluetooth-zh"
