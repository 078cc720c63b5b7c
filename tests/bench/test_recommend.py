"""The benchmark of recommenders: groups, tuning, and a peer that is not there."""

from __future__ import annotations

import numpy as np
import pytest
import typer

from bench import recommend_peers
from bench.recommend_candidates import CANDIDATES, Candidate, beyond_end, measure, sample
from bench.recommend_groups import among_cold, few, without_some
from bench.recommend_peers import Implicit, LensKit
from recommend.algorithms.base import Algorithm
from recommend.algorithms.registry import create
from recommend.evaluation.splits import RandomShare
from tests.recommend.algorithms.samples import ITEMS, shop


def test_cold_products_have_no_purchase_left_and_are_ranked_among_themselves() -> None:
    parts = without_some(shop(rated=False), 3)
    cold = np.unique(parts.test.columns)
    assert len(cold) == ITEMS // 10
    assert not np.isin(parts.train.columns, cold).any()
    assert np.isin(parts.users(), parts.train.rows).all()
    popularity = create("popularity").fit(parts.train)
    assert among_cold(popularity, parts, parts.users())["recall"] == pytest.approx(1)
    assert measure(popularity, parts, parts.users())["recall"] < 1


def test_shoppers_with_few_purchases_are_counted_in_what_is_learned_from() -> None:
    (parts,) = RandomShare().parts(shop(rated=False), 1)
    counts = np.bincount(parts.train.rows)
    assert few(parts, 6).tolist() == [user for user in parts.users() if counts[user] <= 6]


def test_the_best_settings_on_an_inner_split_are_chosen() -> None:
    made = []

    def make(options: dict[str, int]) -> Algorithm:
        made.append(options["k"])
        return create("item-cf", similarity="cosine", shrinkage=0) if options["k"] else create("trending")

    chosen, seconds = Candidate(make, {"k": (0, 1)}).tuned(shop(rated=False, times=False), 1)  # type: ignore[arg-type]
    assert (chosen, made) == ({"k": 1}, [0, 1])
    assert seconds > 0


@pytest.mark.parametrize(
    ("values", "chosen", "wanted"),
    [
        ((50, 100, 200), 200, [400, 800]),
        ((50, 100, 200), 50, [25, 12]),
        ((50, 100, 200), 100, []),
        ((0.01, 0.1, 1.0), 0.01, [0.001, 0.0001]),
        ((0, 10, 100), 0, []),
        ((0, 10, 100), 10, []),
        ((0, 10, 100), 100, [1000, 10000]),
        (("cosine",), "cosine", []),
        ((7,), 7, []),
    ],
)
def test_the_next_values_follow_the_progression(
    values: tuple[int, ...], chosen: int, wanted: list[float]
) -> None:
    assert beyond_end(values, chosen) == wanted


def test_where_the_best_is_at_an_end_the_search_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def make(options: dict[str, float]) -> Algorithm:
        tried.append(dict(options))
        return create("popularity")

    heights = iter([1, 2, 3, 4, 5, 4])
    monkeypatch.setattr("bench.recommend_candidates.measure", lambda *_: {"ndcg": next(heights)})
    grid = {"open": (1, 10), "shut": (0.2, 0.6)}
    chosen, _ = Candidate(make, grid, closed=("shut",)).tuned(shop(rated=False), 1)  # type: ignore[arg-type]
    assert tried[4:] == [{"open": 100, "shut": 0.6}, {"open": 1000, "shut": 0.6}]
    assert chosen == {"open": 100, "shut": 0.6}


def test_every_combination_of_options_can_be_made() -> None:
    for name, candidate in CANDIDATES.items():
        for options in candidate.settings():
            assert candidate.make(options).name, name


def test_a_sample_repeats() -> None:
    users = np.arange(100)
    assert sample(users, None, 1) is users
    assert sample(users, 10, 1).tolist() == sorted(sample(users, 10, 1).tolist())


@pytest.mark.parametrize("made", [Implicit("implicit.als:ALS"), LensKit("lenskit.knn:ItemKNNScorer")])
def test_a_missing_peer_says_how_to_install_it(made: Algorithm, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(recommend_peers, "import_module", missing)
    with pytest.raises(typer.BadParameter, match="uv pip install"):
        made.fit(shop(rated=False))
