"""Orders from files: what can be told of them, and what cannot be true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.orders import MOST_ITEMS, read_orders
from sources.records import OrderItem, OrderRecord, Reject

ITEMS = [{"product": "1", "quantity": 2, "price": "¥6,999", "currency": "CNY"}, {"product": "2"}]
ORDER: dict[str, Any] = {
    "id": "o1",
    "user": "ann",
    "at": "2026-06-01T08:00:00+08:00",
    "status": "delivered",
    "shipped_at": "2026-06-01T10:00:00Z",
    "delivered_at": "2026-06-03T10:00:00.5Z",
    "carrier": "SF",
    "tracking": "SF1",
    "items": ITEMS,
}


def read(folder: Path, *orders: dict[str, Any]) -> list[OrderRecord | Reject]:
    path = folder / "orders.jsonl"
    path.write_text("".join(json.dumps(order, ensure_ascii=False) + "\n" for order in orders), "utf-8")
    return list(read_orders(path))


def test_an_order_is_read_whole(tmp_path: Path) -> None:
    (order,) = read(tmp_path, ORDER)
    assert isinstance(order, OrderRecord)
    assert (order.id, order.user, order.at, order.status) == (
        "o1",
        "ann",
        "2026-06-01T00:00:00Z",
        "delivered",
    )
    assert (order.shipped_at, order.carrier, order.tracking) == ("2026-06-01T10:00:00Z", "SF", "SF1")
    assert order.items == (OrderItem("1", 2, 6999.0, "CNY"), OrderItem("2", 1))


def test_a_spreadsheet_with_chinese_headers_has_items_as_json(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        '订单号,用户,下单时间,状态,明细\n7,ann,2026-06-01,待发货,"[{""product"": ""1""}]"\n', "utf-8"
    )
    (order,) = read_orders(path)
    assert isinstance(order, OrderRecord)
    assert (order.id, order.status, order.items) == ("7", "ordered", (OrderItem("1", 1),))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": ""}, "no id"),
        ({"user": None}, "no user"),
        ({"at": ""}, "no at"),
        ({"at": "2999-01-01"}, "time in the future"),
        ({"status": "lost"}, "unknown status"),
        ({"shipped_at": "2026-05-31T23:59:59Z"}, "shipped_at before at"),
        ({"delivered_at": "2026-06-01T09:00:00Z"}, "delivered_at before shipped_at"),
        ({"delivered_at": "2026-05-01T09:00:00Z", "shipped_at": None}, "delivered_at before at"),
        ({"items": []}, "no items"),
        ({"items": "1"}, "no list of items"),
        ({"items": "["}, "items are no JSON"),
        ({"items": "[" * 100_000}, "items are no JSON"),
        ({"items": [{"product": "1"}] * (MOST_ITEMS + 1)}, "no list of items"),
        ({"items": [{"quantity": 1}]}, "no product"),
        ({"items": [{"product": "x" * 3000}]}, "product too long"),
        ({"items": [{"product": "1", "quantity": 0}]}, "no quantity"),
        ({"items": [{"product": "1", "quantity": 1.5}]}, "no quantity"),
        ({"items": [{"product": "1", "quantity": True}]}, "no quantity"),
        ({"items": [{"product": "1", "price": -1}]}, "negative price"),
        ({"items": [{"product": "1", "price": "NaN"}]}, "price is no number"),
        ({"items": [{"product": "1", "price": 1, "currency": "shells"}]}, "unknown currency"),
    ],
)
def test_what_cannot_be_is_a_reject(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    good, bad = read(tmp_path, ORDER, {**ORDER, "id": "o2", **change})
    assert isinstance(good, OrderRecord)
    assert isinstance(bad, Reject)
    assert (bad.line, bad.reason) == (2, reason)


def test_an_id_is_used_for_one_order(tmp_path: Path) -> None:
    first, again, other = read(tmp_path, ORDER, ORDER, {**ORDER, "user": "bob"})
    assert isinstance(first, OrderRecord)
    assert isinstance(again, OrderRecord)
    assert isinstance(other, Reject)
    assert other.reason == "id used twice"
