"""The ablation: both ways rank with the same recalls, on the same shoppers."""

from __future__ import annotations

import numpy as np
import pytest

from bench import ablation
from bench.simulated import simulated_shop
from recommend.algorithms.ease import Ease
from tests.recommend.algorithms.test_lambdamart import Watched


def test_simulated_shoppers_look_and_buy_in_a_shop_with_prices() -> None:
    data = simulated_shop(30)
    assert len(data.users) == 30
    assert set(data.knowledge.relations) == {"brand", "category", "feature"}
    assert data.knowledge.prices is not None
    assert np.isfinite(data.knowledge.prices).any()
    assert data.wanted is not None
    assert data.weights is not None
    assert data.weights[data.wanted].min() > data.weights[~data.wanted].max()
    assert len(np.unique(data.rows * len(data.items) + data.columns)) == len(data)


def test_both_ways_rank_with_the_same_recalls(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Watched()
    monkeypatch.setattr(ablation, "usual_recalls", lambda _: {"ease": watched})
    ablation.main(simulated=120, seeds=1)
    inner, whole = watched.seen
    assert len(inner) < len(whole)
    shown = capsys.readouterr().err
    for way in ablation.WAYS:
        assert f"{way}: NDCG@10" in shown


def test_a_folder_or_simulated_shoppers() -> None:
    for given in ({}, {"folder": ablation.Path("x"), "simulated": 3}):
        with pytest.raises(ablation.typer.BadParameter):
            ablation.main(**given)  # type: ignore[arg-type]


def test_few_purchases_are_those_to_learn_from() -> None:
    data = simulated_shop(40)
    (parts,) = ablation.RandomShare().parts(data, 1)
    fitted, counts = Ease(l2=5).fit(parts.train), np.bincount(parts.train.rows, minlength=40)
    for most in (0, 12):
        measured = ablation.Measured()
        ablation._add(measured, fitted, parts, most)
        few = [user for user in parts.users() if counts[user] <= most]
        assert [user for users in measured.users for user in users] == few
