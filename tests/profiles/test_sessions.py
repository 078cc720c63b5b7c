from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.errors import EventFrameError
from profiles.sessions import SILENCE, with_sessions

START = datetime(2026, 6, 1, tzinfo=UTC)


def frame(rows: list[tuple[str, float]]) -> pl.DataFrame:
    times = [(START + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z") for _, seconds in rows]
    return pl.DataFrame({"user": [user for user, _ in rows], "at": times, "n": range(len(rows))})


def sessions(rows: list[tuple[str, float]]) -> dict[int, int]:
    found = with_sessions(frame(rows))
    return dict(zip(found["n"].to_list(), found["session"].to_list(), strict=True))


def test_half_an_hour_of_silence_ends_a_session() -> None:
    silence = SILENCE.total_seconds()
    rows = [("a", 0.0), ("a", silence - 0.001), ("b", 5.0), ("a", 2 * silence)]
    assert sessions(rows) == {0: 1, 1: 1, 2: 1, 3: 2}


def test_an_event_without_a_time_is_in_none() -> None:
    events = frame([("a", 0.0), ("a", 1.0)]).with_columns(
        pl.when(pl.col("n") == 0).then(pl.col("at")).alias("at")
    )
    assert with_sessions(events)["n"].to_list() == [0]


def test_times_with_and_without_fractions_are_one_clock() -> None:
    events = pl.DataFrame({"user": ["a", "a"], "at": ["2026-06-01T00:00:00.250Z", "2026-06-01T00:30:00Z"]})
    assert with_sessions(events)["session"].to_list() == [1, 1]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20_000)), max_size=40))
def test_as_one_by_one(rows: list[tuple[str, int]]) -> None:
    expected: dict[int, int] = {}
    last: dict[str, tuple[int, int]] = {}
    for n, (user, seconds) in sorted(enumerate(rows), key=lambda row: row[1][1]):
        before, number = last.get(user, (-(10**9), 0))
        number += seconds - before >= SILENCE.total_seconds()
        last[user] = seconds, number
        expected[n] = number
    assert sessions([(user, float(seconds)) for user, seconds in rows]) == expected


def test_a_missing_column_is_named() -> None:
    with pytest.raises(EventFrameError, match="found no column at; has user"):
        with_sessions(pl.DataFrame({"user": []}))
