"""Files of texts in, files of extractions out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from extraction.documents import Text, extraction_to_json, text_from_json
from extraction.errors import InputError
from extraction.team import Extracting


@dataclass(frozen=True, slots=True)
class Extracted:
    """Lines read, extracted and rejected; `rejects` is the file of the last, None where there are none."""

    rows: int
    loaded: int
    rejected: int
    rejects: Path | None


def extract_file(source: Path, target: Path, extractor: Extracting) -> Extracted:
    """Extract the JSON Lines of `source` into `target`, in order; a bad line goes to `TARGET.rejected.jsonl`.

    The target appears whole or not at all. Memory does not grow with the file.

    Raises:
        InputError: `source` is not there, or is no text.
    """
    partial, rejects = (target.with_name(f"{target.name}.{end}") for end in ("partial", "rejected.jsonl"))
    reader = _Reader(rejects)
    try:
        with (
            source.open(encoding="utf-8", errors="surrogateescape") as lines,
            partial.open("w", encoding="utf-8") as out,
        ):
            for extraction in extractor.extract(reader.texts(lines)):
                out.write(json.dumps(extraction_to_json(extraction), ensure_ascii=False) + "\n")
    except FileNotFoundError as error:
        raise InputError(f"{error.filename}: no such file") from None
    finally:
        reader.close()
    partial.replace(target)
    if not reader.rejected:
        rejects.unlink(missing_ok=True)
    return Extracted(
        reader.rows, reader.rows - reader.rejected, reader.rejected, rejects if reader.rejected else None
    )


class _Reader:
    """Yields the good lines and writes the bad ones."""

    def __init__(self, rejects: Path) -> None:
        self._rejects = rejects
        self._stream: TextIO | None = None
        self.rows = self.rejected = 0

    def texts(self, lines: TextIO) -> Iterator[Text]:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            self.rows += 1
            try:
                text = text_from_json(_loads(line))
            except InputError as error:
                self._reject(number, str(error), line)
            else:
                yield text

    def close(self) -> None:
        if self._stream:
            self._stream.close()

    def _reject(self, number: int, reason: str, line: str) -> None:
        if self._stream is None:
            self._stream = self._rejects.open("w", encoding="utf-8", errors="backslashreplace")
        row = {"line": number, "reason": reason, "row": line.rstrip("\n")[:500]}
        self._stream.write(json.dumps(row, ensure_ascii=True) + "\n")
        self.rejected += 1


def _loads(line: str) -> object:
    try:
        line.encode("utf-8")
        row = json.loads(line)
        json.dumps(row, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        raise InputError("found bytes that are no UTF-8, or half a surrogate; expected text") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"found no JSON ({error}); expected an object with id and text") from None
    return row
