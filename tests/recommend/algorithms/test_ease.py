"""EASE's weights, in single precision and in place."""

from __future__ import annotations

import numpy as np
import pytest

from recommend.algorithms import ease
from recommend.algorithms.base import OfTaken
from recommend.algorithms.ease import L2, Ease, ItemWeights, choose_l2, weights_of
from recommend.algorithms.ease_sparse import SparseEase
from recommend.algorithms.validation import among, by_user_and_item, hold_one_out
from recommend.errors import DatasetError
from tests.recommend.algorithms.samples import USERS, shop

ALL = np.arange(USERS)


def test_weights_are_those_of_the_paper() -> None:
    # More items than a block of the mirrored triangle.
    taken = (np.random.default_rng(0).random((300, 1100)) < 0.05).astype(np.float64)
    inverse = np.linalg.inv(taken.T @ taken + 50 * np.eye(1100))
    wanted = -inverse / np.diag(inverse)
    np.fill_diagonal(wanted, 0)
    found = weights_of((taken.T @ taken).astype(np.float32), 50)
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_a_weight_that_does_not_settle_is_named() -> None:
    with pytest.raises(DatasetError, match="found l2 -1, too small"):
        weights_of(np.ones((3, 3), np.float32), -1)


def test_a_reason_is_an_item_that_the_user_took() -> None:
    data = shop(rated=False)
    fitted = Ease(l2=5).fit(data)
    own = {data.items[item] for item in data.columns[data.rows == 4]}
    for item in range(len(data.items)):
        assert fitted.explain(4, item).removeprefix("because you took ") in own


def test_without_a_weight_the_best_on_what_is_held_out_is_taken() -> None:
    data = by_user_and_item(shop(rated=False))
    validation = hold_one_out(data, 3)
    assert validation
    taken = validation.train.taken()
    gram = (taken.T @ taken).toarray()
    tried = {l2: OfTaken(data.items, taken, ItemWeights(weights_of(gram.copy(), l2))) for l2 in L2}
    figures = {l2: validation.ndcg(fitted) for l2, fitted in tried.items()}
    best = choose_l2(data, 3)
    assert figures[best] == max(figures.values()) > min(figures.values())
    for made in (Ease, SparseEase):
        chosen, given = (each.fit(data, 3).score(ALL) for each in (made(), made(best)))
        np.testing.assert_array_equal(chosen, given)


def test_a_weight_that_is_given_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ease, "choose_l2", None)
    data = shop(rated=False)
    taken = data.taken()
    wanted = weights_of((taken.T @ taken).toarray(), 200)
    np.testing.assert_array_equal(Ease(200.0).fit(data).scorer.weights, wanted)


def test_it_is_chosen_among_the_items_that_most_took(monkeypatch: pytest.MonkeyPatch) -> None:
    data, sizes = shop(rated=False), []
    monkeypatch.setattr(ease, "TRIED_ON", 9)
    monkeypatch.setattr(ease, "weights_of", lambda gram, l2: sizes.append(gram.shape) or weights_of(gram, l2))
    assert choose_l2(data, 1) in L2
    assert sizes == [(9, 9)] * len(L2)
    counts = np.bincount(data.columns)
    most = np.sort(np.argsort(-counts, kind="stable")[:9])
    kept = among(data, most)
    assert kept.items == tuple(data.items[item] for item in most)
    assert np.bincount(kept.columns).tolist() == counts[most].tolist()


def test_where_nothing_can_be_held_out_it_is_the_usual_one() -> None:
    data = shop(rated=False)
    assert choose_l2(data.chosen(data.columns < 2), 1) == ease.USUAL
