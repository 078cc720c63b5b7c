"""Shoppers into segments: points, the best way to group them, everybody's group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.spatial.distance import cdist

from profiles.candidates import Candidate, choose, methods, weigh
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
class Clusters:
    """`labels` [users] are from 0, −1 where the group is too small to publish.

    `scores` [users] are ½ (between two groups) to 1 (at the centre). `chosen` is one of the `candidates`, None where
    shoppers are too few to be grouped; `axes` are those they were compared on.
    """

    labels: NDArray[np.int64]
    scores: Floats
    chosen: Candidate | None
    candidates: tuple[Candidate, ...]
    axes: Axes | None = None


def cluster(features: Features, config: Config) -> Clusters:
    """Group shoppers; the same input and seed repeat. Comparing takes constant time, the rest grows with events.

    Fewer shoppers, or kinds of shopper, than make two groups are one.
    """
    users = len(features.users)
    if users < 2 * config.smallest:
        return _one_group(users, config)
    order = np.random.default_rng(config.seed).permutation(users)
    sample = np.sort(order[: config.learned])
    axes = find_axes(features, sample, config.axes, config.smallest)
    found = points(features, axes)
    few = found[np.sort(order[: config.compared])]
    if len(np.unique(few.round(ALIKE), axis=0)) < 2 * config.smallest:
        return _one_group(users, config)
    ways = methods(min(config.most, len(few) // config.smallest), config.smallest, len(few))
    candidates = weigh(few, ways, resamples=config.resamples, seed=config.seed)
    chosen = choose(candidates)
    # HDBSCAN's least size is one of the sample that it was compared on.
    learned = few if chosen.method == "HDBSCAN" else found[sample]
    grouping = ways[chosen.method, chosen.size](learned, config.seed)
    labels = grouping.predict(found).astype(np.int64)
    return Clusters(_published(labels, config.smallest), _scores(found, labels), chosen, candidates, axes)


def _one_group(users: int, config: Config) -> Clusters:
    labels = np.full(users, 0 if users >= config.smallest else -1)
    return Clusters(labels, np.ones(users), None, ())


def _published(labels: NDArray[np.int64], smallest: int) -> NDArray[np.int64]:
    """Return labels by size, the largest 0, −1 for groups that are too small."""
    sizes = np.bincount(labels)
    names = np.full(len(sizes), -1)
    order = [group for group in np.argsort(-sizes, kind="stable") if sizes[group] >= smallest]
    names[order] = np.arange(len(order))
    return names[labels]


def _scores(found: Floats, labels: NDArray[np.int64]) -> Floats:
    """Return b / (a + b): a to the own centre, b to the nearest other."""
    groups = np.unique(labels)
    if len(groups) < 2:
        return np.ones(len(labels))
    centres = np.stack([found[labels == group].mean(axis=0) for group in groups])
    distances, own = cdist(found, centres), np.searchsorted(groups, labels)
    rows = np.arange(len(found))
    near = distances[rows, own]
    distances[rows, own] = np.inf
    beside = distances.min(axis=1)
    scores: Floats = beside / np.maximum(near + beside, 1e-300)
    return scores
