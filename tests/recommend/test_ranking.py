from __future__ import annotations

import numpy as np
import pytest

from recommend.ranking import NEUTRAL_PRICE_FIT, LinearRanker, matrix_of, price_fits
from tests.recommend.samples import Candidate, Event


def test_the_matrix_has_the_rankers_columns_in_its_order() -> None:
    ranker = LinearRanker({"item": 2.0, "path": 1.0})
    candidates = [Candidate("a"), Candidate("b")]
    matrix = matrix_of(
        candidates, {"path": {"a": 0.5}, "item": {"b": 1.0}, "other": {"a": 9.0}}, ranker.features
    )
    assert matrix.tolist() == [[0.0, 0.5], [1.0, 0.0]]
    assert ranker.score(matrix).tolist() == [0.5, 2.0]


def test_the_default_weights_add_up_to_one() -> None:
    assert sum(LinearRanker.WEIGHTS.values()) == pytest.approx(1.0)
    assert LinearRanker().score(np.ones((1, len(LinearRanker.WEIGHTS))))[0] == pytest.approx(1.0)


def test_a_price_near_the_usual_fits_best() -> None:
    fits = price_fits(
        [
            Candidate("near", 4100.0),
            Candidate("far", 400.0),
            Candidate("other", 4000.0, "EUR"),
            Candidate("none"),
        ],
        [Event("x", price=3900.0), Event("y", price=4300.0)],
    )
    assert fits["near"] > 0.95
    assert fits["far"] < 0.01
    assert fits["other"] == fits["none"] == NEUTRAL_PRICE_FIT


def test_no_prices_seen_leaves_prices_out_of_it() -> None:
    assert price_fits([Candidate("a", 10.0)], [Event("x")]) == {"a": NEUTRAL_PRICE_FIT}
