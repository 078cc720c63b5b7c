from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import polars as pl
import pytest

from sources import parquet
from sources.errors import ColumnError, FileError
from sources.events import read_events
from sources.records import EventRecord, Reject

CHINA = timezone(timedelta(hours=8))


def events_of(path: Path) -> list[EventRecord]:
    return [row for row in read_events(path) if isinstance(row, EventRecord)]


def test_parquet_says_what_json_lines_say(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "id": ["e1", "e2", "e3"],
            "type": ["view", "搜索", "purchase"],
            "user": [1, 1, 2],
            "product": ["p", None, "p"],
            "query": [None, "苹果 手机\u2028x", None],
            "price": [None, None, 12.5],
            "dwell": [3.5, float("nan"), None],
        }
    )
    frame.write_parquet(tmp_path / "events.parquet")
    frame.write_ndjson(tmp_path / "events.jsonl")
    assert events_of(tmp_path / "events.parquet") == events_of(tmp_path / "events.jsonl")
    assert [event.line for event in events_of(tmp_path / "events.parquet")] == [1, 2, 3]


def test_times_with_a_zone_are_told_in_utc(tmp_path: Path) -> None:
    at = datetime(2026, 6, 1, 12, tzinfo=CHINA)
    rows = {"type": ["view"], "user": ["u"], "product": ["p"]}
    for name, times in (("zone", [at]), ("utc", [at.astimezone(UTC).replace(tzinfo=None)])):
        pl.DataFrame({**rows, "at": times}).write_parquet(tmp_path / name)
        assert [event.at for event in events_of(tmp_path / name)] == ["2026-06-01T04:00:00Z"]


def test_bad_rows_are_rejects_with_their_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH_ROWS", 2)
    path = tmp_path / "events.parquet"
    pl.DataFrame(
        {
            "id": ["1", "2", "3", "4", "1"],
            "type": ["view", "stare", "view", "view", "view"],
            "user": ["u", "u", None, "u", "v"],
            "product": ["p", "p", "p", "p\0", "p"],
        }
    ).write_parquet(path, row_group_size=2)
    rejects = [row for row in read_events(path) if isinstance(row, Reject)]
    assert [(row.line, row.reason) for row in rejects] == [
        (2, "unknown type"),
        (3, "no user"),
        (4, "not text"),
        (5, "id used twice"),
    ]
    assert '"type":"stare"' in rejects[0].row


def test_a_file_that_is_cut_off_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    pl.DataFrame({"type": ["view"], "user": ["u"], "product": ["p"]}).write_parquet(path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(FileError, match="cannot be read"):
        events_of(path)


def test_bytes_that_are_no_text_are_an_error(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    for user, wrong in ((b"ann", False), (b"\xff\xfe", True)):
        pl.DataFrame({"type": ["view"], "user": [user], "product": ["p"]}).write_parquet(path)
        if wrong:
            with pytest.raises(FileError, match="cannot be read"):
                events_of(path)
        else:
            assert [event.user for event in events_of(path)] == ["ann"]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    pl.DataFrame({"type": ["view"]}).write_parquet(tmp_path / "events.parquet")
    with pytest.raises(ColumnError, match="found no user among type"):
        events_of(tmp_path / "events.parquet")


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "BATCH_ROWS", 500)
    peaks = []
    for rows in (2_000, 20_000):
        path = tmp_path / f"{rows}.parquet"
        pl.DataFrame({"text": [f"{n} " + "x" * 200 for n in range(rows)]}).write_parquet(
            path, row_group_size=500
        )
        tracemalloc.start()
        assert sum(1 for _ in parquet.parquet_lines(path)) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 2 * peaks[0]
