"""EASE's weights, in single precision and in place."""

from __future__ import annotations

import numpy as np
import pytest

from recommend.algorithms.ease import Ease, weights_of
from recommend.errors import DatasetError
from tests.recommend.algorithms.samples import shop


def test_weights_are_those_of_the_paper() -> None:
    # More items than a block of the mirrored triangle.
    taken = (np.random.default_rng(0).random((300, 1100)) < 0.05).astype(np.float64)
    inverse = np.linalg.inv(taken.T @ taken + 50 * np.eye(1100))
    wanted = -inverse / np.diag(inverse)
    np.fill_diagonal(wanted, 0)
    found = weights_of((taken.T @ taken).astype(np.float32), 50)
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_a_weight_that_does_not_settle_is_named() -> None:
    with pytest.raises(DatasetError, match="found l2 -1, too small"):
        weights_of(np.ones((3, 3), np.float32), -1)


def test_a_reason_is_an_item_that_the_user_took() -> None:
    data = shop(rated=False)
    fitted = Ease(l2=5).fit(data)
    own = {data.items[item] for item in data.columns[data.rows == 4]}
    for item in range(len(data.items)):
        assert fitted.explain(4, item).removeprefix("because you took ") in own
