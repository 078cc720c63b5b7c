"""A data set says what it is of, and refuses what nothing can be learned from."""

from __future__ import annotations

import numpy as np
import pytest

from recommend.dataset import Dataset
from recommend.errors import DatasetError
from tests.recommend.algorithms.samples import shop


def made(values: list[float], users: tuple[str, ...] = ("a", "b")) -> Dataset:
    positions = np.arange(len(values))
    return Dataset(users, ("x", "y"), positions, positions, np.array(values, np.float32))


def test_ratings_are_told_from_purchases() -> None:
    assert made([1, 2]).rated
    assert not made([1, 1]).rated
    assert not made([]).rated
    assert made([3, 5]).matrix().toarray().tolist() == [[3, 0], [0, 5]]
    assert made([3, 5]).taken().toarray().tolist() == [[1, 0], [0, 1]]


def test_a_part_keeps_users_items_and_knowledge() -> None:
    data = shop(rated=True)
    part = data.chosen(data.values > 3)
    assert (part.users, part.items, part.knowledge) == (data.users, data.items, data.knowledge)
    assert part.values.min() > 3
    assert part.times is not None
    assert len(part.times) == len(part) < len(data)


@pytest.mark.parametrize("values", [[1, np.nan], [np.inf, 2]])
def test_a_value_that_is_no_number_is_refused(values: list[float]) -> None:
    with pytest.raises(DatasetError, match="no number"):
        made(values)


def test_nobody_is_refused() -> None:
    with pytest.raises(DatasetError, match="found 0 users and 2 items"):
        made([], users=())
