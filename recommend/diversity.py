"""Diversity: maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from recommend.rules import Ranked

TRADE_OFF: Final = 0.8
"""λ: 1 is relevance alone, 0 is difference alone."""


def diversify(ranked: Sequence[Ranked], k: int, trade_off: float = TRADE_OFF) -> list[Ranked]:
    """Return `k` of `ranked`, each the best by λ·relevance − (1 − λ)·similarity to those before it.

    Tiers are kept: what a rule pinned stays first and what it buried stays last. Relevance is the score
    over the best score of the tier, similarity the Jaccard index of model, brand, category and features.
    Time is O(k · n) similarities.
    """
    chosen: list[Ranked] = []
    for tier in sorted({r.tier for r in ranked}):
        rest = [r for r in ranked if r.tier == tier]
        top = max((r.score for r in rest), default=0.0) or 1.0
        nearest = [_nearest(r, chosen) for r in rest]
        while rest and len(chosen) < k:
            values = [
                trade_off * r.score / top - (1 - trade_off) * near
                for r, near in zip(rest, nearest, strict=True)
            ]
            best = max(range(len(rest)), key=values.__getitem__)
            picked = rest.pop(best)
            nearest.pop(best)
            chosen.append(picked)
            nearest = [
                max(near, jaccard(r.candidate.groups, picked.candidate.groups))
                for r, near in zip(rest, nearest, strict=True)
            ]
    return chosen


def jaccard(a: Collection[str], b: Collection[str]) -> float:
    """Return |a ∩ b| / |a ∪ b|; 0 for two empty sets."""
    first, second = frozenset(a), frozenset(b)
    shared = len(first & second)
    union = len(first) + len(second) - shared
    return shared / union if union else 0.0


def _nearest(ranked: Ranked, chosen: Sequence[Ranked]) -> float:
    return max((jaccard(ranked.candidate.groups, other.candidate.groups) for other in chosen), default=0.0)
