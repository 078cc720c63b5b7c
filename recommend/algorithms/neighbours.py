"""Collaborative filtering by neighbourhoods: of users who rate alike, and of items that are rated alike.

A rating is predicted as b_ui + Σ s · (r - b) / (Σ s + d · s̄) over the neighbours with similarity s, where b is
what is expected without knowing taste (Koren, TKDD 4, 2010, § 2.2) and s̄ the mean similarity of all neighbours:
few of them move the prediction less, as if d more had rated as expected. Where there are no ratings, the score
is Σ s over the neighbours that took the item, or that the user took.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from scipy.sparse import csr_array

from recommend.algorithms.baseline import Baseline, Scale, fit_baseline
from recommend.algorithms.similarity import Rows, most_alike
from recommend.algorithms.wording import user_count

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix


@dataclass(frozen=True, slots=True)
class Taste:
    """What is predicted from: ratings and what is left of them above the baseline; None where none are rated."""

    rows: Rows
    baseline: Baseline | None
    scale: Scale
    items: tuple[str, ...]

    @classmethod
    def of(cls, data: Dataset) -> Taste:
        """Return the taste of a data set; O(interactions)."""
        scale, given = Scale.of(data), data.taken()
        if not data.rated:
            return cls(Rows(given, given, given, rated=False), None, scale, data.items)
        baseline = fit_baseline(data)
        rest = (data.values - baseline.of_pairs(data.rows, data.columns)).astype(np.float32)
        left = csr_array((rest, (data.rows, data.columns)), shape=given.shape)
        return cls(Rows(data.matrix(), given, left), baseline, scale, data.items)

    def predict(self, users: Ints, above: Matrix, weights: Matrix, damping: Floats) -> Floats:
        """Return scores [len(users), items] of weighted sums above the baseline, and the sums of weights."""
        total = weights.toarray()
        if not self.baseline:
            return total
        mean = above.toarray() / np.maximum(total + damping, np.finfo(np.float32).tiny)
        return self.scale.bound(self.baseline.of_users(users) + mean)


@dataclass(frozen=True, slots=True)
class SimilarUsers:
    """Each user's neighbours `alike` [users, users]; `damping` [users] stands in the denominator."""

    taste: Taste
    alike: Matrix
    damping: Floats

    def score(self, users: Ints) -> Floats:
        """Return predicted ratings, or sums of similarities; O(len(users) · (k · ratings of a user + items))."""
        alike, rows = self.alike[users], self.taste.rows
        damping = self.damping[users, None]
        return self.taste.predict(users, alike @ rows.rest, alike @ rows.given, damping)

    def explain(self, user: int, item: int) -> str:
        """Return how many of the neighbours rated the item, and how."""
        alike = self.alike[[user]].indices
        ratings = self.taste.rows.values[alike][:, [item]].data
        if not len(ratings):
            return "no similar user knows it: it is scored as everybody rates it"
        similar = user_count(len(ratings), "similar")
        return f"{similar} rated it {ratings.mean():.1f}" if self.taste.baseline else f"{similar} took it"


@dataclass(frozen=True, slots=True)
class SimilarItems:
    """Each item's neighbours `alike` [items, items]; `damping` [items] stands in the denominator."""

    taste: Taste
    alike: Matrix
    damping: Floats

    def score(self, users: Ints) -> Floats:
        """Return predicted ratings, or sums of similarities; O(len(users) · (k · ratings of a user + items))."""
        rows, neighbours = self.taste.rows, self.alike.T
        above, weights = rows.rest[users] @ neighbours, rows.given[users] @ neighbours
        return self.taste.predict(users, above, weights, self.damping)

    def explain(self, user: int, item: int) -> str:
        """Return the user's own item that speaks most for this one."""
        alike, rows = self.alike[[item]], self.taste.rows
        # What the user liked less than expected cannot be why; where all was, the most alike is told.
        rest = rows.rest[[user]].toarray()[0, alike.indices]
        given = rows.given[[user]].toarray()[0, alike.indices]
        if not given.any():
            return "nothing like it is known of you: it is scored as everybody rates it"
        own = int(alike.indices[np.argmax(alike.data * np.where(rest > 0, rest, 1e-6) * given)])
        name, rating = self.taste.items[own], rows.values[[user]].toarray()[0, own]
        return f"because you rated {name} {rating:g}" if self.taste.baseline else f"because you took {name}"


@dataclass(frozen=True, slots=True)
class UserCF:
    """User-based collaborative filtering, with the `k` most similar users of each."""

    similarity: str = "pearson"
    k: int = 100
    shrinkage: float = 100
    damping: float = 4
    name: ClassVar[str] = "user-cf"
    rates: ClassVar[bool] = True

    def fit(self, data: Dataset, seed: int = 7) -> SimilarUsers:  # noqa: ARG002 nothing is drawn
        """Find the neighbours; see `most_alike` for time and memory."""
        taste = Taste.of(data)
        alike = most_alike(taste.rows, self.similarity, self.k, self.shrinkage)
        return SimilarUsers(taste, alike, self.damping * _means(alike))


@dataclass(frozen=True, slots=True)
class ItemCF:
    """Item-based collaborative filtering, with the `k` most similar items of each."""

    similarity: str = "adjusted-cosine"
    k: int = 100
    shrinkage: float = 100
    damping: float = 4
    name: ClassVar[str] = "item-cf"
    rates: ClassVar[bool] = True

    def fit(self, data: Dataset, seed: int = 7) -> SimilarItems:  # noqa: ARG002 nothing is drawn
        """Find the neighbours; see `most_alike` for time and memory."""
        taste = Taste.of(data)
        alike = most_alike(taste.rows.transposed(), self.similarity, self.k, self.shrinkage)
        return SimilarItems(taste, alike, self.damping * _means(alike))


def _means(alike: Matrix) -> Floats:
    """Return the mean of each row's similarities, 0 where it has none."""
    means: Floats = (alike.sum(axis=1) / np.maximum(np.diff(alike.indptr), 1)).astype(np.float32)
    return means
