"""The sparse form of EASE against EASE itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommend.algorithms.ease import Ease
from recommend.algorithms.ease_sparse import SparseEase
from tests.recommend.algorithms.samples import ITEMS, USERS, shop

ALL = np.arange(USERS)


@pytest.mark.parametrize("shared", [0, 0.3, 1])
def test_where_all_items_are_neighbours_it_is_ease(shared: float) -> None:
    """One user took everything, so that every item is every other's neighbour."""
    data = shop(rated=False)
    own = data.rows == 0
    data = replace(
        data.chosen(~own),
        rows=np.append(np.zeros(ITEMS, np.int64), data.rows[~own]),
        columns=np.append(np.arange(ITEMS), data.columns[~own]),
        values=np.ones(ITEMS + np.count_nonzero(~own), np.float32),
        times=None,
    )
    sparse = SparseEase(l2=20, neighbours=ITEMS, shared=shared).fit(data)
    np.testing.assert_allclose(sparse.score(ALL), Ease(l2=20).fit(data).score(ALL), atol=1e-4)


def test_with_few_neighbours_it_is_nearly_ease() -> None:
    data = shop(rated=False)
    dense, sparse = (made.fit(data).score(ALL) for made in (Ease(l2=20), SparseEase(l2=20, neighbours=12)))
    assert np.corrcoef(dense.ravel(), sparse.ravel())[0, 1] > 0.9


def test_memory_follows_the_neighbourhood() -> None:
    learned = SparseEase(neighbours=5, shared=0).fit(shop(rated=False)).scorer
    assert 0 < learned.weights.nnz <= ITEMS * 6
    assert not learned.weights.diagonal().any()


def test_sharing_solves_fewer_blocks_and_still_every_item() -> None:
    data = shop(rated=False)
    alone, shared = (SparseEase(neighbours=10, shared=share).fit(data).scorer.weights for share in (0, 0.5))
    assert (np.diff(shared.T.tocsr().indptr) > 0).tolist() == (np.diff(alone.T.tocsr().indptr) > 0).tolist()
