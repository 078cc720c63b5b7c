"""Diversity: maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recommend.evaluation.metrics import Doubles
    from recommend.rules import Ranked

TRADE_OFF: Final = 0.8
"""λ: 1 is relevance alone, 0 is difference alone."""


def diversify(ranked: Sequence[Ranked], k: int, trade_off: float = TRADE_OFF) -> list[Ranked]:
    """Return `k` of `ranked`, each the best by λ·relevance − (1 − λ)·similarity to those before it.

    Tiers are kept: what a rule pinned stays first and what it buried stays last. Relevance is the score
    over the best score of the tier, similarity the Jaccard index of model, brand, category and features.
    Time is O(n² · groups) to compare all, then O(k · n).
    """
    chosen: list[int] = []
    alike = similarities([r.candidate.groups for r in ranked])
    nearest: Doubles = np.zeros(len(ranked))
    scores, tiers = np.array([r.score for r in ranked]), np.array([r.tier for r in ranked])
    for tier in np.unique(tiers):
        rest = np.flatnonzero(tiers == tier)
        relevance = scores[rest] / (scores[rest].max() or 1.0)
        for _ in range(min(len(rest), k - len(chosen))):
            values = trade_off * relevance - (1 - trade_off) * nearest[rest]
            best = int(values.argmax())
            chosen.append(int(rest[best]))
            relevance[best] = -np.inf
            np.maximum(nearest, alike[chosen[-1]], out=nearest)
    return [ranked[n] for n in chosen]


def similarities(sets: Sequence[Collection[str]]) -> Doubles:
    """Return the Jaccard indices |a ∩ b| / |a ∪ b| of all pairs [n, n]; 0 for two empty sets."""
    places = {each: place for place, each in enumerate(set().union(*sets))}
    marks = np.zeros((len(sets), len(places)))
    rows = np.repeat(np.arange(len(sets)), list(map(len, sets)))
    marks[rows, [places[one] for each in sets for one in each]] = 1
    shared, sizes = marks @ marks.T, marks.sum(axis=1)
    union = sizes[:, None] + sizes - shared
    indices: Doubles = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return indices
