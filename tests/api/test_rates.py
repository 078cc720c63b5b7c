"""A caller's requests: a minute's worth at once, then evenly."""

from __future__ import annotations

import pytest

from api import rates
from api.rates import Rates


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_s_worth_at_once_then_evenly() -> None:
    clock = Clock()
    bucket = Rates(30, clock)
    assert [bucket.take("a") for _ in range(31)] == [0.0] * 30 + [2.0]
    clock.now = 1.5
    assert bucket.take("a") == pytest.approx(0.5)
    clock.now = 2.01
    assert bucket.take("a") == 0
    assert bucket.take("a") > 0
    assert bucket.take("b") == 0
    clock.now = 1000
    assert [bucket.take("a") for _ in range(31)].count(0.0) == 30


def test_callers_without_number_take_no_memory_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "REMEMBERED", 3)
    bucket = Rates(1, Clock())
    for caller in "abcd":
        assert bucket.take(caller) == 0
    assert len(bucket._left) == 3
    assert bucket.take("d") > 0
    assert bucket.take("a") == 0
