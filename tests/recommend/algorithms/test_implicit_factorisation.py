"""What the softmax factorisation learns from interactions without ratings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from scipy.sparse import csr_array

from recommend.algorithms import implicit_factorisation
from recommend.algorithms.factorisation import MatrixFactorisation
from recommend.algorithms.implicit_factorisation import SoftmaxFactorisation, Trainer
from recommend.algorithms.popularity import Popularity
from recommend.algorithms.validation import by_user_and_item, hold_one_out
from recommend.errors import DatasetError
from recommend.evaluation.splits import RandomShare
from tests.recommend.algorithms.samples import ITEMS, USERS, shop, without
from tests.recommend.algorithms.test_contract import ndcg

ALL = np.arange(USERS)


def test_one_batch_is_learned_by_heart() -> None:
    taken = shop(rated=False).taken()
    trainer = Trainer(taken, k=64, negatives=ITEMS, rate=0.05, seed=1)
    before = trainer.step(ALL)
    for _ in range(200):
        after = trainer.step(ALL)
    assert after < before / 3
    scores = trainer.factors(shop(rated=False).items).score(ALL)
    best = np.argsort(-scores, axis=1)
    own = np.diff(taken.indptr)
    found = [taken.toarray()[user, best[user, : own[user]]].mean() for user in ALL]
    assert np.mean(found) > 0.9


def test_the_loss_is_that_of_the_formula() -> None:
    taken = csr_array(np.array([[1, 0.5, 0, 0], [0, 0, 1, 0]], np.float32))
    trainer = Trainer(taken, k=3, negatives=4, rate=0.1, seed=1)
    scores = trainer.factors(("a", "b", "c", "d")).score(np.arange(2)).astype(np.float64)
    wins = [
        np.exp(scores[user, item]) / (np.exp(scores[user, item]) + np.exp(scores[user, others]).sum())
        for user, item, others in ((0, 0, [2, 3]), (0, 1, [2, 3]), (1, 2, [0, 1, 3]))
    ]
    wanted = -np.average(np.log(wins), weights=taken.data)
    assert trainer.step(np.arange(2)) == pytest.approx(wanted, rel=1e-4)


def test_drawn_items_stand_for_all() -> None:
    taken = csr_array(np.eye(2, 400, dtype=np.float32))
    whole = Trainer(taken, k=8, negatives=400, rate=0.0, seed=1).step(np.arange(2))
    drawn = Trainer(taken, k=8, negatives=100, rate=0.0, seed=1)
    losses = [drawn.step(np.arange(2)) for _ in range(60)]
    assert np.mean(losses) == pytest.approx(whole, rel=0.03)


def test_taste_is_found_that_popularity_does_not_see() -> None:
    (parts,) = RandomShare().parts(shop(rated=False), 1)
    learned, popular = (made.fit(parts.train) for made in (SoftmaxFactorisation(), Popularity()))
    assert ndcg(learned, *parts) > 1.2 * ndcg(popular, *parts)


def test_training_stops_where_what_is_held_out_gets_no_better(monkeypatch: pytest.MonkeyPatch) -> None:
    data = by_user_and_item(shop(rated=False))
    figures = iter([0.1, 0.3, 0.2, 0.2])
    monkeypatch.setattr(implicit_factorisation.Trainer, "epoch", lambda _: 0.0)
    monkeypatch.setattr("recommend.algorithms.validation.Validation.ndcg", lambda *_: next(figures))
    assert SoftmaxFactorisation(patience=2)._enough(data, 1) == 2
    assert next(figures, None) is None


def test_a_user_of_whom_nothing_is_known_gets_what_everybody_takes() -> None:
    data = without(shop(rated=False), 4)
    learned = SoftmaxFactorisation().fit(data)
    assert learned.score(ALL[4:5])[0] == pytest.approx(learned.biases)
    popular = np.bincount(data.columns)
    assert np.corrcoef(learned.biases, np.log1p(popular))[0, 1] > 0.8
    assert learned.explain(4, 1).startswith("nothing is known of you")


def test_nothing_outside_is_drawn_from() -> None:
    """A caller's own random numbers are theirs."""
    torch.manual_seed(3)
    wanted = torch.rand(1)
    torch.manual_seed(3)
    SoftmaxFactorisation(epochs=1).fit(shop(rated=False))
    assert torch.rand(1) == wanted


def test_what_is_held_out_is_one_of_each_user_who_has_enough() -> None:
    data = by_user_and_item(shop(rated=False))
    found = hold_one_out(data, 1)
    assert found
    assert len(found.train) + len(found.held) == len(data)
    assert np.bincount(found.held.rows).max() == 1
    counts = np.bincount(data.rows, minlength=USERS)
    assert found.users.tolist() == np.flatnonzero(counts >= 3).tolist()
    looks = replace(data, wanted=data.columns % 4 == 0)
    wanted = hold_one_out(looks, 1)
    assert wanted
    assert (wanted.held.columns % 4 == 0).all()
    assert hold_one_out(data.chosen(np.unique(data.rows, return_index=True)[1]), 1) is None


def test_mf_names_it_for_purchases() -> None:
    with pytest.raises(DatasetError, match="take mf-softmax"):
        MatrixFactorisation().fit(shop(rated=False))
