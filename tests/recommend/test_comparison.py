"""Comparisons: the same held-out interactions for all, and how sure a difference is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from recommend.algorithms.popularity import Popularity
from recommend.algorithms.registry import create
from recommend.comparison import SECONDS, Measured, compare, measure
from recommend.dataset import Dataset, Floats, Ints
from recommend.errors import DatasetError, RecommendError
from recommend.evaluation.bootstrap import paired_bootstrap
from recommend.evaluation.splits import Folds, LastOut, RandomShare, TemporalCut
from tests.recommend.algorithms.samples import ITEMS, USERS, shop


@dataclass(frozen=True)
class Known:
    """Scores what it is told, whatever it learns from."""

    scores: Floats
    name: str = "known"
    rates: bool = True

    def fit(self, *_: object) -> Known:
        return self

    def score(self, users: Ints) -> Floats:
        return self.scores[users]


def truth(data: Dataset) -> Floats:
    return data.matrix().toarray()


def test_who_knows_everything_ranks_and_rates_without_a_mistake() -> None:
    data = shop(rated=True)
    (found,) = compare([Known(truth(data))], data, RandomShare(0.2), seeds=1, k=ITEMS)
    assert found.mean("ndcg") == pytest.approx(1)
    assert found.mean("recall") == 1
    assert (found.mean("rmse"), found.mean("mae")) == (0, 0)


def test_errors_are_over_all_that_is_held_out_and_lists_over_what_is_relevant() -> None:
    data = shop(rated=True)
    (parts,) = RandomShare().parts(data, 1)
    figures, users, by_user = measure(Known(truth(data) + 0.5), parts, 5, least=5, rates=True)
    assert figures["rmse"] == pytest.approx(0.5)
    liked = np.unique(parts.test.rows[parts.test.values == 5])
    assert users.tolist() == liked.tolist()
    assert all(len(values) == len(liked) for values in by_user.values())
    assert set(users) < set(parts.users())


@pytest.mark.parametrize(
    "split", [RandomShare(), LastOut(), TemporalCut(), Folds(3)], ids=lambda s: type(s).__name__
)
def test_every_split_is_repeated_by_every_seed(split: RandomShare) -> None:
    algorithms = [create(name) for name in ("popularity", "item-cf", "trending")]
    told: list[str] = []
    first, *others = compare(algorithms, shop(rated=True), split, seeds=2, report=told.append)
    runs = 6 if isinstance(split, Folds) else 2
    assert len(first.runs["ndcg"]) == runs
    assert len(told) == 3 * runs
    assert "rmse" not in others[1].runs
    for other in others:
        assert all((a == b).all() for a, b in zip(other.users, first.users, strict=True))
        assert set(other.differences(first)) == set(first.by_user)
    again = compare(algorithms, shop(rated=True), split, seeds=2)
    for one, same in zip((first, *others), again, strict=True):
        assert {**one.runs, SECONDS: None} == {**same.runs, SECONDS: None}


def test_without_ratings_there_are_no_errors_of_ratings() -> None:
    (found,) = compare([Popularity()], shop(rated=False), RandomShare(), seeds=1)
    assert "rmse" not in found.runs
    assert found.spread("ndcg") == 0


def test_runs_of_a_user_are_one_user() -> None:
    """A user measured twice counts once, so that seeds do not make a difference look surer."""
    ones, noise = np.ones(40), np.random.default_rng(0).normal(0.1, 0.5, 40)
    once, thrice = Measured(), Measured()
    base_once, base_thrice = Measured(), Measured()
    for repeats, own, base in ((1, once, base_once), (3, thrice, base_thrice)):
        for _ in range(repeats):
            own.add({}, np.arange(40), {"ndcg": ones + noise})
            base.add({}, np.arange(40), {"ndcg": ones})
    assert thrice.differences(base_thrice) == once.differences(base_once)


def test_a_difference_is_as_sure_as_theory_says() -> None:
    values = np.random.default_rng(1).normal(0.05, 1, 4000)
    found = paired_bootstrap({"ndcg": values, "same": np.zeros(4000), "sure": np.ones(4000)})
    error = values.std() / np.sqrt(4000)
    assert found["ndcg"].mean == pytest.approx(values.mean())
    assert found["ndcg"].low == pytest.approx(values.mean() - 1.96 * error, abs=0.1 * error)
    assert found["ndcg"].high == pytest.approx(values.mean() + 1.96 * error, abs=0.1 * error)
    assert found["ndcg"].p == pytest.approx(0.0116, abs=0.006)  # 2 Φ(-mean / error)
    assert found["same"].p == 1
    assert found["sure"].p == 1 / 2000


def test_a_score_that_is_no_number_is_an_error() -> None:
    data = shop(rated=True)
    scores = truth(data)
    scores[3, 3] = np.nan
    with pytest.raises(RecommendError, match="no number, of Known"):
        compare([Known(scores)], data, RandomShare())


def test_nothing_relevant_is_an_error() -> None:
    with pytest.raises(DatasetError, match="at least 6"):
        compare([Popularity()], shop(rated=True), RandomShare(), least=6)


def test_users_without_a_past_are_measured_after_a_cut() -> None:
    data = shop(rated=False)
    (parts,) = TemporalCut(0.9).parts(data, 1)
    cold = set(parts.users()) - set(parts.train.rows)
    assert cold
    _, users, _ = measure(Known(truth(data)), parts, 3)
    assert cold <= set(users)
    assert len(users) <= USERS
