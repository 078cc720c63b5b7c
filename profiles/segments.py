"""Shoppers into groups: points, the best way to group them, everybody's group."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial.distance import cdist

from profiles.candidates import Candidate, Grouping, choose, methods, weigh
from profiles.points import Axes, find_axes, points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from profiles.catalogue import Floats
    from profiles.features import Features


ALIKE: Final = 6
"""Digits of a point; shoppers who do not differ in them are alike."""


@dataclass(frozen=True, slots=True)
class Config:
    """How shoppers are grouped."""

    smallest: int = 10
    """Groups of fewer shoppers are never published, nor what fewer of them prefer."""
    most: int = 10
    """Largest number of groups tried."""
    axes: int = 8
    """Directions kept: enough for tastes, too few for single products."""
    compared: int = 1500
    """Shoppers on whom the ways to group are compared."""
    learned: int = 20_000
    """Shoppers from whom axes and groups are learned."""
    resamples: int = 8
    """Bootstrap resamples behind a stability."""
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups that were learned: anybody has one, from 0 to `count` - 1.

    `chosen` is one of the `candidates`; it and `axes` are None where shoppers were too few, or too much alike, to be
    grouped: all are in one group then. `centres` [count, axes] are those of the shoppers who were learned from.
    """

    count: int = 1
    chosen: Candidate | None = None
    candidates: tuple[Candidate, ...] = ()
    axes: Axes | None = None
    grouping: Grouping | None = None
    centres: Floats = field(default_factory=lambda: np.zeros((1, 0)))

    def place(self, features: Features) -> tuple[NDArray[np.int64], Floats]:
        """Return the group of each shopper, and a score: ½ between two groups, 1 at the centre or in the only one."""
        users = len(features.users)
        if self.axes is None or self.grouping is None:
            return np.zeros(users, np.int64), np.ones(users)
        found = points(features, self.axes)
        labels = self.grouping.predict(found).astype(np.int64)
        return labels, _scores(found, labels, self.centres)


def learn(features: Features, config: Config) -> Groups:
    """Learn groups from shoppers, of whom `config.learned` take part; the same input and seed repeat.

    Comparing the ways to group takes constant time. Fewer shoppers, or kinds of shopper, than make two groups are one.
    """
    users = len(features.users)
    if users < 2 * config.smallest:
        return Groups()
    order = np.random.default_rng(config.seed).permutation(users)
    sample = np.sort(order[: config.learned])
    axes = find_axes(features, sample, config.axes, config.smallest)
    found = points(features, axes)
    few = found[np.sort(order[: config.compared])]
    if len(np.unique(few.round(ALIKE), axis=0)) < 2 * config.smallest:
        return Groups()
    ways = methods(min(config.most, len(few) // config.smallest), config.smallest, len(few))
    candidates = weigh(few, ways, resamples=config.resamples, seed=config.seed)
    chosen = choose(candidates)
    # HDBSCAN's least size is one of the sample that it was compared on.
    learned = few if chosen.method == "HDBSCAN" else found[sample]
    grouping = ways[chosen.method, chosen.size](learned, config.seed)
    labels = grouping.predict(learned)
    # A mixture may have a part that nobody of the sample is in.
    count = max(int(labels.max()) + 1, chosen.size if chosen.method != "HDBSCAN" else 0)
    return Groups(count, chosen, candidates, axes, grouping, _centres(learned, labels, count))


def publishable(sizes: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Return the groups that are large enough to publish, the largest first."""
    order = np.argsort(-sizes, kind="stable")
    return order[sizes[order] >= smallest]


def _centres(found: Floats, labels: NDArray[np.int64], count: int) -> Floats:
    """Return the mean of each group's points [count, axes]; infinitely far where there are none."""
    centres = np.full((count, found.shape[1]), np.inf)
    for group in np.unique(labels):
        centres[group] = found[labels == group].mean(axis=0)
    return centres


def _scores(found: Floats, labels: NDArray[np.int64], centres: Floats) -> Floats:
    """Return b / (a + b): a to the own centre, b to the nearest other."""
    if np.isfinite(centres).all(axis=1).sum() < 2:
        return np.ones(len(labels))
    distances, rows = cdist(found, centres), np.arange(len(found))
    near = distances[rows, labels]
    distances[rows, labels] = np.inf
    beside = distances.min(axis=1)
    scores: Floats = beside / np.maximum(near + beside, 1e-300)
    return scores
