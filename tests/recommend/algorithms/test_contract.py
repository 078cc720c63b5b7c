"""What every algorithm keeps to, whatever it learns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommend.algorithms.base import Algorithm, Fitted
from recommend.algorithms.registry import ALGORITHMS, create
from recommend.dataset import Dataset, Floats
from recommend.errors import DatasetError
from recommend.evaluation.lists import best
from recommend.evaluation.metrics import ranking_metrics
from recommend.evaluation.splits import RandomShare
from tests.recommend.algorithms.samples import ITEMS, USERS, letters, one_item, shop, without

ALL = np.arange(USERS)
NEEDS_RATINGS = {"mf"}
OPTIONS = {"encoder": {"encode": letters}}


@pytest.fixture(params=ALGORITHMS)
def algorithm(request: pytest.FixtureRequest) -> Algorithm:
    return create(request.param, **OPTIONS.get(request.param, {}))


@pytest.fixture(params=[True, False], ids=["ratings", "purchases"])
def data(request: pytest.FixtureRequest, algorithm: Algorithm) -> Dataset:
    if not request.param and algorithm.name in NEEDS_RATINGS:
        pytest.skip("learns from ratings")
    return shop(rated=request.param)


def ndcg(fitted: Fitted, train: Dataset, test: Dataset) -> float:
    users = np.unique(test.rows)
    lists = best(fitted.score(users), train.taken(), users, 10)
    return float(ranking_metrics(lists, test.taken()[users])["ndcg"].mean())


class Chance:
    """Scores drawn at random."""

    def score(self, users: np.ndarray) -> Floats:
        return np.random.default_rng(0).random((len(users), ITEMS), np.float32)


def test_its_name_is_the_registered_one(algorithm: Algorithm) -> None:
    assert ALGORITHMS[algorithm.name]
    assert isinstance(algorithm.rates, bool)


def test_scores_are_finite_and_of_every_item(algorithm: Algorithm, data: Dataset) -> None:
    fitted = algorithm.fit(data)
    scores = fitted.score(ALL)
    assert scores.shape == (USERS, ITEMS)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    some = np.array([7, 3])
    np.testing.assert_allclose(fitted.score(some), scores[some], rtol=1e-4, atol=1e-5)
    assert fitted.score(ALL[:0]).shape == (0, ITEMS)


def test_a_seed_repeats(algorithm: Algorithm, data: Dataset) -> None:
    first, second = (algorithm.fit(data, seed=3).score(ALL) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_the_data_is_left_as_it_is(algorithm: Algorithm, data: Dataset) -> None:
    before = data.values.copy(), data.columns.copy()
    algorithm.fit(data).score(ALL)
    assert (data.values == before[0]).all()
    assert (data.columns == before[1]).all()


def test_it_is_better_than_chance(algorithm: Algorithm, data: Dataset) -> None:
    (parts,) = RandomShare().parts(data, 1)
    parts = parts.relevant(4 if data.rated else None)
    learned = ndcg(algorithm.fit(parts.train), *parts)
    assert learned > 1.2 * ndcg(Chance(), *parts)


def test_the_order_of_rows_tells_nothing(algorithm: Algorithm, data: Dataset) -> None:
    order = np.random.default_rng(2).permutation(len(data))
    shuffled = replace(
        data,
        rows=data.rows[order],
        columns=data.columns[order],
        values=data.values[order],
        times=None if data.times is None else data.times[order],
    )
    scores, again = algorithm.fit(data).score(ALL), algorithm.fit(shuffled).score(ALL)
    np.testing.assert_allclose(again, scores, rtol=1e-3, atol=1e-4)


def test_ratings_are_on_the_scale_of_the_data(algorithm: Algorithm) -> None:
    if not algorithm.rates:
        pytest.skip("only ranks")
    data = shop(rated=True)
    scores = algorithm.fit(data).score(ALL)
    assert scores.min() >= 1
    assert scores.max() <= 5
    mistakes = scores[data.rows, data.columns] - data.values
    assert np.sqrt(np.mean(mistakes**2)) < data.values.std()


def test_a_user_without_interactions_gets_scores(algorithm: Algorithm, data: Dataset) -> None:
    scores = algorithm.fit(without(data, 4)).score(ALL[4:5])
    assert scores.shape == (1, ITEMS)
    assert np.isfinite(scores).all()


def test_an_item_that_nobody_took_gets_scores(algorithm: Algorithm, data: Dataset) -> None:
    scores = algorithm.fit(data.chosen(data.columns != 2)).score(ALL)
    assert np.isfinite(scores[:, 2]).all()


def test_a_catalogue_of_one_item(algorithm: Algorithm) -> None:
    scores = algorithm.fit(one_item()).score(np.arange(3))
    assert scores.shape == (3, 1)
    assert np.isfinite(scores).all()


def test_one_interaction_is_enough_or_an_error_of_ours(algorithm: Algorithm, data: Dataset) -> None:
    first = data.chosen(np.arange(len(data)) == 0)
    try:
        scores = algorithm.fit(first).score(ALL)
    except DatasetError:
        return
    assert np.isfinite(scores).all()


def test_nothing_to_learn_from_is_an_error(algorithm: Algorithm, data: Dataset) -> None:
    with pytest.raises(DatasetError):
        algorithm.fit(data.chosen(np.zeros(len(data), bool)))


def test_every_item_can_be_explained(algorithm: Algorithm, data: Dataset) -> None:
    fitted = algorithm.fit(without(data, 4))
    explain = getattr(fitted, "explain", None)
    if explain is None:
        pytest.skip("explains nothing")
    for user in (0, 4):
        reasons = [explain(user, item) for item in range(ITEMS)]
        assert all(reason and "nan" not in reason for reason in reasons)
