"""Orders: written once, updated as they come along, and read by the shopper they are of."""

from __future__ import annotations

from typing import Any

import neo4j
import pytest

from graph.orders import OrderReader, write_orders
from graph.records import Product
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop
from tests.graph.snapshots import snapshot


def order(own: str, user: str = shop.ANN, *products: str, **properties: Any) -> dict[str, Any]:
    items = [{"product": product, "quantity": 1, "price": 10.0, "currency": "CNY"} for product in products]
    stated = {"at": "2026-06-01T08:00:00Z", "status": "ordered", **properties}
    return {"user": user, "items": items, "properties": {"id": f"order/{own}", **stated}}


@pytest.fixture
def reader(clean_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver) -> OrderReader:
    shop.build_shop(clean_graph)
    return OrderReader(Statements(async_driver))


async def test_the_newest_come_first_and_only_so_many(reader: OrderReader, driver: neo4j.Driver) -> None:
    orders = [order(str(day), shop.ANN, shop.MI_128, at=f"2026-06-0{day}T08:00:00Z") for day in (1, 3, 2)]
    write_orders(driver, orders)
    assert [one.id for one in await reader.of(shop.ANN)] == ["order/3", "order/2", "order/1"]
    assert [one.id for one in await reader.of(shop.ANN, limit=1)] == ["order/3"]


async def test_the_statement_can_be_planned_ahead(reader: OrderReader) -> None:
    await reader.prepare()


async def test_nobody_reads_anothers(reader: OrderReader, driver: neo4j.Driver) -> None:
    write_orders(driver, [order("1", shop.ANN, shop.MI_128)])
    assert await reader.of(shop.BOB) == []
    assert await reader.of("user/nobody") == []


async def test_an_item_has_its_product_as_it_is_now(reader: OrderReader, driver: neo4j.Driver) -> None:
    write_orders(driver, [order("1", shop.ANN, shop.P40_128, carrier="SF", tracking="7")])
    (one,) = await reader.of(shop.ANN)
    (item,) = one.items
    card = next(product for product in shop.PRODUCTS if product.id == shop.P40_128)
    assert (one.carrier, one.tracking, one.delivered_at) == ("SF", "7", None)
    assert (item.product, item.title, item.price, item.price_now) == (card.id, card.title, 10.0, card.price)
    assert item.name == "Huawei P40"
    assert item.about >= {shop.P40_128, shop.HUAWEI, shop.PHONE}


async def test_a_product_without_a_model_has_its_title_for_a_name(
    reader: OrderReader, driver: neo4j.Driver
) -> None:
    Writer(driver).products([Product("product/plain", "A plain charger")])
    write_orders(driver, [order("1", shop.ANN, "product/plain")])
    ((item,),) = [one.items for one in await reader.of(shop.ANN)]
    assert item.name == item.title == "A plain charger"


async def test_an_order_takes_on_what_is_said_of_it_later(reader: OrderReader, driver: neo4j.Driver) -> None:
    write_orders(driver, [order("1", shop.ANN, shop.MI_128, shop.P40_128, carrier="SF")])
    later = order("1", shop.ANN, shop.P40_128, status="shipped", shipped_at="2026-06-02T08:00:00Z")
    write_orders(driver, [later, later])
    before = snapshot(driver)
    write_orders(driver, [later])
    assert snapshot(driver) == before
    (one,) = await reader.of(shop.ANN)
    assert (one.status, one.shipped_at, one.carrier) == ("shipped", "2026-06-02T08:00:00Z", None)
    assert [item.product for item in one.items] == [shop.P40_128]


async def test_what_cannot_be_is_told_and_leaves_nothing(reader: OrderReader, driver: neo4j.Driver) -> None:
    write_orders(driver, [order("1", shop.ANN, shop.MI_128)])
    before = snapshot(driver)
    bad = [order("1", "user/thief", shop.MI_128), order("2", "user/new", shop.MI_128, "product/404")]
    refused = write_orders(driver, bad)
    assert (refused.taken, refused.unknown) == ({"order/1"}, {"order/2": "product/404"})
    assert snapshot(driver) == before
