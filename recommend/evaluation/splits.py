"""Ways to hold out interactions: what an algorithm learns from, and what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from recommend.errors import DatasetError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from recommend.dataset import Dataset, Ints


class Parts(NamedTuple):
    """Two data sets of the same users and items, without a common interaction."""

    train: Dataset
    test: Dataset

    def users(self) -> Ints:
        """Return the users that have anything held out, in order."""
        users: Ints = np.unique(self.test.rows)
        return users

    def relevant(self, least: float | None = None) -> Parts:
        """Return the same with only the held-out values of at least `least`."""
        return self if least is None else Parts(self.train, self.test.chosen(self.test.values >= least))


class Split(Protocol):
    """One way to hold out interactions; O(m log m) for m interactions."""

    def parts(self, data: Dataset, seed: int) -> Iterator[Parts]:
        """Yield train and test, once or more; the same seed gives the same.

        Raises:
            DatasetError: `data` has not what the split needs, or nothing would be learned from or held out.
        """
        ...


@dataclass(frozen=True, slots=True)
class RandomShare:
    """Holds out a random share of each user's interactions, rounded, and leaves every user at least one."""

    share: float = 0.3

    def parts(self, data: Dataset, seed: int) -> Iterator[Parts]:
        """Yield one pair."""
        keys = np.random.default_rng(seed).random(len(data))
        counts = np.bincount(data.rows, minlength=len(data.users))
        held = np.minimum(np.floor(counts * self.share + 0.5), np.maximum(counts - 1, 0))
        yield _held_out(data, _ranks(data.rows, keys) < held[data.rows])


@dataclass(frozen=True, slots=True)
class LastOut:
    """Holds out each user's latest interaction, of those who have two or more."""

    def parts(self, data: Dataset, seed: int) -> Iterator[Parts]:
        """Yield one pair; the seed decides between interactions of the same second."""
        keys = np.random.default_rng(seed).random(len(data))
        counts = np.bincount(data.rows, minlength=len(data.users))
        latest = _ranks(data.rows, -_times(data), keys) == 0
        yield _held_out(data, latest & (counts[data.rows] > 1))


@dataclass(frozen=True, slots=True)
class TemporalCut:
    """Holds out what happened after one moment: the latest share of all interactions.

    Users who only come after it are measured too, as they would be met.
    """

    share: float = 0.2

    def parts(self, data: Dataset, seed: int) -> Iterator[Parts]:  # noqa: ARG002 a moment needs no seed
        """Yield one pair."""
        times = _times(data)
        moment = np.quantile(times, 1 - self.share, method="lower")
        yield _held_out(data, times > moment)


@dataclass(frozen=True, slots=True)
class Folds:
    """Random folds of all interactions, each held out once (cross-validation)."""

    count: int = 5

    def parts(self, data: Dataset, seed: int) -> Iterator[Parts]:
        """Yield `count` pairs."""
        fold = np.random.default_rng(seed).permutation(len(data)) % self.count
        return (_held_out(data, fold == number) for number in range(self.count))


def _ranks(rows: Ints, *keys: NDArray[np.generic]) -> Ints:
    """Return each interaction's rank from 0 among its user's, by the first key, then by the next."""
    order = np.lexsort((*reversed(keys), rows))
    firsts = np.searchsorted(rows[order], rows[order])
    ranks = np.empty(len(rows), np.int64)
    ranks[order] = np.arange(len(rows)) - firsts
    return ranks


def _times(data: Dataset) -> Ints:
    if data.times is None:
        raise DatasetError("the data has no times, which this split needs; take the random one")
    return data.times


def _held_out(data: Dataset, mask: NDArray[np.bool_]) -> Parts:
    if mask.all() or not mask.any():
        raise DatasetError(
            f"{len(data)} interactions of {len(data.users)} users leave nothing to "
            f"{'learn from' if mask.all() else 'hold out'} in this split"
        )
    return Parts(data.chosen(~mask), data.chosen(mask))
