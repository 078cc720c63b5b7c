"""What shoppers ordered, from JSON Lines; from CSV, TSV and Parquet too, where `items` is a cell of JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, get_args

from sources.errors import BadValueError
from sources.feeds import LONGEST, Feed, open_feed, read_known
from sources.records import OrderItem, OrderRecord, OrderStatus, Reject
from sources.seen import unique
from sources.tables import Row, convert, open_table
from sources.values import check_length, read_currency, read_price
from sources.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MOST_ITEMS: Final = 100
MOST_PIECES: Final = 10_000
"""Of one product in one order."""


def read_orders(path: Path) -> Iterator[OrderRecord | Reject]:
    """Yield a record or a reject for every row; an id used again for something else is a reject.

    Raises:
        FileError, ColumnError: the file cannot be read, or lacks ids, users, times, statuses or items.
    """
    feed = open_feed(open_table(path), "orders", ("id", "user", "at", "status", "items"))
    records = convert(feed.table.rows(), lambda row: _order(feed, row))
    yield from unique(records, lambda record: record.id, lambda record: replace(record, line=0))


def _order(feed: Feed, row: Row) -> OrderRecord:
    at = feed.required(row, "at") and feed.time(row)
    shipped, delivered = feed.time(row, "shipped_at"), feed.time(row, "delivered_at")
    _check_sequence({"at": at, "shipped_at": shipped, "delivered_at": delivered})
    return OrderRecord(
        line=row.line,
        id=feed.required(row, "id"),
        user=feed.required(row, "user"),
        at=at or "",
        status=_status(feed.required(row, "status")),
        items=tuple(_items(feed.required(row, "items"))),
        shipped_at=shipped,
        delivered_at=delivered,
        carrier=feed.text(row, "carrier"),
        tracking=feed.text(row, "tracking"),
    )


def _check_sequence(times: Mapping[str, str | None]) -> None:
    """Refuse what was shipped before it was ordered, or delivered before either."""
    stated = {name: time for name, time in times.items() if time}
    for earlier, later in pairwise(stated):
        if datetime.fromisoformat(stated[later]) < datetime.fromisoformat(stated[earlier]):
            raise BadValueError(
                f"{later} before {earlier}", repr(stated[later]), f"{stated[earlier]} or later"
            )


def _status(text: str) -> OrderStatus:
    names: Mapping[OrderStatus, list[str]] = vocabulary("feeds")["order_statuses"]
    return read_known(text, names, "status", ", ".join(get_args(OrderStatus)))


def _items(text: str) -> Iterator[OrderItem]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        raise BadValueError("items are no JSON", repr(text[:60]), "a list of objects") from None
    if not isinstance(items, list) or not 0 < len(items) <= MOST_ITEMS:
        raise BadValueError("no list of items", repr(text[:60]), f"1 to {MOST_ITEMS} objects with product")
    for item in items:
        if not isinstance(item, dict) or not item.get("product"):
            raise BadValueError("no product", repr(item)[:60], "an object with product")
        yield _item(item)


def _item(item: Mapping[str, object]) -> OrderItem:
    product, quantity = str(item["product"]), item.get("quantity", 1)
    check_length("product", product, LONGEST["product"])
    if not isinstance(quantity, int) or isinstance(quantity, bool) or not 0 < quantity <= MOST_PIECES:
        raise BadValueError("no quantity", repr(quantity)[:60], f"1 to {MOST_PIECES:,}, whole")
    price, currency = item.get("price"), item.get("currency")
    if price is None:
        return OrderItem(product, quantity)
    return OrderItem(
        product, quantity, *read_price(str(price), read_currency(str(currency)) if currency else None)
    )
