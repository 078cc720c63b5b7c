"""The two groups that are measured apart: products without purchases, and shoppers with few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from bench.recommend_candidates import measure
from recommend.evaluation.splits import Parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommend.algorithms.base import Fitted
    from recommend.dataset import Dataset, Floats, Ints

COLD: Final = 0.1
"""Share of the products that lose all purchases."""


def without_some(data: Dataset, seed: int) -> Parts:
    """Hold out all purchases of a tenth of the products; their shoppers are those who bought others too."""
    bought = np.unique(data.columns)
    count = max(1, round(COLD * len(bought)))
    held = np.isin(data.columns, np.random.default_rng(seed).permutation(bought)[:count])
    kept = np.bincount(data.rows[~held], minlength=len(data.users)) > 0
    return Parts(data.chosen(~held), data.chosen(held & kept[data.rows]))


@dataclass(frozen=True, slots=True)
class Among:
    """Scores of some items alone; the others are in no list."""

    fitted: Fitted
    items: NDArray[np.bool_]

    def score(self, users: Ints) -> Floats:
        """Return the scores, -∞ for other items."""
        return np.where(self.items, self.fitted.score(users), -np.inf).astype(np.float32)


def among_cold(fitted: Fitted, parts: Parts, users: Ints) -> dict[str, float]:
    """Return the accuracies of lists of cold products alone."""
    items = np.zeros(len(parts.test.items), bool)
    items[parts.test.columns] = True
    return measure(Among(fitted, items), parts, users)


def few(parts: Parts, most: int) -> Ints:
    """Return the users to measure on who have at most `most` purchases to learn from."""
    users = parts.users()
    counts = np.bincount(parts.train.rows, minlength=len(parts.train.users))
    few_of: Ints = users[counts[users] <= most]
    return few_of
