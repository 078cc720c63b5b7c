"""What is popular in the segments of `profiles`, for anybody by what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

import numpy as np
from scipy.sparse import csr_array

from recommend.algorithms.base import OfTaken
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from profiles.features import Features
    from recommend.dataset import Dataset, Floats, Ints, Matrix

SHRINKAGE: Final = 500.0
"""Purchases like everybody's that are added to those of a segment."""
SMALL: Final = 1e-6


@dataclass(frozen=True, slots=True)
class InSegments:
    """How often the shoppers of each segment take each item; no shopper is in it.

    `pulls` [items, axes] say where each thing done draws a shopper, `centres` [segments, axes] where the segments lie,
    `popular` [segments, items] which part of all that their shoppers take an item is.
    """

    pulls: Floats
    centres: Floats
    popular: Floats

    def memberships(self, taken: Matrix) -> Floats:
        """Return how far those who took this belong to each segment [n, segments]; a row's sum is 1.

        In proportion to 1 / d², d being the distance to its centre: fuzzy k-means (Bezdek, 1981) with m = 2.
        """
        raw = taken @ self.pulls
        points = raw / np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), SMALL)
        near = 1 / np.maximum(((points[:, None] - self.centres) ** 2).sum(axis=2), SMALL)
        return cast("Floats", near / near.sum(axis=1, keepdims=True))

    def score(self, taken: Matrix) -> Floats:
        """Return how often shoppers like those who took this take each item; O(n · segments · items)."""
        # A matrix product would round one row otherwise than many, and items that are alike would change places.
        scores = np.zeros((taken.shape[0], self.popular.shape[1]), np.float32)
        for share, popular in zip(self.memberships(taken).T, self.popular, strict=True):
            scores += share[:, None] * popular
        return scores

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return how much more often the segments that each thing alone leads to take the items than all segments."""
        alone = csr_array((taken.data, taken.indices, np.arange(taken.nnz + 1)), (taken.nnz, taken.shape[1]))
        popular = self.popular[:, items]
        above: Floats = self.memberships(alone) @ (popular - popular.mean(axis=0))
        return taken.data[:, None] * above

    def moved(self, positions: Ints) -> InSegments:
        """Return the same of items that stood at `positions` [items]; what is new, at -1, leads nowhere yet."""
        known = positions >= 0
        pulls = np.where(known[:, None], self.pulls[positions], 0)
        return InSegments(pulls, self.centres, np.where(known, self.popular[:, positions], 0))

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:  # noqa: ARG002 no item of theirs is named
        """Return how much more often the segment that the user belongs to most takes the item."""
        segment = int(self.memberships(taken)[0].argmax())
        times = self.popular[segment, item] / max(self.popular[:, item].mean(), SMALL)
        return f"shoppers of your kind take it {times:.1f} times as often as others"


@dataclass(frozen=True, slots=True)
class PopularInSegment:
    """Groups users as `daogou profiles build` does, and counts what each group takes."""

    name: ClassVar[str] = "segment"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[InSegments]:
        """Group and count; comparing the ways to group takes constant time, the rest grows with interactions."""
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        # polars takes seconds to import, and other algorithms do without.
        from recommend.algorithms.profiled import features_of

        return OfTaken(data.items, data.taken(), in_segments(data, features_of(data), seed))


def in_segments(data: Dataset, features: Features, seed: int) -> InSegments:
    """Return what is popular in the segments of those whose `features` these are."""
    # polars and scikit-learn take seconds to import, and other algorithms do without.
    from profiles.points import directions, pulls
    from profiles.segments import Config, learn, publishable

    config, taken = Config(seed=seed), data.taken()
    learned = learn(features, config)
    users, labels = features.users.cast(int).to_numpy(), learned.place(features)[0]
    groups, drawn = [users], np.zeros((len(data.items), 1))
    if learned.axes:
        order = publishable(np.bincount(labels), config.smallest)
        groups = [users[labels == group] for group in order]
        drawn = pulls(features, learned.axes)[: len(data.items)]
    points = directions(np.asarray(taken @ drawn))
    centres = np.stack([points[group].mean(axis=0) for group in groups])
    popular = _shares(data.sought().taken(), groups)
    return InSegments(drawn.astype(np.float32), centres.astype(np.float32), popular)


def _shares(taken: Matrix, groups: list[Ints]) -> Floats:
    """Return (n + k · p) / (Σ n + k): n is how often the group took an item, p everybody's share of it."""
    counts: Floats = np.stack([taken[group].sum(axis=0) for group in groups])
    totals: Floats = taken.sum(axis=0)
    everybody = totals / max(float(totals.sum()), 1.0)
    shares = (counts + SHRINKAGE * everybody) / (counts.sum(axis=1, keepdims=True) + SHRINKAGE)
    return cast("Floats", shares.astype(np.float32))
