import json
from pathlib import Path

import pytest

from sources.records import CatalogRecord, Reject
from sources.rejects import Sieve

GOOD = CatalogRecord(2, "1", "A")
BAD = Reject(3, "negative price", "'-1'", "0 or more", "2,A,-1")


def test_rows_are_counted_and_rejects_written_beside_the_file(tmp_path: Path) -> None:
    with Sieve(tmp_path / "a.csv") as sieve:
        assert list(sieve.records(iter([GOOD, BAD, GOOD]))) == [GOOD, GOOD]
    assert (sieve.rows, sieve.loaded, sieve.rejected, sieve.moved) == (3, 2, 1, False)
    assert sieve.file == tmp_path / "a.csv.rejected.jsonl"
    assert json.loads(sieve.file.read_text("utf-8")) == {
        "line": 3,
        "reason": "negative price",
        "found": "'-1'",
        "expected": "0 or more",
        "row": "2,A,-1",
    }


def test_an_older_file_goes_when_every_row_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.csv.rejected.jsonl").write_text("old", "utf-8")
    with Sieve(tmp_path / "a.csv") as sieve:
        assert list(sieve.records(iter([GOOD]))) == [GOOD]
    assert sieve.file is None
    assert list(tmp_path.iterdir()) == []


def test_a_load_that_fails_leaves_the_older_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv.rejected.jsonl").write_text("old", "utf-8")

    def fail(_: object) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError), Sieve(tmp_path / "a.csv") as sieve:
        fail(list(sieve.records(iter([BAD]))))
    assert [path.read_text("utf-8") for path in tmp_path.iterdir()] == ["old"]


def test_beside_a_read_only_folder_the_working_directory_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked, here = tmp_path / "locked", tmp_path / "here"
    locked.mkdir(mode=0o555)
    here.mkdir()
    monkeypatch.chdir(here)
    with Sieve(locked / "a.csv") as sieve:
        list(sieve.records(iter([BAD])))
    assert (sieve.moved, sieve.file) == (True, here / "a.csv.rejected.jsonl")
    assert list(locked.iterdir()) == []


def test_a_folder_can_be_named(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with Sieve(tmp_path / "a.csv", other) as sieve:
        list(sieve.records(iter([BAD])))
    assert [path.name for path in other.iterdir()] == ["a.csv.rejected.jsonl"]
