"""Metrics against values computed by hand, or pair by pair."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.dataset import Dataset, Knowledge, Matrix
from recommend.evaluation.metrics import (
    gini,
    intra_list_diversity,
    item_features,
    list_metrics,
    ranking_metrics,
    rating_errors,
)


def relevant(*rows: list[int], items: int = 20) -> Matrix:
    matrix = np.zeros((len(rows), items), np.float32)
    for row, own in enumerate(rows):
        matrix[row, own] = 1
    return csr_array(matrix)


def bought(pairs: list[tuple[int, int]], users: int, items: int, brands: list[int] | None = None) -> Dataset:
    rows, columns = np.array(pairs, np.int64).T
    names = tuple(map(str, range(users))), tuple(map(str, range(items)))
    knowledge = Knowledge({"brand": relevant(*([b] for b in brands), items=9)} if brands else {})
    return Dataset(*names, rows, columns, np.ones(len(pairs), np.float32), knowledge=knowledge)


def test_accuracy_of_a_list_by_hand() -> None:
    measured = ranking_metrics(np.array([[3, 7, 1, 9, 0]]), relevant([7, 9, 15]))
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    expected = {
        "precision": 2 / 5,
        "recall": 2 / 3,
        "f1": 2 * (2 / 5) * (2 / 3) / (2 / 5 + 2 / 3),
        "ndcg": (1 / math.log2(3) + 1 / math.log2(5)) / ideal,
        "map": (1 / 2 + 2 / 4) / 3,
        "hit rate": 1.0,
    }
    assert {name: values.tolist() for name, values in measured.items()} == {
        name: [pytest.approx(value)] for name, value in expected.items()
    }


def test_the_best_list_measures_1_even_when_more_is_relevant_than_it_holds() -> None:
    measured = ranking_metrics(np.array([[2, 0]]), relevant([0, 2, 3, 4]))
    assert [measured[name][0] for name in ("precision", "ndcg", "map", "hit rate")] == [1, 1, 1, 1]
    assert measured["recall"][0] == 0.5


def test_users_are_measured_each_by_their_own_items() -> None:
    measured = ranking_metrics(np.array([[0, 1], [0, 1], [19, 18]]), relevant([0], [5], [0]))
    assert measured["ndcg"].tolist() == [1, 0, 0]
    assert measured["f1"].tolist() == [pytest.approx(2 / 3), 0, 0]


def test_a_list_that_could_not_be_filled_has_fewer_hits_and_the_same_length() -> None:
    # The place before the first item of the second user is the last item of the first one.
    measured = ranking_metrics(np.array([[19, -1], [4, -1]]), relevant([19], [4]))
    assert measured["precision"].tolist() == [0.5, 0.5]
    assert measured["recall"].tolist() == [1, 1]
    assert ranking_metrics(np.array([[0, 1], [3, -1]]), relevant([19], [4]))["hit rate"].tolist() == [0, 0]


def test_coverage_novelty_and_exposure_by_hand() -> None:
    train = bought([(0, 0), (1, 0), (2, 0), (3, 0), (0, 1)], users=4, items=4)
    measured = list_metrics(np.array([[0, 1], [0, 2], [0, -1]]), train)
    assert measured["coverage"] == 3 / 4
    # Everybody took item 0, one of four took item 1, and nobody item 2, which counts as one of four.
    assert measured["novelty"] == pytest.approx((3 * 0 + 2 + 2) / 5)
    shown = [0, 1, 1, 3]
    differences = sum(abs(a - b) for a in shown for b in shown) / 16
    assert measured["exposure gini"] == pytest.approx(differences / 2 / (5 / 4))


def test_exposure_of_all_alike_and_of_one_alone() -> None:
    assert gini(np.full(5, 3)) == 0
    assert gini(np.array([0, 0, 0, 9])) == pytest.approx(3 / 4)
    assert gini(np.zeros(3, np.int64)) == 0


def test_diversity_is_that_of_all_pairs() -> None:
    random = np.random.default_rng(3)
    dense = random.random((12, 5)) * (random.random((12, 5)) > 0.5)
    dense[4] = 0
    dense /= np.maximum(np.linalg.norm(dense, axis=1, keepdims=True), 1e-9)
    lists = np.array([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, -1, -1], [10, -1, -1, -1]])
    wholes = [0, 1, 2, 3], [4, 5, 6, 7], [8, 9]
    means = [np.mean([1 - dense[a] @ dense[b] for a, b in combinations(own, 2)]) for own in wholes]
    found = intra_list_diversity(lists, csr_array(dense.astype(np.float32)))
    assert found == pytest.approx(np.mean(means), abs=1e-6)


def test_diversity_is_of_knowledge_where_there_is_any_else_of_who_took_them() -> None:
    pairs = [(0, 0), (0, 1), (1, 2)]
    assert intra_list_diversity(np.array([[0, 1]]), item_features(bought(pairs, 2, 3))) == pytest.approx(0)
    known = item_features(bought(pairs, 2, 3, brands=[0, 1, 1]))
    assert intra_list_diversity(np.array([[0, 1]]), known) == pytest.approx(1)
    assert intra_list_diversity(np.array([[1, 2]]), known) == pytest.approx(0)
    assert math.isnan(intra_list_diversity(np.array([[1]]), known))


def test_errors_of_ratings() -> None:
    errors = rating_errors(np.array([1, 2, 3], np.float32), np.array([1, 4, 2], np.float32))
    assert errors == {"rmse": pytest.approx(math.sqrt(5 / 3)), "mae": pytest.approx(1)}
