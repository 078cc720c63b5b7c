from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.errors import EventFrameError
from profiles.features import Features, build_features
from profiles.frames import EVENTS
from profiles.sums import HALF_LIFE_DAYS, WEIGHTS, add, latest, seen_from, sum_events
from tests.profiles.samples import BEFORE, NOW, catalogue, events

TARGETS = ("cheap", "middle", "dear", "watch", "query/nfc", "feature/nfc", "unknown")
START = datetime(2024, 1, 1, tzinfo=UTC)
TIMES = st.one_of(
    st.none(), st.integers(0, 900 * 24).map(lambda hours: (START + timedelta(hours=hours)).isoformat())
)
ROWS = st.tuples(
    st.sampled_from(["ann", "bob", "eve"]),
    st.sampled_from([*WEIGHTS, "UNKNOWN"]),
    st.sampled_from(TARGETS),
    TIMES,
    st.one_of(st.none(), st.sampled_from([1.0, 3.0, 5.0])),
    st.one_of(st.none(), st.sampled_from([40.0, 90.0, 250.0])),
)
ALWAYS = ("ann", "VIEWED", "cheap", NOW, None, None)
"""Without an event of a known product there are no features."""


def weights(sums: pl.DataFrame) -> list[float]:
    now = seen_from(sums, datetime.fromisoformat(NOW))
    return now.sort("user", "target")["weight"].to_list()


def test_an_event_weighs_its_type_and_half_after_a_half_life() -> None:
    assert HALF_LIFE_DAYS == 60
    sums = sum_events(
        events(("u", "PURCHASED", "a", NOW), ("u", "VIEWED", "b", BEFORE), ("u", "SEARCHED", "query/x", NOW))
    )
    assert weights(sums) == pytest.approx([WEIGHTS["PURCHASED"], 0.5, WEIGHTS["SEARCHED"]])
    assert latest(sums) == datetime.fromisoformat(NOW)


@pytest.mark.parametrize(("stars", "part"), [(1.0, 0.0), (3.0, 0.5), (5.0, 1.0), (None, 1.0)])
def test_who_gives_one_star_wants_no_more(stars: float | None, part: float) -> None:
    sums = sum_events(events(("u", "RATED", "a", NOW), rating=stars))
    assert weights(sums) == pytest.approx([WEIGHTS["RATED"] * part])


def test_an_event_without_a_time_is_one_of_today() -> None:
    sums = sum_events(events(("u", "VIEWED", "a", None), ("u", "VIEWED", "a", NOW)))
    for day in (NOW, "2030-01-01T00:00:00+00:00"):
        seen = seen_from(sums, datetime.fromisoformat(day))
        assert seen.filter(~pl.col("dated"))["weight"].item() == 1


@pytest.mark.parametrize(
    "at", ["2026-05-01T08:00:00+08:00", "2026-05-01T00:00:00.000Z", "2026-05-01T00:00:00", "2026-05-01"]
)
def test_a_time_is_read_whatever_form_the_first_row_has(at: str) -> None:
    for rows in ((NOW, at), (at, NOW), ("2026-06-30", at)):
        sums = sum_events(events(("u", "VIEWED", "a", rows[0]), ("u", "VIEWED", "b", rows[1])))
        assert sorted(weights(sums)) == pytest.approx([0.5, 1])


def features(sums: pl.DataFrame) -> Features:
    return build_features(sums, catalogue(), datetime(2026, 7, 1, tzinfo=UTC))


@settings(deadline=None)  # a slow machine is no fault of the sums
@given(st.lists(ROWS, max_size=40), st.data())
def test_an_update_with_new_events_equals_a_rebuild(
    rows: list[tuple[object, ...]], data: st.DataObject
) -> None:
    """Whatever came first, in whatever parts: late and out of order too."""
    happened = pl.DataFrame([ALWAYS, *rows], EVENTS, orient="row")
    part = pl.Series(data.draw(st.lists(st.integers(0, 3), min_size=len(happened), max_size=len(happened))))
    whole = sum_events(happened)
    updated = sum_events(happened.filter(part == 0))
    for number in (1, 2, 3):
        updated = add(updated, sum_events(happened.filter(part == number)))
    one, other = features(whole), features(updated)
    assert one.users.to_list() == other.users.to_list()
    for name in ("taken", "counts", "expected", "strata"):
        np.testing.assert_allclose(getattr(one, name).toarray(), getattr(other, name).toarray(), rtol=1e-9)
    for name, values in one.measures.items():
        np.testing.assert_allclose(values, other.measures[name], rtol=1e-9, atol=1e-12, err_msg=name)
    np.testing.assert_array_equal(one.events, other.events)
    np.testing.assert_array_equal(one.purchases, other.purchases)


def test_frames_that_do_not_fit_are_named() -> None:
    with pytest.raises(
        EventFrameError, match="events: found no column type, target, at, rating, price; has user"
    ):
        sum_events(pl.DataFrame({"user": ["u"]}))
    with pytest.raises(EventFrameError, match="no event of a known product"):
        features(sum_events(events(("u", "VIEWED", "unknown", NOW))))
