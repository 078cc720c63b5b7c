"""The shipped ranking: LambdaMART over the recalls' scores and what user and item share in the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np

from recommend.algorithms.ease import Ease
from recommend.algorithms.ease_sparse import SparseEase
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.ranker import fit_ranker
from recommend.algorithms.signals import Signals, signals_of
from recommend.errors import DatasetError
from recommend.evaluation.splits import RandomShare

if TYPE_CHECKING:
    from lightgbm import Booster

    from recommend.algorithms.base import Algorithm, Fitted
    from recommend.dataset import Dataset, Floats, Ints

HELD: Final = 0.25
"""Share of each user's interactions that the ranker learns to find."""
MOST_ITEMS: Final = 20_000
"""Items up to which EASE is solved whole: 3 GB, and ten minutes a core."""
BELOW: Final = 1e3
"""How far items that no recall proposes stand below those that one does."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """The ranker with the signals that it sees; other items follow in the order of the first recall."""

    signals: Signals
    ranker: Booster

    def score(self, users: Ints) -> Floats:
        """Return the ranker's scores for what the recalls propose, lower ones for the rest."""
        first = next(iter(self.signals.recalls.values()))
        scores = first.score(users).astype(np.float32) - BELOW
        start = 0
        for part, pairs in self.signals.pairs(users):
            if len(pairs.rows):
                scores[start + pairs.rows, pairs.columns] = np.asarray(self.ranker.predict(pairs.features))
            start += len(part)
        return scores

    def explain(self, user: int, item: int) -> str:
        """Return what the first recall that explains says."""
        explains = (getattr(recall, "explain", None) for recall in self.signals.recalls.values())
        said: Callable[[int, int], str] = next(
            filter(None, explains), lambda _, __: "learned from all recalls"
        )
        return said(user, item)


def usual_recalls(data: Dataset) -> dict[str, Algorithm]:
    """Return the recalls of the shipped ranking; EASE in its sparse form where its square would not fit."""
    ease = Ease() if len(data.items) <= MOST_ITEMS else SparseEase()
    return {"kg-gnn": KnowledgeGraphGnn(), "ease": ease}


@dataclass(frozen=True, slots=True)
class LambdaMart:
    """Learns in three steps, so that no label is in what the recalls learned from (cross-fitting).

    1. The recalls learn from three quarters of each user's interactions; 2. the ranker learns to find the last
    quarter among what they propose, its number of trees chosen on users of its own; 3. the recalls learn again,
    from everything. LambdaMART: Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82.

    Where nobody took enough for a ranker to learn from, the first recall ranks alone.
    """

    recalls: Callable[[Dataset], Mapping[str, Algorithm]] = usual_recalls
    note: Callable[[str], None] = lambda _: None
    name: ClassVar[str] = "lambdamart"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Fitted:
        """Learn; time is twice that of the recalls and O(`MOST_USERS` × items × signals) for the ranker.

        Raises:
            DatasetError: there are no interactions.
        """
        # What is held out is drawn by position, which must not depend on the order of a file.
        data = data.chosen(np.lexsort((data.columns, data.rows)))
        ranker = self._ranker(data, seed)
        self.note("recalls learn from all interactions")
        recalls = self._recalls(data, seed)
        return Ranked(signals_of(data, recalls), ranker) if ranker else next(iter(recalls.values()))

    def _ranker(self, data: Dataset, seed: int) -> Booster | None:
        try:
            (parts,) = RandomShare(HELD).parts(data, seed)
        except DatasetError:
            return None
        self.note("recalls learn from three quarters of the interactions")
        signals = signals_of(parts.train, self._recalls(parts.train, seed))
        self.note("the ranker learns to find the rest")
        return fit_ranker(signals, parts.test.taken(), seed)

    def _recalls(self, data: Dataset, seed: int) -> dict[str, Fitted]:
        return {name: recall.fit(data, seed) for name, recall in self.recalls(data).items()}
