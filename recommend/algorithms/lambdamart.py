"""The shipped ranking: LambdaMART over the recalls' scores and what user and item share in the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from recommend.algorithms.ease import Ease
from recommend.algorithms.ease_sparse import SparseEase
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.model import Model
from recommend.algorithms.ranker import fit_ranker
from recommend.algorithms.signals import Shoppers, Signals, signals_of
from recommend.algorithms.validation import by_user_and_item
from recommend.errors import DatasetError
from recommend.evaluation.splits import RandomShare

if TYPE_CHECKING:
    from recommend.algorithms.base import ItemAlgorithm, Scorer
    from recommend.algorithms.ranker import Ranker
    from recommend.dataset import Dataset, Floats, Ints

HELD: Final = 0.25
"""Share of each user's interactions that the ranker learns to find."""
MOST_ITEMS: Final = 20_000
"""Items up to which EASE is solved whole: 3 GB, and ten minutes a core."""
KEPT: Final = 100
"""Weights of EASE that an item keeps."""
BELOW: Final = 1e3
"""How far items that no recall proposes stand below those that one does."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The model over what the data's users did; items that no recall proposes follow in the order of the first."""

    model: Model
    shoppers: Shoppers

    def score(self, users: Ints) -> Floats:
        """Return the ranker's scores for what the recalls propose, lower ones for the rest."""
        shoppers = self.shoppers.chosen(users)
        scores = self._first.score(shoppers.taken).astype(np.float32) - BELOW
        for part, pairs, ranked in self.model.parts(shoppers):
            scores[part[pairs.rows], pairs.columns] = ranked
        return scores

    def explain(self, user: int, item: int) -> str:
        """Return what the first recall says."""
        return self._first.explain(self.model.items, self.shoppers.taken[[user]], item)

    @property
    def _first(self) -> Scorer:
        return next(iter(self.model.signals.recalls.values()))


def usual_recalls(data: Dataset) -> dict[str, ItemAlgorithm]:
    """Return the recalls of the shipped ranking; EASE in its sparse form where its square would not fit."""
    ease = Ease(kept=KEPT) if len(data.items) <= MOST_ITEMS else SparseEase()
    return {"kg-gnn": KnowledgeGraphGnn(), "ease": ease}


@dataclass(frozen=True, slots=True)
class LambdaMart:
    """Learns in three steps, so that no label is in what the recalls learned from (cross-fitting).

    1. The recalls learn from three quarters of each user's interactions; 2. the ranker learns to find the last
    quarter among what they propose, its number of trees chosen on users of its own; 3. the recalls learn again,
    from everything. LambdaMART: Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82.

    Where nobody took enough for a ranker to learn from, the first recall ranks alone.
    """

    recalls: Callable[[Dataset], Mapping[str, ItemAlgorithm]] = usual_recalls
    note: Callable[[str], None] = lambda _: None
    name: ClassVar[str] = "lambdamart"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Ranked:
        """Learn; time is twice that of the recalls and O(`MOST_USERS` × items × signals) for the ranker.

        Raises:
            DatasetError: there are no interactions.
        """
        data = by_user_and_item(data)
        ranker = self._ranker(data, seed)
        self.note("recalls learn from all interactions")
        return Ranked(
            Model(data.items, self._signals(data, seed), ranker, data.knowledge.names), _shoppers(data)
        )

    def _ranker(self, data: Dataset, seed: int) -> Ranker | None:
        try:
            (parts,) = RandomShare(HELD).parts(data, seed)
        except DatasetError:
            return None
        if not len(parts.train.sought()) or not len(parts.test.sought()):
            return None
        self.note("recalls learn from three quarters of the interactions")
        signals = self._signals(parts.train, seed)
        self.note("the ranker learns to find the rest")
        learned = fit_ranker(signals, _shoppers(parts.train), parts.test.sought().taken(), seed)
        if learned is None:
            self.note("there is too little for a ranker to learn from: the first recall ranks alone")
            return None
        self.note(f"probabilities are off by {learned.error:.4f} on users held out")
        return learned.ranker

    def _signals(self, data: Dataset, seed: int) -> Signals:
        recalls = self.recalls(data)
        return signals_of(data, {name: recall.fit(data, seed).scorer for name, recall in recalls.items()})


def shipped(gnn: KnowledgeGraphGnn, note: Callable[[str], None]) -> LambdaMart:
    """Return the shipped ranking, with this GNN."""
    return LambdaMart(lambda data: {**usual_recalls(data), gnn.name: gnn}, note=note)


def _shoppers(data: Dataset) -> Shoppers:
    return Shoppers(data.taken(), data.sought().taken())
