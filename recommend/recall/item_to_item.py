"""Neighbours of the products of the shopper's latest events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommend.recall.base import event_weights, scaled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.ports import Evidence

RELATION_WEIGHTS: Final[Mapping[str, float]] = {
    "BOUGHT_TOGETHER": 1.0,
    "ALSO_BOUGHT": 0.8,
    "SIMILAR_TO": 0.6,
    "ALSO_VIEWED": 0.5,
}


class ItemRecall:
    """Item-to-item: the sum over events of event weight × relation weight × the edge's score."""

    name = "item"

    def score(self, evidence: Evidence) -> dict[str, float]:
        """Return the summed weight of the edges that lead to each product."""
        events = event_weights(evidence)
        scores: dict[str, float] = {}
        for hit in evidence.hits:
            if hit.recall == self.name:
                score = events.get(hit.via, 0.0) * RELATION_WEIGHTS[hit.relation] * hit.weight
                scores[hit.product] = scores.get(hit.product, 0.0) + score
        return scaled(scores)
