"""What a rating is expected to be before anything is known of taste: the scale, and how users and items rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from recommend.errors import DatasetError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommend.dataset import Dataset, Floats, Ints

SOFT: Final = 0.01
"""Share of the scale at each end within which predictions beyond it are squeezed."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Lowest and highest rating of a data set."""

    low: float
    high: float

    @classmethod
    def of(cls, data: Dataset) -> Scale:
        """Return the scale of the ratings.

        Raises:
            DatasetError: there are none.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        return cls(float(data.values.min()), float(data.values.max()))

    def bound(self, ratings: NDArray[np.floating]) -> Floats:
        """Return `ratings` within the scale, in the order that they had.

        Clipping would make all that is beyond the top equal; a hyperbola in the last hundredth does not.
        """
        soft = SOFT * (self.high - self.low)
        if not soft:
            return np.full(ratings.shape, self.high, np.float32)
        middle = np.clip(ratings, self.low + soft, self.high - soft)
        beyond = ratings - middle
        bounded: Floats = (middle + beyond * soft / (soft + np.abs(beyond))).astype(np.float32)
        return bounded


@dataclass(frozen=True, slots=True)
class Baseline:
    """Mean μ and damped deviations of users [users] and items [items]: b_ui = μ + b_u + b_i."""

    mean: float
    users: NDArray[np.float64]
    items: NDArray[np.float64]

    def of_pairs(self, rows: Ints, columns: Ints) -> NDArray[np.float64]:
        """Return the baselines of pairs of user and item."""
        values: NDArray[np.float64] = self.mean + self.users[rows] + self.items[columns]
        return values

    def of_users(self, rows: Ints) -> NDArray[np.float64]:
        """Return the baselines [len(rows), items]."""
        values: NDArray[np.float64] = self.mean + self.users[rows, None] + self.items
        return values


def fit_baseline(
    data: Dataset, user_damping: float = 12, item_damping: float = 5, sweeps: int = 10
) -> Baseline:
    """Fit by alternating damped means (Koren, "Factor in the neighbors", TKDD 4, 2010, § 2.1).

    `damping` counts like so many ratings at the mean. Time is O(interactions · sweeps).
    """
    rows, columns = data.rows, data.columns
    mean = float(data.values.mean(dtype=np.float64))
    rest = data.values - mean
    user_counts = np.bincount(rows, minlength=len(data.users)) + user_damping
    item_counts = np.bincount(columns, minlength=len(data.items)) + item_damping
    users = np.zeros(len(data.users))
    items = np.zeros(len(data.items))
    for _ in range(sweeps):
        items = np.bincount(columns, rest - users[rows], minlength=len(items)) / item_counts
        users = np.bincount(rows, rest - items[columns], minlength=len(users)) / user_counts
    return Baseline(mean, users, items)
