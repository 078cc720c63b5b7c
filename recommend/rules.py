"""Merchandising rules: what people decide over the ranking, and a record of what they did.

`filter` takes a product out, `bury` moves it below every other, `boost` multiplies its score by
1 + strength, `pin` puts it first. Where several apply, filter wins over pin, pin over bury, bury over boost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recommend.ports import Choice, Rule

TIERS: Final = {"pin": 0, "bury": 2}
MIDDLE: Final = 1


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score; `tier` orders before the score (0 pinned, 1 as ranked, 2 buried)."""

    candidate: Choice
    score: float
    tier: int = MIDDLE
    rules: tuple[Rule, ...] = ()


def apply_rules(scored: Iterable[tuple[Choice, float]]) -> list[Ranked]:
    """Return the candidates that no rule filters, best first, each with the rules that acted on it."""
    ranked = [_ranked(candidate, score) for candidate, score in scored if not _of(candidate, "filter")]
    return sorted(ranked, key=lambda r: (r.tier, -r.score, r.candidate.id))


def _ranked(candidate: Choice, score: float) -> Ranked:
    for action, tier in TIERS.items():
        if acted := _of(candidate, action):
            return Ranked(candidate, score, tier, tuple(acted))
    boosts = _of(candidate, "boost")
    for rule in boosts:
        score *= 1 + rule.strength
    return Ranked(candidate, score, MIDDLE, tuple(boosts))


def _of(candidate: Choice, action: str) -> Sequence[Rule]:
    return [rule for rule in candidate.rules if rule.action == action]
