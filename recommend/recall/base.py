"""The interface of a recall, and what recalls share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.ports import Evidence


class Recall(Protocol):
    """One way to find products for a shopper: a pure function of the evidence."""

    @property
    def name(self) -> str:
        """Name of the recall in answers, rankers and `Hit.recall`."""
        ...

    def score(self, evidence: Evidence) -> dict[str, float]:
        """Return a score in (0, 1] for each product found; the best one has 1."""
        ...


def scaled(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the positive scores divided by the largest."""
    top = max(scores.values(), default=0.0)
    return {product: score / top for product, score in scores.items() if score > 0} if top > 0 else {}


def event_weights(evidence: Evidence) -> dict[str, float]:
    """Return what each product of the shopper's events weighs: as its weightiest event."""
    weights: dict[str, float] = {}
    for event in evidence.events:
        weights[event.product] = max(event.weight, weights.get(event.product, 0.0))
    return weights
