"""Recall → ranking → rules → diversity → reasons, for one shopper at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recommend.answers import Recommendation
from recommend.by_model import ByModel
from recommend.by_recalls import ByRecalls
from recommend.diversity import TRADE_OFF, diversify
from recommend.errors import BadRequestError
from recommend.models import Models
from recommend.reasons import BESIDE, choose
from recommend.rules import apply_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from recommend.answers import Reason
    from recommend.ports import Reader, Within
    from recommend.proofs import Path
    from recommend.rules import Ranked

MAX_K: Final = 100

SPARE: Final = 5
"""Products looked at beyond `k`, to take the place of any that no path explains."""


class Recommender:
    """Answers "what next?" for a shopper from a reader of the graph.

    The published model ranks for who did anything that it knows; others get what the recalls find in the graph,
    weighed by hand. An answer asks the reader at most ten questions, whatever the size of the graph.

    Args:
        reader: the questions to the graph.
        trade_off: λ of `diversify`; 1 leaves the order of the ranking.
    """

    def __init__(self, reader: Reader, *, trade_off: float = TRADE_OFF) -> None:
        self._reader = reader
        self._models = Models(reader.model)
        self._trade_off = trade_off

    @property
    def model(self) -> str | None:
        """The version of the model in memory; None before the first is read, and where none was published."""
        return self._models.version

    async def prepare(self) -> None:
        """Prepare the reader and read the live model, so that the first shopper need not wait for them.

        Raises:
            Exception: the graph cannot be asked; the first answer tries again.
        """
        await self._reader.prepare()
        await self._models.get((await self._reader.shopper("")).model)

    async def recommend(
        self,
        user: str,
        k: int = 10,
        within: Within | None = None,
        foresee: Callable[[Sequence[str]], object] | None = None,
    ) -> list[Recommendation]:
        """Return up to `k` products the shopper does not own, best first, each with at least one reason.

        All are within what the shopper insists on, pinned ones too. `foresee` is called with the products that are
        looked at, before their reasons are asked for: what else is to be read of them can be read meanwhile.

        Raises:
            BadRequestError: `k` is not in 1…100.
        """
        if not 1 <= k <= MAX_K:
            raise BadRequestError(f"k is {k}; expected 1 to {MAX_K}")
        found = await self._found(user, None if within is None or within.any else within)
        ranked = apply_rules(await found.scored(k))
        chosen = diversify(ranked, k + SPARE, self._trade_off)
        answers: list[Recommendation] = []
        for part in (chosen[:k], chosen[k:]):
            if part and len(answers) < k:
                if foresee:
                    foresee([each.candidate.id for each in part])
                answers += await _answers(part, found)
        return answers[:k]

    async def beside(self, origin: str | None, products: Sequence[str]) -> dict[str, tuple[Reason, ...]]:
        """Return why each product stands beside another, or without one why it is popular; nothing where no path is."""
        return {
            product: choose(paths, BESIDE)
            for product, paths in _by_product(await self._reader.beside(origin, products)).items()
        }

    async def _found(self, user: str, within: Within | None) -> ByModel | ByRecalls:
        shopper = await self._reader.shopper(user)
        user = shopper.user or user
        model = await self._models.get(shopper.model)
        if model and model.knows(shopper.did):
            return ByModel(self._reader, model, user, shopper, within)
        return ByRecalls(self._reader, user, within)


async def _answers(part: Sequence[Ranked], found: ByModel | ByRecalls) -> list[Recommendation]:
    """Return those of the ranked products that a path of the graph explains."""
    paths = _by_product(await found.paths([item.candidate.id for item in part]))
    reasons = [choose(paths.get(each.candidate.id, ()), found.weights(each.candidate.id)) for each in part]
    return [
        Recommendation(
            product=each.candidate.id,
            score=each.score,
            recalls=found.recalls(each.candidate.id),
            reasons=reason,
            rules=each.rules,
        )
        for each, reason in zip(part, reasons, strict=True)
        if reason
    ]


def _by_product(paths: Iterable[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in paths:
        found.setdefault(path.product, []).append(path)
    return found
