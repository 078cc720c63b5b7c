"""What is held out: how much, of whom, and when."""

from __future__ import annotations

import numpy as np
import pytest

from recommend.dataset import Dataset
from recommend.errors import DatasetError
from recommend.evaluation.splits import Folds, LastOut, Parts, RandomShare, Split, TemporalCut


def sample(*, times: bool = True) -> Dataset:
    """User n has n + 1 interactions, in a random order of rows."""
    random = np.random.default_rng(0)
    pairs = [(user, item) for user in range(12) for item in range(user + 1)]
    rows, columns = np.array(pairs, np.int64)[random.permutation(len(pairs))].T
    stamps = random.integers(1_000, 1_020, len(rows)) if times else None
    values = random.integers(1, 6, len(rows)).astype(np.float32)
    return Dataset(tuple(map(str, range(12))), tuple(map(str, range(12))), rows, columns, values, stamps)


def pairs(data: Dataset) -> set[tuple[int, int]]:
    return set(zip(data.rows.tolist(), data.columns.tolist(), strict=True))


def one(split: Split, data: Dataset, seed: int = 1) -> Parts:
    (parts,) = split.parts(data, seed)
    return parts


@pytest.mark.parametrize(
    "split", [RandomShare(), LastOut(), TemporalCut(), Folds()], ids=lambda s: type(s).__name__
)
def test_every_interaction_is_on_one_side(split: Split) -> None:
    data = sample()
    for train, test in split.parts(data, 3):
        assert pairs(train) | pairs(test) == pairs(data)
        assert not pairs(train) & pairs(test)
        assert (train.users, train.items) == (data.users, data.items)
    again = [pairs(test) for _, test in split.parts(data, 3)]
    assert again == [pairs(test) for _, test in split.parts(data, 3)]


def test_a_share_of_every_user_is_held_out_and_one_is_left() -> None:
    test = one(RandomShare(0.3), sample()).test
    counts = np.bincount(test.rows, minlength=12)
    assert counts.tolist() == [int(0.3 * (user + 1) + 0.5) if user else 0 for user in range(12)]
    assert np.bincount(one(RandomShare(1), sample()).train.rows, minlength=12).tolist() == [1] * 12
    assert pairs(one(RandomShare(0.3), sample(), seed=2).test) != pairs(test)


def test_the_latest_of_each_user_is_held_out() -> None:
    data = sample()
    train, test = one(LastOut(), data)
    assert np.bincount(test.rows, minlength=12).tolist() == [0] + [1] * 11
    assert train.times is not None
    assert test.times is not None
    for user, time in zip(test.rows, test.times, strict=True):
        assert time >= train.times[train.rows == user].max()


def test_a_cut_has_the_past_before_it_and_the_future_behind_it() -> None:
    train, test = one(TemporalCut(0.25), sample())
    assert train.times is not None
    assert test.times is not None
    assert train.times.max() < test.times.min()
    assert 0.1 < len(test) / len(sample()) <= 0.25


def test_folds_hold_out_everything_once() -> None:
    data = sample()
    tests = [test for _, test in Folds(5).parts(data, 1)]
    assert sum(map(len, tests)) == len(data)
    assert set().union(*map(pairs, tests)) == pairs(data)
    assert max(map(len, tests)) - min(map(len, tests)) <= 1


def test_what_is_relevant_may_be_what_was_liked() -> None:
    parts = one(RandomShare(), sample())
    assert parts.relevant() is parts
    assert parts.relevant(4).test.values.min() >= 4
    assert set(parts.relevant(4).users()) < set(parts.users())


@pytest.mark.parametrize("split", [LastOut(), TemporalCut()], ids=lambda s: type(s).__name__)
def test_times_are_needed(split: Split) -> None:
    with pytest.raises(DatasetError, match="no times"):
        one(split, sample(times=False))


@pytest.mark.parametrize(
    "split", [RandomShare(), LastOut(), TemporalCut(), Folds()], ids=lambda s: type(s).__name__
)
def test_one_interaction_cannot_be_split(split: Split) -> None:
    data = sample()
    first = data.chosen(np.arange(len(data)) == 0)
    with pytest.raises(DatasetError, match="leave nothing to"):
        list(split.parts(first, 1))
