from pathlib import Path

import pytest

from sources.errors import ColumnError, FileError
from sources.records import Reject
from sources.tables import Row, open_table


def write(folder: Path, text: str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8", newline="", errors="surrogateescape")
    return path


def outcome(path: Path) -> list[tuple[int, str]]:
    return [(row.line, row.reason if isinstance(row, Reject) else "") for row in open_table(path).rows()]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_sniffed(tmp_path: Path, delimiter: str) -> None:
    text = "id,name,price\n1,a b,3\n2,c d,4\n".replace(",", delimiter)
    table = open_table(write(tmp_path, text))
    assert table.columns == ("id", "name", "price")
    rows = [row for row in table.rows() if isinstance(row, Row)]
    assert rows[1].values == {"id": "2", "name": "c d", "price": "4"}


def test_commas_in_prose_do_not_make_a_delimiter(tmp_path: Path) -> None:
    text = "id;text\n1;good, cheap, small\n2;bad\n3;so, so\n"
    assert open_table(write(tmp_path, text)).columns == ("id", "text")


def test_commas_in_the_header_do_not_make_a_delimiter(tmp_path: Path) -> None:
    text = "id;price, EUR;size, mm\n1;2;3\n4;5;6\n"
    assert open_table(write(tmp_path, text)).columns == ("id", "price, EUR", "size, mm")


def test_an_unknown_delimiter_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        FileError, match=r"one column only, separated by '\^' it seems; expected .* comma, tab"
    ):
        open_table(write(tmp_path, "id^name\n1^a\n2^b\n"))


def test_a_column_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ColumnError, match="'name' 2 times"):
        open_table(write(tmp_path, "name,name\n1,2\n"))


def test_bad_rows_are_rejects_and_good_rows_are_read(tmp_path: Path) -> None:
    good = "".join(f"{i},华为手机\n" for i in range(2, 12))
    path = write(tmp_path, f"id,name\n{good}12,a,b\n13,\x00\n14,\udcff\n15,fine\n16")
    assert outcome(path) == [
        *((line, "") for line in range(2, 12)),
        (12, "wrong number of cells"),
        (13, "not text"),
        (14, "not text"),
        (15, ""),
        (16, "file cut off: wrong number of cells"),
    ]


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        '{"a": 1, "b": {"c": ["x", "y"], "d": true}}',
        '{"a": ',
        "[1]",
        '{"a": "\\ud800"}',
        "",
        '{"e": null}',
    ]
    text = "\n".join(rows) + "\n"
    path = write(tmp_path, text, "file.jsonl")
    assert open_table(path).columns == ("a", "b.c", "b.d", "e")
    assert outcome(path) == [
        (1, ""),
        (2, "broken JSON"),
        (3, "not an object"),
        (4, "not text"),
        (6, ""),
    ]
    first = next(open_table(path).rows())
    assert isinstance(first, Row)
    assert first.values == {"a": "1", "b.c": "x / y", "b.d": "Yes"}


@pytest.mark.parametrize("hostile", ["[" * 100_000, '{"a": ' + "9" * 5_000 + "}"])
def test_hostile_json_is_a_reject(tmp_path: Path, hostile: str) -> None:
    path = write(tmp_path, f'{{"a": 1}}\n{hostile}\n{{"a": 2}}\n', "file.jsonl")
    assert outcome(path) == [(1, ""), (2, "broken JSON"), (3, "")]


def test_a_json_array_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="one object on each line"):
        open_table(write(tmp_path, '[{"a": 1}]', "file.json"))


def test_names_can_be_given_to_a_file_without_a_header(tmp_path: Path) -> None:
    table = open_table(write(tmp_path, "1,a\n2,b\n"), ("id", "name"))
    assert [row.values["name"] for row in table.rows() if isinstance(row, Row)] == ["a", "b"]


def test_the_first_row_is_told_whatever_it_holds(tmp_path: Path) -> None:
    assert open_table(write(tmp_path, "1,1,5\n2,1,4\n"), ("a", "b", "c")).first() == ["1", "1", "5"]
    assert open_table(write(tmp_path, '{"a": 1}\n', "file.jsonl")).first() == []
