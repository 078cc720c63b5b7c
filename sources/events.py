"""What shoppers did, from CSV, TSV, JSON Lines or Parquet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING, Final, get_args

from sources.feeds import Feed, open_feed, read_known
from sources.records import EventRecord, EventType, Reject
from sources.seen import unique
from sources.tables import Row, convert, open_table
from sources.values import read_currency, read_price
from sources.words import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

NEEDED: Final = {"search": ("query",), "rating": ("product", "rating"), "login": ("user", "device_id")}


def open_events(path: Path, columns: Sequence[str] = ()) -> Feed:
    """Tell a file's layout and columns from its beginning, and read no event.

    Raises:
        FileError, ColumnError: the file cannot be read, or has no column of types or users.
    """
    return open_feed(open_table(path, columns), "events", ("type", "user"))


def read_events(
    path: Path, *, columns: Sequence[str] = (), zone: tzinfo = UTC
) -> Iterator[EventRecord | Reject]:
    """Yield a record or a reject for every row.

    A search needs a query, a login user and device, every other event a product, a rating its number, and a time must
    have passed. An event without a user is its device's. A row without an id gets a hash of what it says; an id used
    again for something else is a reject.

    Args:
        path: the file.
        columns: names of the columns, where the file has no header.
        zone: where the clock stood that wrote times without a zone.

    Raises:
        FileError, ColumnError: the file cannot be read, or has no column of types or users.
    """
    feed = open_events(path, columns)
    records = convert(feed.table.rows(), lambda row: _event(feed, row, zone))
    yield from unique(records, lambda record: record.id, lambda record: replace(record, line=0))


def read_type(text: str) -> EventType:
    """Return the type that `text` names: `click`, `加购`, `add-to-cart`.

    Raises:
        BadValueError: it names none.
    """
    names: Mapping[EventType, list[str]] = vocabulary("feeds")["event_types"]
    return read_known(text, names, "type", ", ".join(get_args(EventType)))


def _event(feed: Feed, row: Row, zone: tzinfo) -> EventRecord:
    event_type = read_type(feed.required(row, "type"))
    for field in (*NEEDED.get(event_type, ("product",)), *({"at"} & feed.columns.keys())):
        feed.required(row, field)
    device_id = feed.text(row, "device_id")
    price, currency = _money(feed, row)
    return EventRecord(
        line=row.line,
        id=feed.own_id(row),
        type=event_type,
        user=feed.text(row, "user") or device_id or feed.required(row, "user"),
        at=feed.time(row, zone=zone),
        product=None if event_type == "login" else feed.text(row, "product"),
        query=None if event_type == "login" else feed.text(row, "query"),
        rating=feed.amount(row, "rating"),
        price=price,
        currency=currency,
        device=feed.text(row, "device"),
        dwell_seconds=feed.amount(row, "dwell_seconds"),
        device_id=device_id if event_type == "login" else None,
    )


def _money(feed: Feed, row: Row) -> tuple[float | None, str | None]:
    """Return amount and currency: the sign beside the amount decides, else the column of currencies."""
    price, currency = feed.text(row, "price"), feed.text(row, "currency")
    if not price:
        return None, None
    return read_price(price, read_currency(currency) if currency else None)
