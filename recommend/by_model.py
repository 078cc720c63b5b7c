"""Products for a shopper by the published model."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recommend.algorithms.model import Candidates
    from recommend.ports import Reader, Shopper, TargetedRule, Within
    from recommend.proofs import Clue, Path
    from recommend.remembered import Remembered

RANKED: Final = 40
"""Products that rules and diversity choose from, at least."""
MOST: Final = 1_000
"""Products that are asked whether they pass a shopper's constraints, at most."""
EACH: Final = 40
"""Products that are looked at for each thing that the latest searches ask for."""
ASKED: Final = 1.0
"""How much more probable a product becomes that has everything the latest searches ask for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A product that may be recommended; see `recommend.ports.Choice`."""

    id: str
    groups: frozenset[str]
    rules: tuple[TargetedRule, ...]


class ByModel:
    """The model's best products for a shopper, and those that have what the latest searches ask for.

    Rules that name a product which the model does not know find it too.
    """

    def __init__(
        self, reader: Reader, model: Remembered, user: str, shopper: Shopper, within: Within | None
    ) -> None:
        self._reader, self._model, self._within = reader, model, within
        self._user, self._shopper = user, shopper
        self._best: Candidates | None = None
        self._clues: Sequence[Clue] = ()

    async def scored(self, k: int) -> list[tuple[Listed, float]]:
        """Return products with scores in [0, 1], from which `k` are to be chosen."""
        shopper, asked = self._shopper, frozenset(self._shopper.asked)
        also: Sequence[str] = self._model.having(shopper.asked, EACH)
        pinned = {id_ for rule in shopper.rules if rule.action == "pin" for id_ in rule.products}
        if self._within:
            proposed = self._model.rank(shopper.did, shopper.owned, MOST, also=also).items
            also = await self._reader.passing([*proposed, *pinned], self._within)
        self._best = self._model.rank(shopper.did, shopper.owned, max(RANKED, 3 * k), also=also)
        scores = dict(zip(self._best.items, map(float, self._best.scores), strict=True))
        listed = scores.keys() | (pinned - set(shopper.owned))
        found = []
        for id_ in listed & set(also) if self._within else listed:
            groups = self._model.groups(id_)
            rules = tuple(
                rule for rule in shopper.rules if not groups.isdisjoint(rule.targets) or id_ in rule.targets
            )
            share = len(asked & groups) / max(1, len(asked))
            found.append((Listed(id_, groups, rules), min(1.0, scores.get(id_, 0.0) * (1 + ASKED * share))))
        return found

    async def paths(self, products: Sequence[str]) -> Sequence[Path]:
        """Return the paths of the graph that are behind the products' scores, those that matter most first.

        Products that the graph bears out nothing of, or that have what was searched for, get what else leads to them:
        a search says more than a shared brand.
        """
        asked = self._shopper.asked
        having = [id_ for id_ in products if not self._model.groups(id_).isdisjoint(asked)]
        # What is known of the products is read while clues are sought: the reader waits for the graph, not for us.
        stated, sought, proven = await asyncio.gather(
            self._reader.stated(products), self._leading(having), self._proven(products)
        )
        explained = {path.product for path in (*proven, *stated)}.union(having)
        rest = await self._leading([id_ for id_ in products if id_ not in explained])
        return [*sought, *rest, *proven, *stated]

    async def _leading(self, products: Sequence[str]) -> Sequence[Path]:
        """Return what else leads to products: what the shopper's segment bought, searches, what many bought."""
        return await self._reader.paths(self._user, products, ()) if products else ()

    async def _proven(self, products: Sequence[str]) -> Sequence[Path]:
        self._clues = self._model.clues(self._shopper.did, products)
        return await self._reader.proofs(self._user, self._clues)

    def recalls(self, product: str) -> Mapping[str, float]:
        """Return how strongly each recall speaks for a product, in [0, 1]."""
        recalls = self._best.recalls if self._best else {}
        return {name: scores[product] for name, scores in recalls.items() if product in scores}

    def weights(self, product: str) -> Mapping[str, float]:
        """Return how much paths over edges (`item`) and over entities (`path`) matter to a product's score."""
        weights: dict[str, float] = {}
        for clue in self._clues:
            if clue.product == product:
                kind = "path" if clue.via else "item"
                weights[kind] = max(clue.weight, weights.get(kind, 0.0))
        return weights
