import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import lines
from sources.lines import Line, read_lines, split_row
from sources.records import Reject


def read(text: str, delimiter: str | None = ",") -> list[Line | Reject]:
    return list(read_lines(StringIO(text, newline=""), delimiter))


def test_a_row_has_the_line_where_it_starts() -> None:
    rows = read('a,b\n\n1,"x\ny\r\nz"\n2,"q"\r\n')
    assert [(row.number, row.text) for row in rows if isinstance(row, Line)] == [
        (1, "a,b"),
        (3, '1,"x\ny\r\nz"'),
        (6, '2,"q"'),
    ]


def test_a_quote_inside_of_a_cell_opens_nothing() -> None:
    rows = read('13.3" laptop,1\n15.6" laptop,2\n')
    assert [row.text for row in rows if isinstance(row, Line)] == ['13.3" laptop,1', '15.6" laptop,2']


def test_a_quote_never_closed_is_one_reject_that_says_so() -> None:
    good, bad = read('1,a\n2,"b\n3,c\n')
    assert isinstance(good, Line)
    assert isinstance(bad, Reject)
    assert (bad.line, bad.reason) == (2, "quote never closed")


@pytest.mark.parametrize("piece", ["y", '""', 'y""', 'y"",\n', 'y,""'])
def test_a_row_too_long_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch, piece: str) -> None:
    monkeypatch.setattr(lines, "ROW_LIMIT", 50)
    for length in range(60, 190):
        inside = piece * (length // len(piece))
        first, long, last = read(f'1,a\n2,"{inside}",x\n3,c\n')
        assert isinstance(first, Line)
        assert isinstance(long, Reject)
        assert (long.line, long.reason) == (2, "row too long")
        assert last == Line(3 + inside.count("\n"), "3,c")


def test_a_row_too_long_without_quotes_or_line_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ROW_LIMIT", 50)
    kinds = [type(row) for row in read("1,a\n" + "x" * 500 + "\n2,b\n" + "y" * 500)]
    assert kinds == [Line, Reject, Line, Reject]


def test_without_a_delimiter_quotes_mean_nothing() -> None:
    rows = read('{"a": "x\n"}\n', None)
    assert [row.text for row in rows if isinstance(row, Line)] == ['{"a": "x', '"}']


def test_a_last_row_without_line_end_is_known() -> None:
    assert [row.ended for row in read("1,a\n2,b") if isinstance(row, Line)] == [True, False]


cells = st.text(st.sampled_from('ab"\n\r,; 华'), max_size=8)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_python_writes_reads_back(table: list[list[str]]) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    rows = [row for row in read(stream.getvalue()) if isinstance(row, Line)]
    assert [split_row(row.text, ",") for row in rows] == table


@given(cells)
def test_cells_split_as_python_splits_them(text: str) -> None:
    for row in read(text.replace("\n", "").replace("\r", "")):
        if isinstance(row, Line):
            assert split_row(row.text, ",") == next(csv.reader([row.text]))
