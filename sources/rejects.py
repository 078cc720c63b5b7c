"""Rows that were not taken, written beside their file with line and reason."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TextIO

from sources.records import Record, Reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType


class Sieve:
    """Lets records through and writes rejects to `FILE.rejected.jsonl`, counting both.

    The file appears whole when the block ends, or not at all when it fails; none, not even an older one,
    stands there when every row was taken. It lies beside `path`, or in `folder`; where that is not
    writable, in the working directory, and `moved` is true.

        with Sieve(path) as sieve:
            write(sieve.records(read_catalog(path, mapping)))
        print(sieve.rows, sieve.loaded, sieve.rejected, sieve.file)
    """

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        wanted = folder or path.absolute().parent
        self.moved = not _writable(wanted)
        self._target = (Path.cwd() if self.moved else wanted) / f"{path.absolute().name}.rejected.jsonl"
        self._draft = self._target.with_name(f".{self._target.name}.{os.getpid()}")
        self._stream: TextIO | None = None
        # A load reads records in one thread and refuses them in another.
        self._lock = Lock()
        self.loaded = 0
        self.rejected = 0

    @property
    def rows(self) -> int:
        """Rows read so far: loaded and rejected."""
        return self.loaded + self.rejected

    @property
    def file(self) -> Path | None:
        """The rejects file, None where there are no rejects."""
        return self._target if self.rejected else None

    def __enter__(self) -> Sieve:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream:
            self._stream.close()
        if kind:
            self._draft.unlink(missing_ok=True)
        elif self._stream:
            self._draft.replace(self._target)
        else:
            self._target.unlink(missing_ok=True)

    def records(self, read: Iterator[Record | Reject]) -> Iterator[Record]:
        """Yield the records of `read`."""
        for item in read:
            with self._lock:
                if isinstance(item, Reject):
                    self._write(item)
                    continue
                self.loaded += 1
            yield item

    def refuse(self, reject: Reject) -> None:
        """Count a record that was let through as rejected after all: what it needs is not there."""
        with self._lock:
            self.loaded -= 1
            self._write(reject)

    def _write(self, reject: Reject) -> None:
        if self._stream is None:
            self._stream = self._draft.open("w", encoding="utf-8", errors="backslashreplace")
        self._stream.write(json.dumps(asdict(reject), ensure_ascii=False) + "\n")
        self.rejected += 1


def _writable(folder: Path) -> bool:
    """Say whether files may be made in `folder`; its mode counts for root too."""
    return os.access(folder, os.W_OK) and bool(folder.stat().st_mode & 0o222)
