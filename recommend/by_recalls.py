"""Products for a shopper by recalls over the graph's evidence, weighed by hand: before anything is learned of them."""

from __future__ import annotations

import asyncio
from math import log1p
from typing import TYPE_CHECKING, Final

from recommend.ranking import LinearRanker, matrix_of, price_fits
from recommend.recall.base import scaled
from recommend.recall.embedding import EmbeddingRecall
from recommend.recall.item_to_item import ItemRecall
from recommend.recall.knowledge_path import PathRecall
from recommend.recall.popularity import PopularityRecall

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recommend.ports import Candidate, Evidence, Reader, Within
    from recommend.proofs import Path
    from recommend.recall.base import Recall

POOL: Final = 200
"""Candidates that are ranked; more would cost time and hardly ever reach an answer."""
SEEDS: Final = 20
"""Products of the shopper's latest events from which paths are sought."""
RECALLS: Final[tuple[Recall, ...]] = (
    ItemRecall(),
    EmbeddingRecall(),
    PathRecall(),
    PopularityRecall("segment"),
)
POPULARITY: Final = PopularityRecall("popularity")
RANKER: Final = LinearRanker()


class ByRecalls:
    """What the recalls find, and what is popular where that is little."""

    def __init__(self, reader: Reader, user: str, within: Within | None) -> None:
        self._reader, self._user, self._within = reader, user, within
        self._recalls: dict[str, Mapping[str, float]] = {}
        self._seeds: list[str] = []

    async def scored(self, k: int) -> list[tuple[Candidate, float]]:
        """Return products with scores in [0, 1], from which `k` are to be chosen."""
        evidence = await self._reader.evidence(self._user)
        self._seeds = list(dict.fromkeys(event.product for event in evidence.events))[:SEEDS]
        self._recalls = {recall.name: recall.score(evidence) for recall in RECALLS}
        if len(_pool(self._recalls, evidence.owned)) < 2 * k:
            popular = await self._reader.popular(2 * k + len(evidence.owned))
            self._recalls[POPULARITY.name] = POPULARITY.of(popular)
        found = await self._reader.candidates(_pool(self._recalls, evidence.owned))
        if self._within:
            passing = set(await self._reader.passing([each.id for each in found], self._within))
            found = [each for each in await self._reader.candidates(sorted(passing)) if each.id in passing]
        candidates = [candidate for candidate in found if candidate.id not in evidence.owned]
        return list(zip(candidates, self._scores(candidates, evidence), strict=True))

    async def paths(self, products: Sequence[str]) -> Sequence[Path]:
        """Return paths to the products, from what the shopper did or otherwise."""
        paths, stated = await asyncio.gather(
            self._reader.paths(self._user, products, self._seeds), self._reader.stated(products)
        )
        return [*paths, *stated]

    def recalls(self, product: str) -> Mapping[str, float]:
        """Return each recall's score of a product, in [0, 1]."""
        return {name: scores[product] for name, scores in self._recalls.items() if product in scores}

    def weights(self, product: str) -> Mapping[str, float]:
        """Return the same: it is how much a recall's paths matter."""
        return self.recalls(product)

    def _scores(self, candidates: Sequence[Candidate], evidence: Evidence) -> list[float]:
        columns = {
            **self._recalls,
            "buyers": scaled({c.id: log1p(c.popularity) for c in candidates}),
            "price_fit": price_fits(candidates, evidence.events),
        }
        return [float(score) for score in RANKER.score(matrix_of(candidates, columns, RANKER.features))]


def _pool(recalls: Mapping[str, Mapping[str, float]], owned: Collection[str]) -> list[str]:
    """Return the products with the largest sums of recall scores, at most `POOL` of them."""
    sums: dict[str, float] = {}
    for scores in recalls.values():
        for product, score in scores.items():
            sums[product] = sums.get(product, 0.0) + score
    found = (product for product in sums if product not in owned)
    return sorted(found, key=lambda product: (-sums[product], product))[:POOL]
