"""Popular in segment: shoppers stand where what they did leads, with those that `profiles` groups them with."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from profiles.segments import Config, learn, publishable
from recommend.algorithms.base import OfTaken
from recommend.algorithms.profiled import features_of
from recommend.algorithms.segments import SHRINKAGE, InSegments, PopularInSegment
from recommend.dataset import Dataset
from tests.recommend.algorithms.samples import ITEMS, USERS, shop

SMALL = InSegments(
    pulls=np.array([[2, 0], [0, 1], [0, 0]], np.float32),
    centres=np.array([[1, 0], [0, 1]], np.float32),
    popular=np.array([[0.5, 0.1, 0.4], [0.1, 0.7, 0.2]], np.float32),
)


@pytest.fixture(scope="module")
def data() -> Dataset:
    return shop(rated=False)


@pytest.fixture(scope="module")
def fitted(data: Dataset) -> OfTaken[InSegments]:
    return PopularInSegment().fit(data)


def test_a_small_case_by_hand() -> None:
    taken = csr_array(np.array([[1, 0, 0], [0, 3, 0], [1, 2, 0], [0, 0, 1]], np.float32))
    # The third stands half-way, the last draws nowhere: as far from both.
    np.testing.assert_allclose(SMALL.memberships(taken), [[1, 0], [0, 1], [0.5, 0.5], [0.5, 0.5]], atol=1e-5)
    np.testing.assert_allclose(SMALL.score(taken)[2], [0.3, 0.4, 0.3], rtol=1e-5)
    speaks = SMALL.shares(taken[[2]], np.array([0, 1]))
    np.testing.assert_allclose(speaks, [[0.2, -0.3], [-0.4, 0.6]], rtol=1e-4)


def test_shoppers_stand_where_profiles_put_them(data: Dataset, fitted: OfTaken[InSegments]) -> None:
    features = features_of(data)
    labels, _ = learn(features, Config()).place(features)
    order = publishable(np.bincount(labels), 1)
    theirs = fitted.scorer.memberships(data.taken())[features.users.cast(int).to_numpy()].argmax(axis=1)
    assert len(order) > 1
    assert (order[theirs] == labels).mean() > 0.95


def test_a_segment_takes_what_its_shoppers_took_shrunk_to_everybody(
    data: Dataset, fitted: OfTaken[InSegments]
) -> None:
    taken, own = data.taken().toarray(), fitted.scorer.memberships(data.taken()).argmax(axis=1)
    everybody = taken.sum(axis=0) / taken.sum()
    for segment, popular in enumerate(fitted.scorer.popular):
        counts = taken[own == segment].sum(axis=0)
        expected = (counts + SHRINKAGE * everybody) / (counts.sum() + SHRINKAGE)
        np.testing.assert_allclose(popular, expected, rtol=0.05, atol=1e-4)
        assert popular.sum() == pytest.approx(1, abs=1e-5)


def test_it_proposes_what_is_of_the_shoppers_taste(fitted: OfTaken[InSegments]) -> None:
    popular = fitted.score(np.arange(USERS)) / fitted.scorer.popular.mean(axis=0)
    same = np.arange(USERS)[:, None] % 2 == np.arange(ITEMS) % 2
    assert popular[same].mean() > 1.02 * popular[~same].mean()


def test_it_moves_with_the_catalogue(fitted: OfTaken[InSegments]) -> None:
    scorer, taken = fitted.scorer, fitted.taken
    moved = scorer.moved(np.array([-1, *range(ITEMS - 1, -1, -1)]))
    turned = csr_array(np.hstack([np.zeros((USERS, 1)), taken.toarray()[:, ::-1]]).astype(np.float32))
    np.testing.assert_allclose(moved.score(turned)[:, 1:], scorer.score(taken)[:, ::-1], rtol=1e-4)
    assert not moved.score(turned)[:, 0].any()
