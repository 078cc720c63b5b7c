"""Reviews, experts' reviews and descriptions from CSV, TSV or JSON Lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sources.errors import BadValueError
from sources.feeds import Feed, open_feed, read_language
from sources.records import DocumentKind, DocumentRecord, Reject
from sources.seen import unique
from sources.tables import Row, convert, open_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

KINDS: tuple[DocumentKind, ...] = ("title", "description", "review", "expert_review", "specification")


def read_documents(
    path: Path, *, kind: DocumentKind = "review", columns: Sequence[str] = ()
) -> Iterator[DocumentRecord | Reject]:
    """Yield a record or a reject for every row.

    A row without an id gets a hash of what it says, so that equal rows are one document. Rows that use an id
    again for something else are rejects.

    Args:
        path: the file; names of its columns as in `vocabulary/feeds.toml`, `text` needed.
        kind: what the texts are, where no column says it.
        columns: names for the columns of a file without a header.

    Raises:
        FileError, ColumnError: the file cannot be read, or has no column of texts.
    """
    table = open_table(path, columns)
    feed = open_feed(table, "documents", ("text",))
    records = convert(table.rows(), lambda row: _document(feed, row, kind))
    yield from unique(records, lambda record: record.id, lambda record: replace(record, line=0))


def _document(feed: Feed, row: Row, kind: DocumentKind) -> DocumentRecord:
    named = feed.text(row, "kind")
    stated = next((known for known in KINDS if known == named), None)
    if named and not stated:
        raise BadValueError("unknown kind", repr(named), ", ".join(KINDS))
    return DocumentRecord(
        line=row.line,
        id=feed.own_id(row),
        kind=stated or kind,
        text=feed.required(row, "text"),
        language=read_language(feed.text(row, "language")),
        product=feed.text(row, "product"),
        author=feed.text(row, "author"),
        at=feed.time(row),
        rating=feed.amount(row, "rating"),
    )
