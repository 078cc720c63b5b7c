"""Ratings in the layout of MovieLens: `userId,movieId,rating[,timestamp]`, with or without a header."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sources.errors import BadValueError, ColumnError
from sources.feeds import Feed, open_feed
from sources.records import RatingRecord, Reject
from sources.tables import Row, Table, convert, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBER = re.compile(r"-?\d+(\.\d+)?")
HEADLESS = ("user", "item", "rating", "timestamp")
USUAL_SCALES = (5.0, 10.0, 100.0)


def read_ratings(path: Path, *, scale: tuple[float, float] | None = None) -> Iterator[RatingRecord | Reject]:
    """Yield a record or a reject for every row; a rating outside of the scale is a reject.

    Several ratings of one item by one shopper are all records.

    Args:
        path: comma, tab, semicolon or bar between the cells.
        scale: lowest and highest rating; without it 0 to 5, 10 or 100, the first that holds the first rows.

    Raises:
        FileError, ColumnError: the file cannot be read, or lacks users, items or ratings.
    """
    table = _open(path)
    feed = open_feed(table, "ratings", ("user", "item", "rating"))
    low, high = scale or (0.0, _highest(feed, table))
    yield from convert(table.rows(), lambda row: _rating(feed, row, low, high))


def _open(path: Path) -> Table:
    table = open_table(path, HEADLESS)
    first = table.first()
    if len(first) < 3 or not NUMBER.fullmatch(first[2].strip()):
        return open_table(path)
    if len(first) > len(HEADLESS):
        raise ColumnError(f"{path}: found {len(first)} columns and no header, expected {', '.join(HEADLESS)}")
    return replace(table, columns=HEADLESS[: len(first)])


def _highest(feed: Feed, table: Table) -> float:
    """Return the top of the first usual scale that holds all but a few of the first ratings."""
    cells = [feed.text(row, "rating") or "" for row in table.sample()]
    ratings = sorted(float(cell) for cell in cells if NUMBER.fullmatch(cell))
    typical = ratings[int(0.98 * (len(ratings) - 1))] if ratings else 0.0
    return next((top for top in USUAL_SCALES if typical <= top), USUAL_SCALES[-1])


def _rating(feed: Feed, row: Row, low: float, high: float) -> RatingRecord:
    rating = feed.number(row, "rating")
    if rating is None or not low <= rating <= high:
        raise BadValueError("rating out of range", repr(feed.text(row, "rating")), f"{low:g} to {high:g}")
    return RatingRecord(
        row.line, feed.required(row, "user"), feed.required(row, "item"), rating, feed.time(row)
    )
