"""Orders of the shopper of the bench: a phone that came five days ago, a laptop twelve, a camera on its way."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from daogou.pipeline.feeds import load_orders
from daogou.services import Services

USER: Final = "orders-1"
BOUGHT: Final = (
    ("phone", "huawei-mate-40-pro", 7, 5, 6999.0, "CNY"),
    ("laptop", "lenovo-legion-slim-5-16", 14, 12, 8999.0, "CNY"),
    ("camera", "fujifilm-x-t5", 2, None, 11990.0, "CNY"),
)
"""Name, product, days since it was ordered and since it came, price and currency."""


def put_orders(services: Services) -> None:
    """Write them into the graph; again changes only the dates."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "orders.jsonl"
        now = datetime.now(UTC)
        file.write_text("\n".join(json.dumps(_order(now, *bought)) for bought in BOUGHT), "utf-8")
        load_orders(services, file)


def _order(
    now: datetime, name: str, product: str, ordered: int, came: int | None, price: float, currency: str
) -> dict[str, object]:
    def ago(days: int) -> str:
        return (now - timedelta(days=days)).isoformat(timespec="seconds")

    dates = {"delivered_at": ago(came), "status": "delivered"} if came is not None else {"status": "shipped"}
    items = [{"product": product, "quantity": 1, "price": price, "currency": currency}]
    return {
        "id": f"bench-{name}",
        "user": USER,
        "at": ago(ordered),
        "shipped_at": ago(ordered - 1),
        "items": items,
        **dates,
    }
