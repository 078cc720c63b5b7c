import numpy as np
import pytest

from gnn.evaluate import hold_out, popularity, recall_at


def test_recall_and_ndcg_by_hand() -> None:
    scores = np.array([[9, 8, 7, 6], [1, 2, 3, 4]], np.float32)
    known = np.array([(0, 0), (1, 3)])
    held = np.array([(0, 1), (1, 0)])
    figures = recall_at(lambda users: scores[users].copy(), held, known, 2)
    # User 0 knows product 0, so product 1 is first; user 1's product 0 is third of the three left.
    assert figures["recall@2"] == pytest.approx(0.5)
    assert figures["ndcg@2"] == pytest.approx(0.5)


def test_hold_out_takes_one_of_each_who_has_enough() -> None:
    pairs = np.array([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)])
    held = hold_out(pairs, np.random.default_rng(0))
    assert held[:, 0].tolist() == [0]


def test_popularity_counts() -> None:
    assert popularity(np.array([(0, 2), (1, 2), (1, 0)]), 3)(np.array([5])).tolist() == [[1, 0, 2]]
