"""Lists hold the best unseen items, and no others."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.dataset import Floats
from recommend.evaluation import lists
from recommend.evaluation.lists import best, chunked


def random_case(users: int = 30, items: int = 40) -> tuple[Floats, Floats]:
    random = np.random.default_rng(1)
    # Few values, so that many scores are equal.
    scores = random.integers(0, 6, (users, items)).astype(np.float32)
    return scores, (random.random((users, items)) < 0.3).astype(np.float32)


@pytest.mark.parametrize("k", [1, 5, 40, 60])
def test_lists_are_those_of_a_whole_sort(k: int) -> None:
    scores, taken = random_case()
    found = best(scores, csr_array(taken), np.arange(30), k)
    for user in range(30):
        unseen = [item for item in np.argsort(-scores[user], kind="stable") if not taken[user, item]][:k]
        assert found[user].tolist() == unseen + [-1] * (k - len(unseen))


def test_scores_are_left_as_they_are() -> None:
    scores, taken = random_case()
    before = scores.copy()
    best(scores, csr_array(taken), np.arange(30), 3)
    assert (scores == before).all()


def test_some_users_get_the_lists_that_they_get_among_all() -> None:
    scores, taken = random_case()
    users = np.array([5, 2, 29])
    whole = best(scores, csr_array(taken), np.arange(30), 4)
    assert (best(scores[users], csr_array(taken), users, 4) == whole[users]).all()
    assert best(scores[:0], csr_array(taken), users[:0], 4).shape == (0, 4)


def test_parts_hold_every_user_once_and_at_least_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "CELLS", 40)
    users = np.arange(7)
    assert [part.tolist() for part in chunked(users, 10)] == [[0, 1, 2, 3], [4, 5, 6]]
    assert [len(part) for part in chunked(users, 1000)] == [1] * 7
    assert not list(chunked(users[:0], 10))
