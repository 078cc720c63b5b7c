"""Ways to group points, and which of them to take: by how stable the groups are and how well they stand apart.

Stability is the mean adjusted Rand index between the groups of a sample and those that a bootstrap resample of it leads
to (Hennig, 2007): 1 where chance makes no difference, 0 where it makes all of it. Separation is the silhouette
(Rousseeuw, 1987) over all points of the sample; a method may not leave out those that it finds hard.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from sklearn.cluster import HDBSCAN, KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from profiles.catalogue import Floats

STABLE: Final = 0.75
"""Stability from which on groups are there rather than made (Hennig, 2007)."""


class Grouping(Protocol):
    """Groups that were learned: any point has one."""

    def predict(self, points: Floats) -> NDArray[np.int64]:
        """Return the group of each point, from 0."""


Fit = Callable[["Floats", int], Grouping]
"""Learns from points [n, axes] with a seed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to group: `size` is k, or HDBSCAN's smallest cluster; `groups` is how many it finds."""

    method: str
    size: int
    groups: int
    stability: float
    silhouette: float

    @property
    def merit(self) -> float:
        """Stability × silhouette: groups must come again and stand apart. One group has none."""
        return self.stability * self.silhouette

    @property
    def stable(self) -> bool:
        """Whether the groups can be trusted to be there."""
        return self.stability >= STABLE


def methods(most: int, smallest: int, sample: int) -> dict[tuple[str, int], Fit]:
    """Return every way to group that is tried, by method and size."""
    ways: dict[tuple[str, int], Fit] = {}
    for k in range(2, most + 1):
        ways["k-means", k] = partial(_means, k)
        ways["Gaussian mixture", k] = partial(_mixture, k)
    for size in sorted({max(smallest, sample // 50), max(smallest, sample // 20)}):
        ways["HDBSCAN", size] = partial(_Dense, size)
    return ways


def weigh(
    points: Floats, ways: dict[tuple[str, int], Fit], *, resamples: int, seed: int
) -> tuple[Candidate, ...]:
    """Return what each way leads to on `points`, the sample."""
    return tuple(_weigh(points, method, size, fit, resamples, seed) for (method, size), fit in ways.items())


def choose(candidates: Sequence[Candidate]) -> Candidate:
    """Return the candidate of the highest merit; of equals the one with fewer groups."""
    return max(candidates, key=lambda each: (each.merit, -each.groups))


def _weigh(points: Floats, method: str, size: int, fit: Fit, resamples: int, seed: int) -> Candidate:
    labels = fit(points, seed).predict(points)
    groups = len(set(labels.tolist()))
    if not 1 < groups < len(points):
        return Candidate(method, size, groups, 0.0, 0.0)
    rng = np.random.default_rng(seed)
    drawn = (rng.integers(len(points), size=len(points)) for _ in range(resamples))
    agreed = [adjusted_rand_score(labels, fit(points[rows], seed).predict(points)) for rows in drawn]
    return Candidate(method, size, groups, float(np.mean(agreed)), float(silhouette_score(points, labels)))


def _means(k: int, points: Floats, seed: int) -> Grouping:
    with _unsettled():
        model: Grouping = KMeans(k, n_init=3, random_state=seed).fit(points)
    return model


def _mixture(k: int, points: Floats, seed: int) -> Grouping:
    with _unsettled():
        model: Grouping = GaussianMixture(k, reg_covar=1e-3, random_state=seed).fit(points)
    return model


@contextmanager
def _unsettled() -> Iterator[None]:
    """Say nothing of groups that have not settled: they have a low stability, which the table shows."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        yield


class _Dense:
    """HDBSCAN (Campello et al., 2013); a point outside its clusters goes to that of the nearest one inside."""

    def __init__(self, smallest: int, points: Floats, _: int) -> None:
        # A resample repeats points; copies have no distance and would be clusters of their own.
        unique = np.unique(points, axis=0)
        labels = HDBSCAN(min_cluster_size=smallest, min_samples=10, copy=True).fit_predict(unique)
        inside = labels >= 0
        self._nearest = KNeighborsClassifier(1).fit(unique[inside], labels[inside]) if inside.any() else None

    def predict(self, points: Floats) -> NDArray[np.int64]:
        if self._nearest is None:
            return np.zeros(len(points), np.int64)
        found: NDArray[np.int64] = self._nearest.predict(points)
        return found
