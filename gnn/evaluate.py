"""How well held-out purchases are ranked, and popularity to beat."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Pairs = NDArray[np.int64]
Score = Callable[[NDArray[np.int64]], Floats]
"""Maps users [b] to scores of all products [b, n]."""

BLOCK = 512
"""Users scored at once: memory is BLOCK × products."""


def hold_out(
    interactions: Pairs, rng: np.random.Generator, *, least: int = 3, most_users: int = 5000
) -> Pairs:
    """Return one pair [u, 2] of each of at most `most_users` users who have `least` or more."""
    shuffled = interactions[rng.permutation(len(interactions))]
    users, first, counts = np.unique(shuffled[:, 0], return_index=True, return_counts=True)
    chosen = first[counts >= least]
    return shuffled[rng.permutation(chosen)[:most_users]] if len(users) else shuffled[:0]


def recall_at(score: Score, held: Pairs, known: Pairs, k: int) -> dict[str, float]:
    """Return recall (the hit rate, with one held-out product a user) and NDCG at `k`, known ones left out."""
    hits, gain, users = 0, 0.0, max(1, len(held))
    for pairs, scores in _blocks(score, held, known):
        wanted = scores[np.arange(len(pairs)), pairs[:, 1]]
        rank = (scores > wanted[:, None]).sum(1)
        hits += int((rank < k).sum())
        gain += float((1 / np.log2(rank[rank < k] + 2)).sum())
    return {f"recall@{k}": hits / users, f"ndcg@{k}": gain / users}


def popularity(known: Pairs, products: int) -> Score:
    """Return the baseline that gives everybody the number of purchases."""
    counts = np.bincount(known[:, 1], minlength=products).astype(np.float32)
    return lambda users: np.tile(counts, (len(users), 1))


def _blocks(score: Score, held: Pairs, known: Pairs) -> Iterator[tuple[Pairs, Floats]]:
    order = np.argsort(known[:, 0], kind="stable")
    known = known[order]
    for start in range(0, len(held), BLOCK):
        pairs = held[start : start + BLOCK]
        scores = score(pairs[:, 0])
        left = np.searchsorted(known[:, 0], pairs[:, 0], "left")
        right = np.searchsorted(known[:, 0], pairs[:, 0], "right")
        for row, (begin, end) in enumerate(zip(left, right, strict=True)):
            scores[row, known[begin:end, 1]] = -np.inf
        yield pairs, scores
