"""Catalogues into the graph: records, rows, batches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from daogou.pipeline.rows import CatalogMapper, Rows
from daogou.pipeline.titles import settled
from daogou.services import Services
from extraction.errors import UnitError
from graph.batches import ahead
from sources.catalog import read_catalog
from sources.errors import BadValueError
from sources.mapping import Mapping
from sources.records import CatalogRecord, Reject
from sources.rejects import Sieve
from sources.values import LONGEST_ID, check_length

BATCH_RECORDS: Final = 500
Done = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of a file's rows; `more` counts what the rows made."""

    rows: int
    loaded: int
    rejected: int
    rejects: Path | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, sieve: Sieve, **more: object) -> Loaded:
        """Return the counts of a sieve."""
        return cls(sieve.rows, sieve.loaded, sieve.rejected, sieve.file, more)

    def shown(self) -> dict[str, Any]:
        """Return the counts as a command prints them."""
        counts = {"rows": self.rows, "loaded": self.loaded, "rejected": self.rejected, **self.more}
        return {**counts, "rejects": str(self.rejects)} if self.rejects else counts


def load_catalog(services: Services, path: Path, mapping: Mapping, *, done: Done = lambda _: None) -> Loaded:
    """Load a catalogue; the same file again changes nothing. Memory holds one batch of records.

    Raises:
        SourceError: the file or the mapping cannot be read.
    """
    lexicon = services.given_lexicon()
    brands = [name for entry in lexicon.of("BRAND") for name in entry.names()]
    with Sieve(path) as sieve:
        is_titled = any(column.field == "title" for column in mapping.columns)
        read = read_catalog(path, mapping, brands=brands)
        if is_titled:
            read = settled(read, lexicon)
        loader = CatalogLoader(services, CatalogMapper(lexicon, path.name, is_titled), done)
        loader.load(sieve.records(loader.mapped(read)))
        return Loaded.of(sieve, **loader.counts())


class CatalogLoader:
    """Writes catalogue records in batches and counts what they make."""

    def __init__(self, services: Services, mapper: CatalogMapper, done: Done) -> None:
        self._services, self._mapper, self._done = services, mapper, done
        self._rows = Rows()
        self._facts = self._new = 0
        self._unread = Counter[str]()

    def mapped(self, read: Iterator[CatalogRecord | Reject]) -> Iterator[CatalogRecord | Reject]:
        """Pass records on once they are mapped to rows; an unknown unit or an overlong name makes one a reject."""
        for item in read:
            if isinstance(item, Reject):
                yield item
                continue
            rows = Rows()
            try:
                self._mapper.add(item, rows)
                _check_ids(rows)
            except UnitError as error:
                yield _reject(item, "unknown unit", str(error), "a unit of ANNOTATION.md")
            except BadValueError as problem:
                yield _reject(item, problem.reason, problem.found, problem.expected)
            else:
                self._rows.extend(rows)
                yield item

    def load(self, records: Iterator[CatalogRecord]) -> None:
        """Write the rows of `records`, which come from `mapped`, batch by batch."""
        for size, rows in ahead(self._batches(records)):
            self._flush(rows)
            self._done(size)

    def _batches(self, records: Iterator[CatalogRecord]) -> Iterator[tuple[int, Rows]]:
        while batch := list(islice(records, BATCH_RECORDS)):
            rows, self._rows = self._rows, Rows()
            yield len(batch), rows

    def counts(self) -> dict[str, Any]:
        """Return how many facts were stated and new, and how many cells were not understood, by column."""
        unread = {"unread cells": dict(self._unread.most_common())} if self._unread else {}
        return {"facts": self._facts, "new facts": self._new, **unread}

    def _flush(self, rows: Rows) -> None:
        writer = self._services.writer
        writer.entities(_distinct(rows.entities))
        writer.parameters(_distinct(rows.parameters))
        writer.products(rows.products)
        writer.sources(rows.sources)
        self._new += self._services.ledger.record(rows.facts).new
        self._facts += len(rows.facts)
        self._unread.update(column for column, _ in rows.unread)


def _reject(record: CatalogRecord, reason: str, found: str, expected: str) -> Reject:
    return Reject(record.line, reason, found, expected, record.specification[:500])


def _check_ids(rows: Rows) -> None:
    """Refuse names that no index can hold.

    Raises:
        BadValueError: an id is too long.
    """
    tables = (rows.products, rows.entities, rows.parameters)
    for id_ in chain.from_iterable((row.id for row in table) for table in tables):
        check_length("name", id_, LONGEST_ID)


def _distinct(rows: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(rows))
