"""Two ways to find products for a shopper: the learned ranking, and recalls weighed by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING, Final

from recommend.ranking import matrix_of, price_fits
from recommend.recall.base import event_weights, scaled
from recommend.recall.embedding import EmbeddingRecall
from recommend.recall.item_to_item import ItemRecall
from recommend.recall.knowledge_path import PathRecall
from recommend.recall.popularity import PopularityRecall

if TYPE_CHECKING:
    from recommend.model import Model
    from recommend.ports import Candidate, Event, Evidence, Reader, Shopper
    from recommend.ranking import Ranker
    from recommend.recall.base import Recall

POOL: Final = 200
"""Candidates of the recalls that are ranked; more would cost time and hardly ever reach an answer."""
RANKED: Final = 40
"""Products of the learned ranking that rules and diversity choose from, at least."""
ASKED: Final = 1.0
"""How much more probable a product becomes that has everything the latest searches ask for."""

RECALLS: Final[tuple[Recall, ...]] = (
    ItemRecall(),
    EmbeddingRecall(),
    PathRecall(),
    PopularityRecall("segment"),
)
POPULARITY: Final = PopularityRecall("popularity")


@dataclass(frozen=True, slots=True)
class Found:
    """Products to choose from, what brought each up (name → product → [0, 1]), and how they are scored."""

    products: Sequence[str]
    recalls: Mapping[str, Mapping[str, float]]
    owned: Collection[str]
    events: Sequence[Event]
    score: Callable[[Sequence[Candidate]], Sequence[float]]


async def learned(reader: Reader, model: Model, shopper: Shopper, k: int) -> Found:
    """Return the model's best products, and those that have what the latest searches ask for."""
    asked = await reader.asked(shopper.asked) if shopper.asked else ()
    best = model.rank(event_weights(shopper), shopper.owned, max(RANKED, 3 * k), also=asked)
    scores = dict(zip(best.items, map(float, best.scores), strict=True))
    wanted = frozenset(shopper.asked)

    def score(candidates: Sequence[Candidate]) -> list[float]:
        shares = [len(wanted & set(each.groups)) / max(1, len(wanted)) for each in candidates]
        return [
            scores.get(each.id, 0.0) * (1 + ASKED * share)
            for each, share in zip(candidates, shares, strict=True)
        ]

    return Found(best.items, best.recalls, shopper.owned, shopper.events, score)


async def recalled(reader: Reader, ranker: Ranker, user: str, k: int) -> Found:
    """Return what the recalls find in the graph's evidence; what is popular where that is little."""
    evidence = await reader.evidence(user)
    recalls = {recall.name: recall.score(evidence) for recall in RECALLS}
    if len(_pool(recalls, evidence.owned)) < 2 * k:
        popular = await reader.popular(2 * k + len(evidence.owned))
        recalls[POPULARITY.name] = POPULARITY.of(popular)

    def score(candidates: Sequence[Candidate]) -> list[float]:
        return _scores(ranker, candidates, recalls, evidence)

    return Found(_pool(recalls, evidence.owned), recalls, evidence.owned, evidence.events, score)


def _scores(
    ranker: Ranker,
    candidates: Sequence[Candidate],
    recalls: Mapping[str, Mapping[str, float]],
    evidence: Evidence,
) -> list[float]:
    columns = {
        **recalls,
        "buyers": scaled({c.id: log1p(c.popularity) for c in candidates}),
        "price_fit": price_fits(candidates, evidence.events),
    }
    return [float(score) for score in ranker.score(matrix_of(candidates, columns, ranker.features))]


def _pool(recalls: Mapping[str, Mapping[str, float]], owned: Collection[str]) -> list[str]:
    """Return the products with the largest sums of recall scores, at most `POOL` of them."""
    sums: dict[str, float] = {}
    for scores in recalls.values():
        for product, score in scores.items():
            sums[product] = sums.get(product, 0.0) + score
    found = (product for product in sums if product not in owned)
    return sorted(found, key=lambda product: (-sums[product], product))[:POOL]
