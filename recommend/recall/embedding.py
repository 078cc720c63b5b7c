"""Neighbours in the embedding space, found through the vector index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommend.recall.base import scaled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.ports import Evidence

ORIGIN_WEIGHTS: Final[Mapping[str, float]] = {"SHOPPER": 1.0, "PRODUCT": 0.7}


class EmbeddingRecall:
    """Products near the shopper's own vector, or near the vectors of the products of the latest events.

    A product keeps its best similarity. The neighbours of a single product say less than those of the
    shopper, so they weigh less; they are all there is for a shopper who came after the last training.
    """

    name = "embedding"

    def score(self, evidence: Evidence) -> dict[str, float]:
        """Return the best weighted similarity of each product."""
        scores: dict[str, float] = {}
        for hit in evidence.hits:
            if hit.recall == self.name:
                score = ORIGIN_WEIGHTS[hit.relation] * hit.weight
                scores[hit.product] = max(score, scores.get(hit.product, 0.0))
        return scaled(scores)
