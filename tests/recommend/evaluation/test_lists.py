"""Lists hold the best unseen items, and no others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.dataset import Floats, Ints
from recommend.evaluation import lists
from recommend.evaluation.lists import best, top_items


@dataclass(frozen=True)
class Fixed:
    scores: Floats

    def score(self, users: Ints) -> Floats:
        return self.scores[users]


def random_case(users: int = 30, items: int = 40) -> tuple[Floats, Floats]:
    random = np.random.default_rng(1)
    # Few values, so that many scores are equal.
    scores = random.integers(0, 6, (users, items)).astype(np.float32)
    return scores, (random.random((users, items)) < 0.3).astype(np.float32)


@pytest.mark.parametrize("k", [1, 5, 40, 60])
def test_lists_are_those_of_a_whole_sort(k: int) -> None:
    scores, taken = random_case()
    found = top_items(Fixed(scores), csr_array(taken), np.arange(30), k)
    for user in range(30):
        unseen = [item for item in np.argsort(-scores[user], kind="stable") if not taken[user, item]][:k]
        assert found[user].tolist() == unseen + [-1] * (k - len(unseen))


def test_scores_are_left_as_they_are() -> None:
    scores, taken = random_case()
    before = scores.copy()
    best(scores, csr_array(taken), np.arange(30), 3)
    assert (scores == before).all()


def test_parts_do_not_change_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    scores, taken = random_case()
    users = np.array([5, 2, 29])
    whole = top_items(Fixed(scores), csr_array(taken), users, 4)
    monkeypatch.setattr(lists, "CELLS", 40)
    assert (top_items(Fixed(scores), csr_array(taken), users, 4) == whole).all()
    assert top_items(Fixed(scores), csr_array(taken), users[:0], 4).shape == (0, 4)
