"""The best of ordered settings, without trying all."""

from __future__ import annotations

import pytest

from recommend.algorithms.climbing import climb

VALUES = (1.0, 2.0, 3.0, 4.0, 5.0)


@pytest.mark.parametrize(
    ("merits", "best", "tried"),
    [
        ([1, 2, 3, 2, 9], 3, [3, 4, 2]),
        ([1, 2, 3, 4, 2], 4, [3, 4, 5]),
        ([1, 2, 3, 4, 5], 5, [3, 4, 5]),
        ([1, 4, 3, 2, 9], 2, [3, 4, 2, 1]),
        ([5, 4, 3, 2, 1], 1, [3, 4, 2, 1]),
        ([3, 3, 3, 3, 3], 3, [3, 4, 2]),
    ],
)
def test_it_goes_the_way_that_rises(merits: list[float], best: float, tried: list[float]) -> None:
    asked: list[float] = []

    def ask(value: float) -> float:
        asked.append(value)
        return value

    assert climb(VALUES, 2, ask, lambda value: merits[int(value) - 1]) == best
    assert asked == tried
