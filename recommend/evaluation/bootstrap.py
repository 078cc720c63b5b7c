"""Whether a difference between two algorithms is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.evaluation.metrics import Doubles

RESAMPLES: Final = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """A mean difference, its 95 % interval [low, high], and the two-sided p of there being none."""

    mean: float
    low: float
    high: float
    p: float


def paired_bootstrap(differences: Mapping[str, Doubles], seed: int = 7) -> dict[str, Difference]:
    """Return how sure the mean of each measure's differences is; a value for each user, in the same order.

    Users are drawn with replacement (Sakai, "Evaluating evaluation metrics based on the bootstrap", SIGIR 2006);
    p is twice the share of means on the lesser side of 0, at least 1 / `RESAMPLES`. Time is
    O(users · `RESAMPLES`), memory O(users).
    """
    values = np.column_stack(list(differences.values()))
    users = len(values)
    random = np.random.default_rng(seed)
    draws = (np.bincount(random.integers(users, size=users), minlength=users) for _ in range(RESAMPLES))
    means = np.array([drawn @ values for drawn in draws]) / users
    lesser = np.minimum((means <= 0).mean(axis=0), (means >= 0).mean(axis=0))
    p = np.clip(2 * lesser, 1 / RESAMPLES, 1)
    low, high = np.quantile(means, (0.025, 0.975), axis=0)
    columns = zip(values.mean(axis=0), low, high, p, strict=True)
    return {name: Difference(*map(float, column)) for name, column in zip(differences, columns, strict=True)}
