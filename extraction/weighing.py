"""The rule that combines grammar, gazetteer, model names and the learned recogniser, and calibrates their confidence.

A candidate is a span with its label and attribute. Its probability is that of a logistic regression, one for each label,
over the log-odds that the recogniser gives it and over who else proposes it, for parameters by attribute too. The
weights are fitted on texts that the recogniser was not trained on (Platt 1999), so that a confidence of 0.9 is right
nine times in ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import exp, log
from typing import Final

from extraction.documents import Span
from extraction.mentions import Mention

RULES: Final = ("grammar", "gazetteer", "model_names")
KEPT: Final = 0.42
"""A candidate that is less probable is dropped: F1 is highest at half of itself (Lipton et al. 2014)."""
CERTAIN: Final = 1e-3
"""Probabilities nearer to 0 or 1 count as this near."""
Weights = Mapping[str, Mapping[str, float]]
"""Label → weight of each of `Candidate.features`."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span, who proposes it, and the recogniser's probability of it."""

    span: Span
    sources: frozenset[str]
    chance: float

    @property
    def features(self) -> dict[str, float]:
        """One, the recogniser's log-odds, and one for each of `RULES` that proposes the span; all by attribute too."""
        chance = min(max(self.chance, CERTAIN), 1 - CERTAIN)
        values = {"one": 1.0, "chance": log(chance / (1 - chance))}
        values |= {rule: 1.0 for rule in RULES if rule in self.sources}
        if self.span.attribute:
            values |= {f"{name}/{self.span.attribute}": value for name, value in values.items()}
        return values


def candidates(mentions: Iterable[Mention]) -> list[Candidate]:
    """Return the different spans that are proposed; of those with the same place and label a linked one stands for all."""
    alike: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        span = mention.span
        alike.setdefault((span.start, span.end, span.label, span.attribute), []).append(mention)
    return [
        Candidate(
            next((m.span for m in group if m.span.id), group[0].span),
            frozenset(mention.source for mention in group),
            max(mention.chance for mention in group),
        )
        for group in alike.values()
    ]


def weigh(mentions: Iterable[Mention], weights: Weights) -> tuple[Span, ...]:
    """Return the spans that stand, in order: of overlapping candidates the most probable, none below `KEPT`."""
    proposed = candidates(mentions)
    ranked = sorted(
        ((probability(one, weights), one.span) for one in proposed),
        key=lambda pair: (-pair[0], pair[1].start, -pair[1].end),
    )
    taken = bytearray(max((one.span.end for one in proposed), default=0))
    chosen: list[Span] = []
    for chance, span in ranked:
        if chance >= KEPT and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            chosen.append(replace(span, confidence=round(chance, 4)))
    return tuple(sorted(chosen, key=lambda span: span.start))


def probability(candidate: Candidate, weights: Weights) -> float:
    """Return how probable it is that the candidate is right.

    Without weights for its label, which the recogniser may not have learned, it is what who is surer says.
    """
    own = weights.get(candidate.span.label)
    if own is None:
        return max(candidate.chance, candidate.span.confidence if candidate.sources & set(RULES) else 0.0)
    total = sum(own.get(name, 0.0) * value for name, value in candidate.features.items())
    return 1 / (1 + exp(-total))
