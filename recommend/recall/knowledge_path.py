"""Products that share a brand, a feature or a category with what the shopper did, sought or prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommend.recall.base import scaled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recommend.ports import Evidence

ORIGIN_WEIGHTS: Final[Mapping[str, float]] = {"SEARCHED": 1.0, "EVENT": 0.7, "PREFERS": 0.4}


class PathRecall:
    """Meta-path scores: shopper → (event's product | query | segment) → entity → product.

    `Hit.weight` already holds how often the shopper's paths pass the entity over the logarithm of how many
    products it has, so that what everything shares (a large category) says little.
    """

    name = "path"

    def score(self, evidence: Evidence) -> dict[str, float]:
        """Return the summed weight of the paths that lead to each product."""
        scores: dict[str, float] = {}
        for hit in evidence.hits:
            if hit.recall == self.name:
                score = ORIGIN_WEIGHTS[hit.relation] * hit.weight
                scores[hit.product] = scores.get(hit.product, 0.0) + score
        return scaled(scores)
