"""Rows in, good ones out: bad ones go to a file beside the target, with their number and the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal, TextIO, TypeVar

from extraction.errors import InputError

Row = TypeVar("Row")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows read and rejected; `rejects` is the file of the last, None where there are none."""

    rows: int
    rejected: int
    rejects: Path | None

    @property
    def loaded(self) -> int:
        """Rows that were good."""
        return self.rows - self.rejected

    @property
    def shown(self) -> dict[str, object]:
        """What a command says of them."""
        counts: dict[str, object] = {"rows": self.rows, "loaded": self.loaded, "rejected": self.rejected}
        return {**counts, "rejects": str(self.rejects)} if self.rejects else counts


class Sieve:
    """Counts rows, and writes the bad ones to `TARGET.rejected.jsonl`, which is there only if there are any.

    That of an earlier run goes when this one ends well, or has a bad row itself.
    """

    def __init__(self, target: Path, unit: Literal["line", "task"]) -> None:
        self._file = target.with_name(f"{target.name}.rejected.jsonl")
        self._unit = unit
        self._stream: TextIO | None = None
        self._rows = self._rejected = 0

    def __enter__(self) -> Sieve:
        return self

    def __exit__(
        self, failed: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()
        elif not failed:
            self._file.unlink(missing_ok=True)

    @property
    def counts(self) -> Counts:
        """What has passed so far."""
        return Counts(self._rows, self._rejected, self._file if self._rejected else None)

    def sift(self, rows: Iterable[tuple[int, Row]], make: Callable[[Row, int], Made]) -> Iterator[Made]:
        """Yield what `make` makes of each row and its number; a row at which it raises InputError is rejected."""
        for number, row in rows:
            self._rows += 1
            try:
                made = make(row, number)
            except InputError as error:
                self._reject(number, str(error), row)
            else:
                yield made

    def _reject(self, number: int, reason: str, row: object) -> None:
        if self._stream is None:
            self._stream = self._file.open("w", encoding="utf-8")
        shown = row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)
        line = {self._unit: number, "reason": reason, "row": shown.rstrip("\n")[:500]}
        self._stream.write(json.dumps(line, ensure_ascii=True) + "\n")
        self._rejected += 1


def lines(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that are not blank, with their numbers.

    Raises:
        InputError: the file is not there.
    """
    try:
        with file.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
            yield from ((number, line) for number, line in enumerate(stream, start=1) if line.strip())
    except FileNotFoundError:
        raise InputError(f"{file}: no such file") from None


def parsed(line: str) -> object:
    """Return the JSON of a line.

    Raises:
        InputError: it is none, or holds what is no text.
    """
    try:
        line.encode("utf-8")
        return sound(json.loads(line))
    except UnicodeEncodeError:
        raise InputError("found bytes that are no UTF-8, expected text") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"found no JSON ({error}), expected an object") from None


def sound(row: object) -> object:
    """Return what JSON held.

    Raises:
        InputError: half a surrogate stands in it, which no file can hold.
    """
    try:
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("found half a surrogate, expected text") from None
    return row


@contextmanager
def whole(target: Path) -> Iterator[TextIO]:
    """Open a file to write that appears at its place when the block ends well, and not at all else."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as stream:
            yield stream
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
