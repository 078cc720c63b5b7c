"""What everybody likes: the same scores for every user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from recommend.algorithms.baseline import Scale
from recommend.algorithms.wording import user_count

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from recommend.dataset import Dataset, Floats, Ints

DAY: Final = 86_400
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Same:
    """The same scores [items] for all users, and what to say of an item."""

    scores: Floats
    reasons: tuple[str, ...]

    def score(self, users: Ints) -> Floats:
        """Return the scores once for each user, as a view."""
        return np.broadcast_to(self.scores, (len(users), len(self.scores)))

    def explain(self, user: int, item: int) -> str:  # noqa: ARG002 everybody is told the same
        """Return how many took the item, or how they rated it."""
        return self.reasons[item]


@dataclass(frozen=True, slots=True)
class Popularity:
    """Damped mean of an item's ratings, (Σ ratings + damping · μ) / (count + damping); without ratings, counts."""

    damping: float = 10
    name: ClassVar[str] = "popularity"
    rates: ClassVar[bool] = True

    def fit(self, data: Dataset, seed: int = 7) -> Same:  # noqa: ARG002 nothing is drawn
        """Count; time and memory are O(interactions + items)."""
        Scale.of(data)
        counts = np.bincount(data.columns, minlength=len(data.items))
        if not data.rated:
            return Same(counts.astype(np.float32), tuple(f"{user_count(count)} took it" for count in counts))
        sums = np.bincount(data.columns, data.values, minlength=len(data.items))
        mean = float(data.values.mean(dtype=np.float64))
        damped = (sums + self.damping * mean) / (counts + self.damping)
        rated = zip(sums / np.maximum(counts, 1), counts, strict=True)
        return Same(
            damped.astype(np.float32),
            tuple(
                f"{user_count(count)} rated it {value:.1f}" if count else "nobody rated it"
                for value, count in rated
            ),
        )


@dataclass(frozen=True, slots=True)
class Trending:
    """Counts that halve with every `half_life` days before the latest interaction; without times, popularity."""

    half_life: float = 30
    name: ClassVar[str] = "trending"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Same:
        """Count; time and memory are O(interactions + items)."""
        if data.times is None or not len(data):
            return Popularity().fit(data, seed)
        ages = (data.times.max() - data.times) / DAY
        scores = self._counts(data, np.exp2(-ages / self.half_life))
        recent = self._counts(data, (ages <= self.half_life).astype(float))
        days = f"the last {self.half_life:g} days of the data"
        return Same(
            scores.astype(np.float32),
            tuple(f"{user_count(int(count))} took it in {days}" for count in recent),
        )

    @staticmethod
    def _counts(data: Dataset, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        counts: NDArray[np.float64] = np.bincount(data.columns, weights, len(data.items)).astype(np.float64)
        return counts
