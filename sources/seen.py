"""Ids that a file has already used, kept on disk, so that memory does not grow with the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import blake2b
from typing import TYPE_CHECKING

from sources.errors import BadValueError
from sources.records import Record, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator


class Seen:
    """Maps a key to the line and content it first came with.

    A private SQLite database that is deleted when closed: its cache holds 2 MB, the rest is on disk.
    """

    def __init__(self) -> None:
        self._database = sqlite3.connect("", check_same_thread=False)
        self._database.execute(
            "CREATE TABLE seen (key BLOB PRIMARY KEY, line INTEGER, content BLOB) WITHOUT ROWID"
        )

    def close(self) -> None:
        """Delete the database."""
        self._database.close()

    def check(self, line: int, key: str, content: Hashable) -> None:
        """Remember `key`.

        Raises:
            BadValueError: `key` came before with another content.
        """
        row = (_digest(key), line, _digest(repr(content)))
        if self._database.execute("INSERT OR IGNORE INTO seen VALUES (?, ?, ?)", row).rowcount:
            return
        query = "SELECT line, content FROM seen WHERE key = ?"
        first_line, first_content = self._database.execute(query, row[:1]).fetchone()
        if first_content != row[2]:
            raise BadValueError(
                "id used twice", f"{key!r} with other content in line {first_line}", "an id of its own"
            )


def unique(
    records: Iterator[Record | Reject], key: Callable[[Record], str], content: Callable[[Record], Hashable]
) -> Iterator[Record | Reject]:
    """Yield `records`, those whose key came before with another content as rejects.

    A repeated record with equal content passes: writing it again changes nothing, and it counts as loaded.
    """
    with closing(Seen()) as seen:
        for record in records:
            if isinstance(record, Reject):
                yield record
                continue
            try:
                seen.check(record.line, key(record), content(record))
            except BadValueError as problem:
                yield Reject(record.line, problem.reason, problem.found, problem.expected, repr(record)[:500])
            else:
                yield record


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
