"""CSV, TSV, JSON Lines and Parquet → rows of named cells."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from sources.errors import BadValueError, ColumnError, FileError
from sources.files import open_text
from sources.lines import EXCERPT, Line, read_lines, split_row
from sources.parquet import is_parquet, parquet_columns, parquet_lines
from sources.records import Record, Reject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

DELIMITERS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
SAMPLE_CHARACTERS = 1 << 16
SAMPLE_ROWS = 200
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by column; `text` as it stands in the file."""

    line: int
    values: Mapping[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A file with named columns; `delimiter` is None for JSON, `headed` False where names are given.

    The rows of Parquet are read as JSON, their numbers stand for lines.
    """

    path: Path
    columns: tuple[str, ...]
    delimiter: str | None
    headed: bool = True
    parquet: bool = False

    def rows(self) -> Iterator[Row | Reject]:
        """Yield every row or why it is none: wrong number of cells, broken JSON, bytes that are no text."""
        for line in parquet_lines(self.path) if self.parquet else self._lines():
            yield line if isinstance(line, Reject) else self._row(line)

    def first(self) -> list[str]:
        """Return the cells of the first row, a header or not; none of JSON Lines or of a row that is no text."""
        if self.parquet:
            return []
        with open_text(self.path) as stream:
            line = next(read_lines(stream, self.delimiter), None)
        return split_row(line.text, self.delimiter) if self.delimiter and isinstance(line, Line) else []

    def sample(self) -> list[Row]:
        """Return the first good rows, at most `SAMPLE_ROWS`."""
        return [row for row in islice(self.rows(), SAMPLE_ROWS) if isinstance(row, Row)]

    def _lines(self) -> Iterator[Line | Reject]:
        with open_text(self.path) as stream:
            lines = read_lines(stream, self.delimiter)
            if self.headed and self.delimiter:
                next(lines, None)
            yield from lines

    def _row(self, line: Line) -> Row | Reject:
        try:
            values = self._cells(line.text) if self.delimiter else json_cells(line.text)
            check_writable(values)
        except BadValueError as problem:
            rejected = reject(line.number, problem, line.text)
            return rejected if line.ended else replace(rejected, reason=f"file cut off: {problem.reason}")
        return Row(line.number, values, line.text)

    def _cells(self, text: str) -> dict[str, str]:
        cells = split_row(text, self.delimiter or ",")
        if len(cells) != len(self.columns):
            raise BadValueError("wrong number of cells", str(len(cells)), str(len(self.columns)))
        return dict(zip(self.columns, cells, strict=True))


def reject(line: int, problem: BadValueError, text: str) -> Reject:
    """Return the reject that `problem` makes of the row `text`."""
    row = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text[:EXCERPT])
    return Reject(line, problem.reason, problem.found[:EXCERPT], problem.expected, row)


def convert(rows: Iterable[Row | Reject], make: Callable[[Row], Record]) -> Iterator[Record | Reject]:
    """Yield `make(row)` of every row; a `BadValueError` makes it a reject."""
    for row in rows:
        if isinstance(row, Reject):
            yield row
            continue
        try:
            record = make(row)
        except BadValueError as problem:
            yield reject(row.line, problem, row.text)
        else:
            yield record


def open_table(path: Path, columns: Sequence[str] = ()) -> Table:
    """Tell the layout of `path` from its beginning; `columns` names those of a file without a header.

    Raises:
        FileError: not a text, or no delimiter that we know splits it.
        ColumnError: a column stands twice in the header.
    """
    if is_parquet(path):
        return Table(path, parquet_columns(path), delimiter=None, parquet=True)
    with open_text(path) as stream:
        head = stream.read(SAMPLE_CHARACTERS).removeprefix("\ufeff")
    first = head.lstrip()[:1]
    if first == "{":
        return Table(path, columns=_json_columns(path), delimiter=None)
    if first == "[":
        raise FileError(f"{path}: found a JSON array, expected JSON Lines: one object on each line")
    lines = list(_sampled(head, ","))
    if not lines:
        raise FileError(f"{path}: found no whole row at its beginning, expected a header and rows")
    delimiter = _delimiter(path, head, lines)
    if columns:
        return Table(path, tuple(columns), delimiter, headed=False)
    header = split_row(next(iter(_sampled(head, delimiter))), delimiter)
    return Table(path, _named_columns(path, header), delimiter)


def _named_columns(path: Path, header: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() or f"column {index}" for index, name in enumerate(header, start=1))
    name, times = Counter(names).most_common(1)[0]
    if times > 1:
        raise ColumnError(
            f"{path}: found the column {name!r} {times} times, expected each name once: rename one"
        )
    return names


def _sampled(head: str, delimiter: str) -> Iterator[str]:
    """Yield the texts of the rows in `head`, but not one that the sample may have cut off."""
    rows = list(read_lines(StringIO(head, newline=""), delimiter))
    if len(head) == SAMPLE_CHARACTERS and len(rows) > 1:
        rows.pop()
    return (row.text for row in rows if isinstance(row, Line))


def _delimiter(path: Path, head: str, lines: Sequence[str]) -> str:
    best, best_score = "", 1.0
    for delimiter in DELIMITERS:
        widths = [len(split_row(text, delimiter)) for text in islice(_sampled(head, delimiter), SAMPLE_ROWS)]
        score = widths[0] * widths.count(widths[0]) / len(widths) if widths else 0.0
        if widths and widths[0] > 1 and score > best_score:
            best, best_score = delimiter, score
    if best:
        return best
    found = f"one column only{_seeming_delimiter(lines)}"
    raise FileError(f"{path}: found {found}; expected cells separated by {', '.join(DELIMITERS.values())}")


def _seeming_delimiter(lines: Sequence[str]) -> str:
    """Say which other character seems to separate the cells: one that stands equally often in every line."""
    signs = Counter(char for char in lines[0] if not char.isalnum() and char not in "\"'_-.")
    for sign, times in signs.most_common():
        if len(lines) > 1 and all(line.count(sign) == times for line in lines[:20]):
            return f", separated by {sign!r} it seems"
    return f" ({lines[0][:60]!r})"


def _json_columns(path: Path) -> tuple[str, ...]:
    rows = Table(path, (), None).sample()
    return tuple(dict.fromkeys(name for row in rows for name in row.values))


def json_cells(text: str) -> dict[str, str]:
    """Return the cells of one JSON object; what stands in an object inside of it is named `outer.inner`.

    A list of objects stays JSON.

    Raises:
        BadValueError: `text` is none.
    """
    try:
        value = json.loads(text.removeprefix("\ufeff"))
    except RecursionError:
        raise BadValueError("broken JSON", "brackets nested too deep", "a JSON object") from None
    except ValueError as error:
        raise BadValueError("broken JSON", str(error), "a JSON object") from None
    if not isinstance(value, dict):
        raise BadValueError("not an object", type(value).__name__, "a JSON object")
    return dict(_flat(value, ""))


def _flat(value: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    """Name what stands in an object inside of an object `outer.inner`."""
    for name, item in value.items():
        if isinstance(item, dict):
            yield from _flat(item, f"{prefix}{name}.")
        else:
            yield prefix + name, _as_text(item)


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case str() | int() | float():
            return str(value)
        case list() if not any(isinstance(item, dict) for item in value):
            return " / ".join(_as_text(item) for item in value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def check_writable(values: Mapping[str, str]) -> None:
    """Refuse cells that are no text.

    Raises:
        BadValueError: a lone byte, a surrogate or NUL.
    """
    for column, value in values.items():
        if bad := UNWRITABLE.search(value):
            code = ord(bad[0])
            name = f"the byte 0x{code - 0xDC00:02X}" if 0xDC80 <= code <= 0xDCFF else f"U+{code:04X}"
            raise BadValueError("not text", f"{name} in {column!r}", "UTF-8 or GB18030 without NUL")
