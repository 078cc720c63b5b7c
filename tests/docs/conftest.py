"""The sample shop, with what the guide names from the demo."""

from __future__ import annotations

import neo4j
import pytest

from graph.ledger import Ledger
from graph.merges import Merges
from graph.orders import write_orders
from graph.proposals import Proposed, Seen
from graph.publish import Publisher
from graph.records import Entity, Event, Fact, Parameter, Predicate, Product, Source
from graph.rules import MerchandisingRule, write_rules
from graph.weights import Judgement, Weights
from graph.writer import Writer
from tests import graph_samples as shop

PRODUCT, SHOPPER = "product/huawei-mate-40-pro", "user/sim-001"
TITLE = Source("title", "华为 Mate 40 Pro 手机", "guide/1", "zh", PRODUCT)
MATE_50 = "model/huawei/mate-50-pro"
MEASURED = (("refresh_rate", "Hz"), ("weight", "g"), ("screen_size", "inch"))
UNKNOWN = Proposed(
    "proposal/model/huawei/mate40",
    "Model",
    "mate40",
    shop.HUAWEI,
    alike=((shop.MATE, 0.75),),
    seen=(Seen(TITLE.id, 3, 10, "Mate 40", 0.8),),
)


@pytest.fixture(scope="module")
def guide_shop(driver: neo4j.Driver) -> neo4j.Driver:
    """A driver to the shop; its readers leave it as it is."""
    shop.build_shop(driver)
    writer = Writer(driver)
    writer.products([Product(PRODUCT, TITLE.text, 6999.0, "CNY")])
    writer.sources([TITLE])
    fact = Fact(PRODUCT, "OF_MODEL", shop.MATE, TITLE.id, 3, 14, "Mate 40 Pro", "sample", "1")
    assert not Ledger(driver).record_read([TITLE.id], [fact], mark="sample@1", proposed=[UNKNOWN]).missing
    _better_phone(driver)
    copies = [
        Source("review", f"Lovely curved screen{sign}", f"guide/{sign}", "en", PRODUCT) for sign in ".!"
    ]
    writer.sources(copies)
    Weights(driver).judge(Judgement(copy.id, None, "lovely", (1, 2)) for copy in copies)
    Ledger(driver).record_read([copy.id for copy in copies], [], mark="sample@1")
    writer.entities([Entity("Brand", "brand/huawey", "Huawey")])
    Merges(driver, Ledger(driver)).merge("brand/huawey", shop.HUAWEI)
    writer.events(
        Event(f"guide/{kind}", kind, SHOPPER, "2026-05-03T08:00:00.000Z", shop.P40_128)
        for kind in ("view", "add_to_cart")
    )
    _segment(driver)
    item = {"product": PRODUCT, "quantity": 1, "price": 6999.0, "currency": "CNY"}
    order = {"id": "order/guide", "at": "2026-05-03T08:00:00Z", "status": "shipped", "carrier": "SF"}
    write_orders(driver, [{"user": SHOPPER, "items": [item], "properties": order}])
    season = ("2026-01-01T00:00:00Z", "2999-01-01T00:00:00Z")
    rule = MerchandisingRule(
        "rule/spring", "boost", (shop.HUAWEI,), "Ada", "spring", starts=season[0], expires=season[1]
    )
    assert not write_rules(driver, [rule])
    return driver


def _segment(driver: neo4j.Driver) -> None:
    """Write a segment and a shopper as `daogou profiles build` does."""
    lift = {"lift": 2.0, "low": 1.2, "high": 2.9, "count": 12, "everybody": 20}
    properties = {
        "id": "segment/1", "name": "华为买家", "name_en": "Huawei buyers", "description": "华为",
        "description_en": "Huawei",
        "size": 4, "share": 0.5, "price_sensitivity": 0.4, "currency": "CNY", "price_low": 3999.0,
        "price_middle": 4499.0, "price_high": 4999.0, "told_apart_by": [f"more {shop.HUAWEI}"], "told_apart": 0.9,
    }  # fmt: skip
    prefers = [
        {"entity": entity, "properties": {**lift, "rank": rank}}
        for rank, entity in enumerate((shop.HUAWEI, shop.NFC), start=1)
    ]
    takes = [{"entity": shop.P40_128, "properties": {**lift, "rank": 1}}]
    publisher = Publisher(driver)
    publisher.segments(
        [{"id": "segment/1", "properties": properties, "prefers": prefers, "products": takes}],
        [
            {"user": user, "segment": "segment/1", "score": 0.8}
            for user in (SHOPPER, shop.ANN, shop.BOB, shop.DAN)
        ],
        last=1,
    )
    names = ("price_sensitivity", "price_sensitivity_low", "price_sensitivity_high", "discount", "recency")
    more = ("frequency", "monetary", "brand_diversity", "category_diversity")
    measures = dict.fromkeys((*names, *more), 0.5) | {"events": 2, "purchases": 0}
    own = [{"entity": shop.HUAWEI, "lift": 1.4, "weight": 4.0}]
    publisher.shoppers([{"user": SHOPPER, "properties": measures, "prefers": own}])


def _better_phone(driver: neo4j.Driver) -> None:
    """Write the Mate 50 Pro, which betters the Mate 40 Pro, and a shopper who bought that and a Mi."""
    writer, better = Writer(driver), "product/huawei-mate-50-pro"
    writer.entities([Entity("Model", MATE_50, "Mate 50 Pro")], given=True)
    writer.products([Product(better, "华为 Mate 50 Pro 手机", 6799.0, "CNY", in_stock=True)])
    for product, model, numbers in (
        (PRODUCT, shop.MATE, (90, 212, 6.76)),
        (better, MATE_50, (120, 205, 6.74)),
    ):
        values = [
            Parameter(
                f"parameter/{name}/{number:g}/{unit}", name, f"{number:g}", unit, f"{number:g} {unit}", number
            )
            for (name, unit), number in zip(MEASURED, numbers, strict=True)
        ]
        text = "Mate Pro smartphone: " + " / ".join(value.text for value in values)
        source = Source("specification", text, f"guide/{product}", "en", product)
        writer.parameters(values)
        writer.sources([source])
        said: list[tuple[str, Predicate, str, str]] = [
            (product, "OF_MODEL", model, "Mate Pro"),
            (model, "IN_CATEGORY", shop.PHONE, "smartphone"),
            *((model, "HAS_PARAMETER", value.id, value.text) for value in values),
        ]
        facts = [
            Fact(
                one, how, two, source.id, text.index(word), text.index(word) + len(word), word, "sample", "1"
            )
            for one, how, two, word in said
        ]
        assert not Ledger(driver).record_read([source.id], facts, mark="sample@1").missing
    writer.events(
        Event(f"guide/buy/{product}", "purchase", shop.CAT, "2026-05-02T08:00:00.000Z", product)
        for product in (PRODUCT, shop.P40_128)
    )
