"""What shoppers did, from CSV, TSV or JSON Lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from sources.errors import BadValueError
from sources.feeds import Feed, open_feed
from sources.records import EventRecord, EventType, Reject
from sources.seen import unique
from sources.tables import Row, convert, open_table
from sources.values import read_price
from sources.words import normal_header, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


def read_events(path: Path, *, columns: Sequence[str] = ()) -> Iterator[EventRecord | Reject]:
    """Yield a record or a reject for every row.

    A search needs a query, every other event a product, a rating its number, and a time must have passed.
    A row without an id gets a hash of what it says; an id used again for something else is a reject.

    Raises:
        FileError, ColumnError: the file cannot be read, or has no column of types or users.
    """
    table = open_table(path, columns)
    feed = open_feed(table, "events", ("type", "user"))
    records = convert(table.rows(), lambda row: _event(feed, row))
    yield from unique(records, lambda record: record.id, lambda record: replace(record, line=0))


def read_type(text: str) -> EventType:
    """Return the type that `text` names: `click`, `加购`, `add-to-cart`.

    Raises:
        BadValueError: it names none.
    """
    name = normal_header(text)
    for known in get_args(EventType):
        if name in vocabulary("feeds")["event_types"][known]:
            event_type: EventType = known
            return event_type
    raise BadValueError("unknown type", repr(text), ", ".join(get_args(EventType)))


def _event(feed: Feed, row: Row) -> EventRecord:
    event_type = read_type(feed.required(row, "type"))
    needed = {"search": ("query",), "rating": ("product", "rating")}.get(event_type, ("product",))
    for field in (*needed, *({"at"} & feed.columns.keys())):
        feed.required(row, field)
    price = feed.text(row, "price")
    return EventRecord(
        line=row.line,
        id=feed.own_id(row),
        type=event_type,
        user=feed.required(row, "user"),
        at=feed.time(row),
        product=feed.text(row, "product"),
        query=feed.text(row, "query"),
        rating=feed.amount(row, "rating"),
        price=read_price(price)[0] if price else None,
        device=feed.text(row, "device"),
        dwell_seconds=feed.amount(row, "dwell_seconds"),
    )
