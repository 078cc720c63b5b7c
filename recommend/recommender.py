"""Recall → ranking → rules → diversity → reasons, for one shopper at a time."""

from __future__ import annotations

from math import log1p
from typing import TYPE_CHECKING, Final

from recommend.answers import Recommendation
from recommend.diversity import diversify
from recommend.errors import BadRequestError
from recommend.ranking import LinearRanker, matrix_of, price_fits
from recommend.reasons import choose
from recommend.recall.base import scaled
from recommend.recall.embedding import EmbeddingRecall
from recommend.recall.item_to_item import ItemRecall
from recommend.recall.knowledge_path import PathRecall
from recommend.recall.popularity import PopularityRecall
from recommend.rules import apply_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recommend.ports import Candidate, Evidence, Path, Reader
    from recommend.ranking import Ranker
    from recommend.recall.base import Recall
    from recommend.rules import Ranked

MAX_K: Final = 100
POOL: Final = 200
"""Candidates that are ranked; more would cost time and hardly ever reach an answer."""

SPARE: Final = 5
"""Products looked at beyond `k`, to take the place of any that no path explains."""

RECALLS: Final[tuple[Recall, ...]] = (
    ItemRecall(),
    EmbeddingRecall(),
    PathRecall(),
    PopularityRecall("segment"),
)
POPULARITY: Final = PopularityRecall("popularity")


class Recommender:
    """Answers "what next?" for a shopper from a reader of the graph.

    An answer asks the reader at most four questions (the popular products only where the shopper's own
    evidence is short), whatever the size of the graph.
    """

    def __init__(
        self, reader: Reader, ranker: Ranker | None = None, recalls: Sequence[Recall] = RECALLS
    ) -> None:
        self._reader = reader
        self._ranker = ranker or LinearRanker()
        self._recalls = recalls

    async def recommend(self, user: str, k: int = 10) -> list[Recommendation]:
        """Return up to `k` products the shopper does not own, best first, each with at least one reason.

        Raises:
            BadRequestError: `k` is not in 1…100.
        """
        if not 1 <= k <= MAX_K:
            raise BadRequestError(f"k is {k}; expected 1 to {MAX_K}")
        evidence = await self._reader.evidence(user)
        recalled = {recall.name: recall.score(evidence) for recall in self._recalls}
        if len(_pool(recalled, evidence.owned)) < 2 * k:
            popular = await self._reader.popular(2 * k + len(evidence.owned))
            recalled[POPULARITY.name] = POPULARITY.of(popular)
        pool = _pool(recalled, evidence.owned)
        candidates = [
            candidate
            for candidate in await self._reader.candidates(pool)
            if candidate.id not in evidence.owned
        ]
        ranked = apply_rules(zip(candidates, self._scores(candidates, recalled, evidence), strict=True))
        chosen = diversify(ranked, k + SPARE)
        paths = await self._paths(user, chosen, evidence)
        answers = [_answer(item, recalled, paths.get(item.candidate.id, ())) for item in chosen]
        return [answer for answer in answers if answer.reasons][:k]

    def _scores(
        self, candidates: Sequence[Candidate], recalled: Mapping[str, Mapping[str, float]], evidence: Evidence
    ) -> list[float]:
        columns = {
            **recalled,
            "buyers": scaled({c.id: log1p(c.popularity) for c in candidates}),
            "price_fit": price_fits(candidates, evidence.events),
        }
        matrix = matrix_of(candidates, columns, self._ranker.features)
        return [float(score) for score in self._ranker.score(matrix)]

    async def _paths(self, user: str, chosen: Sequence[Ranked], evidence: Evidence) -> dict[str, list[Path]]:
        seeds = list(dict.fromkeys(event.product for event in evidence.events))
        paths: dict[str, list[Path]] = {}
        if chosen:
            for path in await self._reader.paths(user, [item.candidate.id for item in chosen], seeds):
                paths.setdefault(path.product, []).append(path)
        return paths


def _pool(recalled: Mapping[str, Mapping[str, float]], owned: Collection[str]) -> list[str]:
    """Return the products with the largest sums of recall scores, at most `POOL` of them."""
    sums: dict[str, float] = {}
    for scores in recalled.values():
        for product, score in scores.items():
            sums[product] = sums.get(product, 0.0) + score
    found = (product for product in sums if product not in owned)
    return sorted(found, key=lambda product: (-sums[product], product))[:POOL]


def _answer(
    item: Ranked, recalled: Mapping[str, Mapping[str, float]], paths: Sequence[Path]
) -> Recommendation:
    product = item.candidate.id
    recalls = {name: scores[product] for name, scores in recalled.items() if product in scores}
    return Recommendation(
        product=product,
        score=item.score,
        recalls=recalls,
        reasons=choose(paths, recalls),
        rules=item.rules,
    )
