"""Parquet → lines of JSON, one a row, so that every reader takes it as it takes JSON Lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
from polars.exceptions import PolarsError

from sources.errors import FileError
from sources.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAGIC = b"PAR1"
BATCH_ROWS = 20_000
"""Rows that are held at a time; of a file only the row groups they stand in are read."""


def is_parquet(path: Path) -> bool:
    """Say whether a file begins as Parquet does; False where it cannot be opened, which its reader will tell."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def parquet_columns(path: Path) -> tuple[str, ...]:
    """Return the names of the columns.

    Raises:
        FileError: the file is cut off or broken.
    """
    try:
        return tuple(pl.read_parquet_schema(path))
    except (PolarsError, OSError) as error:
        raise _broken(path, error) from error


def parquet_lines(path: Path) -> Iterator[Line]:
    """Yield every row as a JSON object; `number` is the row's, from 1. Memory holds one batch.

    Times with a zone are written in UTC, times without one as they are; a missing value and NaN are null.

    Raises:
        FileError: the file is cut off or broken, or a column of bytes is no text.
    """
    start = 0
    while True:
        try:
            rows = pl.scan_parquet(path).slice(start, BATCH_ROWS).collect()
            text = rows.with_columns(*_as_text(rows.schema)).write_ndjson()
        except (PolarsError, OSError) as error:
            raise _broken(path, error) from error
        # Only a line feed ends a line: `splitlines` cuts at U+2028 too.
        for number, line in enumerate(text.split("\n")[: len(rows)], start=start + 1):
            yield Line(number, line)
        if len(rows) < BATCH_ROWS:
            return
        start += BATCH_ROWS


def _as_text(schema: pl.Schema) -> Iterator[pl.Expr]:
    for name, kind in schema.items():
        if kind == pl.Binary:
            yield pl.col(name).cast(pl.String)
        elif isinstance(kind, pl.Datetime):
            utc = pl.col(name).dt.convert_time_zone("UTC") if kind.time_zone else pl.col(name)
            yield utc.dt.strftime("%Y-%m-%dT%H:%M:%S%.6f" + ("Z" if kind.time_zone else ""))


def _broken(path: Path, error: Exception) -> FileError:
    said = str(error).partition("\n")[0]
    return FileError(f"{path}: found a Parquet file that cannot be read ({said}); write it again")
