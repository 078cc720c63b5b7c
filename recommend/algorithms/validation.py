"""How settings are chosen within a run: by NDCG on interactions that are held out of what is learned from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from recommend.dataset import Knowledge
from recommend.evaluation.lists import best, chunked
from recommend.evaluation.metrics import ranking_metrics

if TYPE_CHECKING:
    from recommend.algorithms.base import Fitted
    from recommend.dataset import Dataset, Ints

MOST_USERS: Final = 2000
"""Users by whom settings are chosen, which bounds the time."""
LEAST: Final = 3
"""Interactions of a user of whom one is held out: of fewer, too little would be left."""
K: Final = 10


class Validation(NamedTuple):
    """What to learn from, and the one interaction held out of each of `users`."""

    train: Dataset
    held: Dataset
    users: Ints

    def ndcg(self, fitted: Fitted) -> float:
        """Return the mean NDCG@10 of what is held out among all items that its user has not taken.

        Time is that of scoring at most `MOST_USERS` users.
        """
        taken, wanted = self.train.taken(), self.held.taken()
        figures = [
            ranking_metrics(best(fitted.score(part), taken, part, K), wanted[part])["ndcg"]
            for part in chunked(self.users, taken.shape[1])
        ]
        return float(np.concatenate(figures).mean())


def hold_one_out(data: Dataset, seed: int) -> Validation | None:
    """Hold out a wanted interaction of each of at most `MOST_USERS` users with `LEAST`, None where there is none.

    `data` stands by user and item, so that what is drawn does not depend on the order of a file.
    """
    rng = np.random.default_rng(seed)
    drawn = rng.permutation(len(data) if data.wanted is None else np.flatnonzero(data.wanted))
    users, firsts = np.unique(data.rows[drawn], return_index=True)
    enough = np.bincount(data.rows, minlength=len(data.users))[users] >= LEAST
    held = rng.permutation(drawn[firsts[enough]])[:MOST_USERS]
    if not len(held):
        return None
    mask = np.zeros(len(data), bool)
    mask[held] = True
    return Validation(data.chosen(~mask), data.chosen(mask), np.unique(data.rows[mask]))


def by_user_and_item(data: Dataset) -> Dataset:
    """Return the same interactions, by user, then by item: what is drawn by position must not follow a file's order."""
    return data.chosen(np.lexsort((data.columns, data.rows)))


def among(data: Dataset, items: Ints) -> Dataset:
    """Return the interactions with `items` (positions, ascending) alone; nothing is known of them."""
    kept = data.chosen(np.isin(data.columns, items))
    names = tuple(data.items[item] for item in items)
    return replace(kept, items=names, columns=np.searchsorted(items, kept.columns), knowledge=Knowledge())
