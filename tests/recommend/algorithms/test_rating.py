"""What rating algorithms predict and say, on ratings small enough to check by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from recommend.algorithms.baseline import Scale, fit_baseline
from recommend.algorithms.factorisation import MatrixFactorisation
from recommend.algorithms.neighbours import ItemCF, UserCF
from recommend.algorithms.popularity import DAY, Popularity, Trending
from recommend.dataset import Dataset


def rated(triples: Sequence[tuple[int, int, float]], times: Sequence[int] | None = None) -> Dataset:
    rows, columns, values = zip(*triples, strict=True)
    return Dataset(
        tuple(f"u{n}" for n in range(max(rows) + 1)),
        tuple(f"i{n}" for n in range(max(columns) + 1)),
        np.array(rows, np.int64),
        np.array(columns, np.int64),
        np.array(values, np.float32),
        None if times is None else np.array(times, np.int64),
    )


def test_predictions_beyond_the_scale_keep_their_order() -> None:
    ratings = np.array([-3.0, 0.5, 1.0, 1.04, 3.0, 4.96, 5.0, 5.5, 6.0, 9.0])
    bounded = Scale(1, 5).bound(ratings)
    assert (np.diff(bounded) > 0).all()
    assert bounded.min() > 1
    assert bounded.max() < 5
    assert bounded[3:6] == pytest.approx(ratings[3:6])
    assert np.abs(bounded - np.clip(ratings, 1, 5)).max() <= 0.04


def test_the_baseline_is_what_damped_means_settle_at() -> None:
    data = rated([(0, 0, 5), (0, 1, 3), (1, 0, 4), (1, 1, 2)])
    baseline = fit_baseline(data, user_damping=0, item_damping=0)
    assert baseline.mean == 3.5
    assert baseline.users == pytest.approx([0.5, -0.5])
    assert baseline.items == pytest.approx([1, -1])
    assert baseline.of_users(np.array([1])) == pytest.approx(np.array([[4, 2]]))


def test_popularity_is_a_damped_mean_and_counts_without_ratings() -> None:
    data = rated([(0, 0, 5), (0, 1, 4), (1, 1, 4), (2, 1, 4), (2, 2, 1)])
    fitted = Popularity(damping=2).fit(data)
    mean = 18 / 5
    assert fitted.score(np.array([0]))[0] == pytest.approx(
        [(5 + 2 * mean) / 3, (12 + 2 * mean) / 5, (1 + 2 * mean) / 3]
    )
    assert fitted.explain(0, 1) == "3 users rated it 4.0"
    bought = Popularity().fit(rated([(0, 0, 1), (0, 1, 1), (1, 1, 1)]))
    assert bought.score(np.array([1]))[0].tolist() == [1, 2]
    assert bought.explain(0, 1) == "2 users took it"


def test_trending_counts_halve_with_age() -> None:
    now = 1_700_000_000
    data = rated([(0, 0, 1), (1, 0, 1), (2, 0, 1), (0, 1, 1)], [now - 60 * DAY] * 3 + [now])
    fitted = Trending(half_life=30).fit(data)
    assert fitted.score(np.array([0]))[0] == pytest.approx([3 / 4, 1])
    assert fitted.explain(0, 1) == "1 user took it in the last 30 days of the data"
    assert Trending().fit(rated([(0, 0, 1), (1, 0, 1), (0, 1, 1)])).score(np.array([0]))[0].tolist() == [2, 1]


TWINS = [
    *[(user, item, 5 if (item + user) % 2 else 1) for user in range(6) for item in range(8)],
    *[(6, item, 1 if item % 2 == 0 else 5) for item in range(6)],
]  # fmt: skip
"""Even users like odd items and odd users even ones; user 6 is like the even users and has not rated 6 and 7."""


@pytest.mark.parametrize("similarity", ["cosine", "pearson", "adjusted-cosine"])
def test_a_user_is_predicted_from_those_who_rate_alike(similarity: str) -> None:
    fitted = UserCF(similarity, k=3, shrinkage=0, damping=0).fit(rated(TWINS))
    scores = fitted.score(np.array([6]))[0]
    assert scores[7] > 4
    assert scores[6] < 2
    assert fitted.explain(6, 7) == "3 similar users rated it 5.0"


@pytest.mark.parametrize("similarity", ["pearson", "adjusted-cosine"])
def test_an_item_is_predicted_from_those_that_are_rated_alike(similarity: str) -> None:
    fitted = ItemCF(similarity, k=4, shrinkage=0, damping=0).fit(rated(TWINS))
    scores = fitted.score(np.array([6]))[0]
    assert scores[7] > 4
    assert scores[6] < 2
    assert fitted.explain(6, 7) in {f"because you rated i{item} 5" for item in (1, 3, 5)}


def test_one_similar_user_moves_a_prediction_less_than_three() -> None:
    fewer = [cell for cell in TWINS if cell[:2] not in {(2, 7), (4, 7)}]
    one, three = (UserCF(shrinkage=0).fit(rated(cells)) for cells in (fewer, TWINS))
    assert one.explain(6, 7) == "1 similar user rated it 5.0"
    user = np.array([6])
    expected = [fit.taste.baseline.of_users(user)[0, 7] for fit in (one, three) if fit.taste.baseline]
    moved = one.score(user)[0, 7] - expected[0], three.score(user)[0, 7] - expected[1]
    assert 0 < moved[0] < moved[1]


def test_without_ratings_similarities_are_summed() -> None:
    data = rated([(0, 0, 1), (0, 1, 1), (1, 0, 1), (1, 1, 1), (1, 2, 1), (2, 0, 1), (3, 3, 1)])
    items = ItemCF("cosine", shrinkage=0).fit(data)
    assert items.score(np.array([2]))[0] == pytest.approx([0, 2 / np.sqrt(6), 1 / np.sqrt(3), 0])
    assert items.explain(2, 1) == "because you took i0"
    users = UserCF("cosine", shrinkage=0).fit(data)
    assert users.score(np.array([2]))[0, 1] == pytest.approx(1 / np.sqrt(2) + 1 / np.sqrt(3))
    assert users.explain(2, 1) == "2 similar users took it"
    assert users.explain(2, 2) == "1 similar user took it"
    assert (UserCF("pearson", shrinkage=0).fit(data).alike != users.alike).nnz == 0


def test_factors_are_found_and_say_which_rating_speaks_for_an_item() -> None:
    fitted = MatrixFactorisation(k=2).fit(rated(TWINS))
    scores = fitted.score(np.array([6]))[0]
    assert scores[7] > 4
    assert scores[6] < 2
    assert fitted.explain(6, 7) in {f"because you rated i{item} 5" for item in (1, 3, 5)}


def test_dimensions_without_need_are_switched_off() -> None:
    """Forty dimensions predict as well as two: the priors learn which are noise."""
    random = np.random.default_rng(0)
    taste = random.normal(size=(80, 2)) @ random.normal(size=(2, 50)) + random.normal(0, 0.5, (80, 50))
    pairs = np.argwhere(random.random(taste.shape) < 0.5)
    data = rated([(user, item, float(np.clip(3 + taste[user, item], 1, 5))) for user, item in pairs])
    held = random.random(len(data)) < 0.2
    train, test = data.chosen(~held), data.chosen(held)

    def error(k: int) -> float:
        scores = MatrixFactorisation(k).fit(train).score(np.arange(len(data.users)))
        return float(np.sqrt(np.mean((scores[test.rows, test.columns] - test.values) ** 2)))

    assert error(40) < 1.05 * error(2)
    assert error(2) < 0.6 * test.values.std()
