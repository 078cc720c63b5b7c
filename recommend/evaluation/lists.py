"""The lists that users would be shown: the best unseen items, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recommend.dataset import Floats, Ints, Matrix

CELLS: Final = 1 << 24
"""Scores held at a time: 64 MiB."""
NONE: Final = -1
"""Fills a list where fewer items than k are unseen."""


def chunked(users: Ints, items: int) -> Iterator[Ints]:
    """Yield `users` in parts whose scores of all items fit into `CELLS`."""
    size = max(1, CELLS // max(1, items))
    return (users[start : start + size] for start in range(0, len(users), size))


def best(scores: Floats, taken: Matrix, users: Ints, k: int) -> Ints:
    """Return the k best columns of each row of `scores` [len(users), items] that its user has not taken.

    `taken` is [all users, items]; lists [len(users), k] are filled up with `NONE`. Time is linear in `scores`.
    The first of two items with equal scores comes first, so that a list repeats on every machine.
    """
    unseen = np.array(scores, np.float32)
    own = taken[users]
    unseen[np.repeat(np.arange(len(users)), np.diff(own.indptr)), own.indices] = -np.inf
    width = min(k, unseen.shape[1])
    least = np.partition(unseen, -width, axis=1)[:, -width]
    lists = np.full((len(users), k), NONE, np.int64)
    for row, (values, kth) in enumerate(zip(unseen, least, strict=True)):
        above = np.flatnonzero(values > kth)
        chosen = above[np.argsort(-values[above], kind="stable")]
        if kth > -np.inf:
            chosen = np.append(chosen, np.flatnonzero(values == kth)[: width - len(above)])
        lists[row, : len(chosen)] = chosen
    return lists
