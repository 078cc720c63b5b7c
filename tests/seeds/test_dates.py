"""The demo's orders are orders, of devices that it has, and as old as they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from seeds.dates import date_orders
from sources.orders import read_orders
from sources.records import OrderRecord
from tests.seeds.samples import SEEDS, rows


def test_orders_are_dated_back_from_today(tmp_path: Path) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    orders = list(read_orders(date_orders(SEEDS / "orders" / "shop.jsonl", tmp_path / "orders.jsonl", now)))
    good = [order for order in orders if isinstance(order, OrderRecord)]
    assert len(good) == len(orders) > 3
    assert datetime.fromisoformat(good[0].delivered_at or "") == now - timedelta(days=3)
    assert {order.user.removeprefix("sim-").isdigit() for order in good} == {True}
    assert {item.product for order in good for item in order.items} <= {
        device["id"] for device in rows("devices")
    }
