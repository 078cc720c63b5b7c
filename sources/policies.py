"""Rules of the shop, from CSV, TSV or JSON Lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from sources.errors import BadValueError
from sources.feeds import Feed, open_feed, read_language
from sources.records import FirstDay, PolicyRecord, Reject
from sources.seen import unique
from sources.tables import Row, convert, open_table
from sources.text import language_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_DAYS = 36_525
"""A century."""


def read_policies(path: Path) -> Iterator[PolicyRecord | Reject]:
    """Yield a record or a reject for every row; the language is told from the text where none is stated.

    Raises:
        FileError, ColumnError: the file cannot be read, or lacks topics, titles or texts.
    """
    table = open_table(path)
    feed = open_feed(table, "policies", ("topic", "title", "text"))
    records = convert(table.rows(), lambda row: _policy(feed, row))
    yield from unique(records, lambda record: record.id, lambda record: replace(record, line=0))


def _policy(feed: Feed, row: Row) -> PolicyRecord:
    days = feed.number(row, "days")
    if days is not None and not (0 <= days <= MOST_DAYS and days == int(days)):
        raise BadValueError("no number of days", repr(feed.text(row, "days")), f"0 to {MOST_DAYS:,}, whole")
    text = feed.required(row, "text")
    return PolicyRecord(
        line=row.line,
        id=feed.own_id(row),
        topic=feed.required(row, "topic"),
        title=feed.required(row, "title"),
        text=text,
        language=read_language(feed.text(row, "language")) or language_of(text),
        days=None if days is None else int(days),
        first_day=_first_day(feed.text(row, "first_day")),
        asked_as=tuple(filter(None, map(str.strip, (feed.text(row, "asked_as") or "").split(" / ")))),
    )


def _first_day(text: str | None) -> FirstDay | None:
    for known in get_args(FirstDay):
        if text == known:
            first: FirstDay = known
            return first
    if text is None:
        return None
    raise BadValueError("unknown first day", repr(text), ", ".join(get_args(FirstDay)))
