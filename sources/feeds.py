"""What the readers of reviews, events, ratings and policies share: columns known by several names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, tzinfo
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

from sources.errors import BadValueError, ColumnError
from sources.values import LONGEST_ID, check_length, read_number, read_time
from sources.words import normal_header, vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sources.records import Language
    from sources.tables import Row, Table

Known = TypeVar("Known", bound=str)
LONGEST = {
    "query": 700,
    **dict.fromkeys(("id", "user", "author", "product", "item", "device_id"), LONGEST_ID),
}
"""Bytes of what is looked up by an index; a query may grow tenfold as it is normalised."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A table whose columns are told: `columns[field]` is the column that holds `field`.

    A line of JSON may have names that none before it had: they are learned from it.
    """

    table: Table
    columns: dict[str, str]
    names: Mapping[str, list[str]]
    known: set[str]

    def text(self, row: Row, field: str) -> str | None:
        """Return the field's cell, None where there is no such column or the cell is empty.

        Raises:
            BadValueError: it is longer than an index holds.
        """
        if not row.values.keys() <= self.known:
            self.learn(row.values)
        value = row.values.get(self.columns.get(field, ""), "").strip()
        if field in LONGEST:
            check_length(field, value, LONGEST[field])
        return value or None

    def learn(self, headers: Iterable[str]) -> None:
        """Tell what columns mean that were not known yet."""
        for header in headers:
            if header in self.known:
                continue
            self.known.add(header)
            for field, synonyms in self.names.items():
                if normal_header(header) in synonyms:
                    self.columns.setdefault(field, header)

    def required(self, row: Row, field: str) -> str:
        """Return the field's cell.

        Raises:
            BadValueError: it is empty.
        """
        value = self.text(row, field)
        if value is None:
            raise BadValueError(f"no {field}", "an empty cell", field)
        return value

    def number(self, row: Row, field: str) -> float | None:
        """Return the field's number."""
        value = self.text(row, field)
        return None if value is None else read_number(value, field)

    def amount(self, row: Row, field: str) -> float | None:
        """Return the field's number.

        Raises:
            BadValueError: it is negative.
        """
        number = self.number(row, field)
        if number is not None and number < 0:
            raise BadValueError(f"negative {field}", repr(self.text(row, field)), "0 or more")
        return number

    def time(self, row: Row, field: str = "at", zone: tzinfo = UTC) -> str | None:
        """Return the field's time in UTC ISO 8601; one without a zone of its own is in `zone`."""
        value = self.text(row, field)
        return None if value is None else read_time(value, zone)

    def own_id(self, row: Row) -> str:
        """Return the row's id, or a hash of all that it says."""
        if own := self.text(row, "id"):
            return own
        cells = ((field, row.values.get(header, "")) for field, header in sorted(self.columns.items()))
        # Empty cells say nothing: whether a column is known by then does not change the hash.
        said = "\x1f".join(f"{field}={cell}" for field, cell in cells if cell)
        return blake2b(said.encode(), digest_size=16).hexdigest()


def open_feed(table: Table, kind: str, required: tuple[str, ...]) -> Feed:
    """Tell the columns of a table by the names in `vocabulary/feeds.toml`.

    Raises:
        ColumnError: a required field has no column; names those that it may have.
    """
    names: Mapping[str, list[str]] = vocabulary("feeds")[kind]
    feed = Feed(table, {}, names, set())
    feed.learn(table.columns)
    for field in required:
        if field not in feed.columns:
            found, expected = ", ".join(table.columns), ", ".join(names[field])
            raise ColumnError(f"{table.path}: found no {field} among {found}; expected one called {expected}")
    return feed


def read_language(text: str | None) -> Language | None:
    """Return the language that `text` names, None for None.

    Raises:
        BadValueError: it names another one.
    """
    if text is None:
        return None
    names: Mapping[Language, list[str]] = vocabulary("feeds")["languages"]
    return read_known(text, names, "language", "zh or en")


def read_known(text: str, names: Mapping[Known, Sequence[str]], what: str, expected: str) -> Known:
    """Return that of a closed list which `text` names, by any of its names.

    Raises:
        BadValueError: it names none of them; `what` and `expected` say so.
    """
    name = normal_header(text)
    for known, synonyms in names.items():
        if name in synonyms:
            return known
    raise BadValueError(f"unknown {what}", repr(text), expected)
