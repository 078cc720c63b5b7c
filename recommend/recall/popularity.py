"""What many shoppers bought: in the shopper's segment, and everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

from recommend.recall.base import scaled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recommend.ports import Evidence, Hit


@dataclass(frozen=True, slots=True)
class PopularityRecall:
    """Logarithm of the number of buyers: `segment` counts the shopper's peers, `popularity` everybody."""

    name: str

    def score(self, evidence: Evidence) -> dict[str, float]:
        """Return the scaled logarithm of each product's buyers."""
        return self.of(evidence.hits)

    def of(self, hits: Iterable[Hit]) -> dict[str, float]:
        """Return the same from hits that came apart from the evidence."""
        counts: dict[str, float] = {}
        for hit in hits:
            if hit.recall == self.name:
                counts[hit.product] = counts.get(hit.product, 0.0) + hit.weight
        return scaled({product: log1p(count) for product, count in counts.items()})
