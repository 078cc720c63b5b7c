"""Recall → ranking → rules → diversity → reasons, for one shopper at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommend.answers import Recommendation
from recommend.diversity import TRADE_OFF, diversify
from recommend.errors import BadRequestError
from recommend.found import learned, recalled
from recommend.models import Models
from recommend.ranking import LinearRanker
from recommend.reasons import choose
from recommend.recall.base import event_weights
from recommend.rules import apply_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recommend.found import Found
    from recommend.ports import Path, Reader
    from recommend.rules import Ranked

MAX_K: Final = 100

SPARE: Final = 5
"""Products looked at beyond `k`, to take the place of any that no path explains."""
SEEDS: Final = 20
"""Products of the shopper's latest events from which paths are sought."""


class Recommender:
    """Answers "what next?" for a shopper from a reader of the graph.

    The published model ranks for who did anything that it knows; others get what the recalls find in the graph,
    weighed by hand. An answer asks the reader at most five questions, whatever the size of the graph.

    Args:
        reader: the questions to the graph.
        trade_off: λ of `diversify`; 1 leaves the order of the ranking.
    """

    def __init__(self, reader: Reader, *, trade_off: float = TRADE_OFF) -> None:
        self._reader = reader
        self._models = Models(reader.model)
        self._ranker = LinearRanker()
        self._trade_off = trade_off

    async def prepare(self) -> None:
        """Read the live model, so that the first shopper need not wait for it.

        Raises:
            Exception: the graph cannot be asked; the first answer tries again.
        """
        await self._models.get((await self._reader.shopper("")).model)

    async def recommend(self, user: str, k: int = 10) -> list[Recommendation]:
        """Return up to `k` products the shopper does not own, best first, each with at least one reason.

        Raises:
            BadRequestError: `k` is not in 1…100.
        """
        if not 1 <= k <= MAX_K:
            raise BadRequestError(f"k is {k}; expected 1 to {MAX_K}")
        found = await self._find(user, k)
        candidates = [
            candidate
            for candidate in await self._reader.candidates(found.products)
            if candidate.id not in found.owned
        ]
        ranked = apply_rules(zip(candidates, found.score(candidates), strict=True))
        chosen = diversify(ranked, k + SPARE, self._trade_off)
        paths = await self._paths(user, chosen, found)
        answers = [_answer(item, found, paths.get(item.candidate.id, ())) for item in chosen]
        return [answer for answer in answers if answer.reasons][:k]

    async def _find(self, user: str, k: int) -> Found:
        shopper = await self._reader.shopper(user)
        model = await self._models.get(shopper.model)
        if model and model.knows(event_weights(shopper)):
            return await learned(self._reader, model, shopper, k)
        return await recalled(self._reader, self._ranker, user, k)

    async def _paths(self, user: str, chosen: Sequence[Ranked], found: Found) -> dict[str, list[Path]]:
        seeds = list(dict.fromkeys(event.product for event in found.events))[:SEEDS]
        paths: dict[str, list[Path]] = {}
        if chosen:
            for path in await self._reader.paths(user, [item.candidate.id for item in chosen], seeds):
                paths.setdefault(path.product, []).append(path)
        return paths


def _answer(item: Ranked, found: Found, paths: Sequence[Path]) -> Recommendation:
    product = item.candidate.id
    recalls = {name: scores[product] for name, scores in found.recalls.items() if product in scores}
    return Recommendation(
        product=product,
        score=item.score,
        recalls=recalls,
        reasons=choose(paths, recalls),
        rules=item.rules,
    )
