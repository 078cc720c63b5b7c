"""The shipped ranking as it is published: learned of items alone, it ranks for anybody by what they did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
from scipy.sparse import csr_array
from scipy.special import expit

from recommend.algorithms.clues import clues_of
from recommend.algorithms.signals import Pairs, Shoppers, Signals
from recommend.recall.base import scaled
from recommend.sparse import cells

if TYPE_CHECKING:
    from recommend.algorithms.ranker import Doubles, Ranker
    from recommend.dataset import Floats, Ints, Matrix
    from recommend.proofs import Clue


RECALLS: Final = {"kg-gnn": "embedding", "ease": "item", "ease-sparse": "item", "segment": "segment"}
"""What an answer calls the recalls."""


class Candidates(NamedTuple):
    """Items for one shopper, best first, with probabilities, and what brought each up (name → item → [0, 1])."""

    items: tuple[str, ...]
    scores: Doubles
    recalls: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Model:
    """Items, what is known of them, and the ranker; without one the first recall ranks alone."""

    items: tuple[str, ...]
    signals: Signals
    ranker: Ranker | None = None
    entities: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Ids of the entities of those traits that have any."""

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each item stands."""
        return {item: position for position, item in enumerate(self.items)}

    @cached_property
    def _holders(self) -> Mapping[str, Ints]:
        """Positions of the items that have an entity, those with most users first."""
        known = np.lexsort((np.arange(len(self.items)), -self.signals.items["users"]))
        return {
            id_: known[have.indices[have.indptr[column] : have.indptr[column + 1]]]
            for relation, ids in self.entities.items()
            for have in (self.signals.traits[relation][known].tocsc().sorted_indices(),)
            for column, id_ in enumerate(ids)
        }

    @cached_property
    def _entities(self) -> dict[int, dict[str, float]]:
        """What was asked for of `entities_of`; popular items are asked for again and again."""
        return {}

    def parts(self, shoppers: Shoppers) -> Iterator[tuple[Ints, Pairs, Doubles]]:
        """Yield positions of shoppers in parts, with their candidates and these' scores; see `Signals.parts`."""
        for part, pairs in self.signals.parts(shoppers):
            yield part, pairs, self._score(pairs)

    def rank(
        self, did: Mapping[str, float], owned: Collection[str], k: int, also: Collection[str] = ()
    ) -> Candidates:
        """Return the `k` best items for who did this, by weight, and those of `also`; none of which they own.

        Items that were not there when the model learned tell nothing. Time is O(items · signals).
        """
        shopper = Shoppers(self._row(did), self._row(dict.fromkeys(owned, 1.0)))
        columns = np.array([self.positions[item] for item in also if item in self.positions], np.int64)
        pairs = self.signals.pairs(shopper, columns)
        scores = self._score(pairs)
        order = np.lexsort((pairs.columns, -scores))
        wanted = np.zeros(len(self.items), bool)
        wanted[columns] = True
        order = order[(np.arange(len(order)) < k) | wanted[pairs.columns[order]]]
        items = tuple(self.items[n] for n in pairs.columns[order])
        features = dict(zip(self.signals.names, pairs.features[order].T, strict=True))
        return Candidates(items, scores[order], self._recalls(items, features))

    def clues(self, did: Mapping[str, float], items: Collection[str]) -> list[Clue]:
        """Return the paths that are likely behind the items' scores; see `clues_of`."""
        columns = [self.positions[item] for item in items if item in self.positions]
        return clues_of(
            self.items, self.signals, self.entities_of, self._row(did), np.array(columns, np.int64)
        )

    def groups(self, item: str) -> frozenset[str]:
        """Return the ids of what an item has: its model, brand, categories and features."""
        row = self.positions.get(item)
        return frozenset() if row is None else frozenset(self.entities_of(row))

    def having(self, entities: Iterable[str], each: int) -> list[str]:
        """Return items that have any of the entities, at most so many for `each`: those with most users."""
        none = np.empty(0, np.int64)
        found = (position for id_ in entities for position in self._holders.get(id_, none)[:each])
        return [self.items[position] for position in dict.fromkeys(found)]

    def entities_of(self, position: int) -> dict[str, float]:
        """Return the ids of what the item at a position has, with how much each tells of it."""
        if position not in self._entities:
            self._entities[position] = {
                names[entity]: value
                for relation, names in self.entities.items()
                for entity, value in cells(self.signals.traits[relation], position).items()
            }
        return self._entities[position]

    def knows(self, items: Collection[str]) -> bool:
        """Say whether any of the items was there when the model learned."""
        return any(item in self.positions for item in items)

    def _recalls(self, items: Sequence[str], features: Mapping[str, Floats]) -> dict[str, dict[str, float]]:
        """Return how strongly the recalls, and what is shared, speak for each item, of all items at hand."""
        named = {RECALLS[name]: features[name] for name in self.signals.recalls if name in RECALLS}
        if self.signals.traits:
            named["path"] = sum(
                (features[name] for name in self.signals.traits), np.zeros(len(items), np.float32)
            )
        return {
            name: scaled(dict(zip(items, map(float, values), strict=True))) for name, values in named.items()
        }

    def _score(self, pairs: Pairs) -> Doubles:
        if not len(pairs.rows):
            return np.empty(0)
        first: Doubles = pairs.features[:, 0].astype(np.float64)
        return self.ranker.score(pairs.features) if self.ranker else expit(first)

    def _row(self, weights: Mapping[str, float]) -> Matrix:
        known = sorted((self.positions[item], w) for item, w in weights.items() if item in self.positions)
        cells = np.array([w for _, w in known], np.float32), np.array([n for n, _ in known], np.int32)
        return cast("Matrix", csr_array((*cells, [0, len(known)]), shape=(1, len(self.items))))
