"""The shipped ranking: LambdaMART over the recalls' scores and what user and item share in the graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

import numpy as np

from recommend.algorithms.ease import Ease
from recommend.algorithms.ease_sparse import SparseEase
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.signals import Pairs, Signals, signals_of
from recommend.errors import DatasetError
from recommend.evaluation.splits import RandomShare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lightgbm import Booster

    from recommend.algorithms.base import Algorithm, Fitted
    from recommend.dataset import Dataset, Floats, Ints, Matrix

HELD: Final = 0.25
"""Share of each user's interactions that the ranker learns to find."""
MOST_ITEMS: Final = 20_000
"""Items up to which EASE is solved whole: 3 GB, and ten minutes a core."""
MOST_USERS: Final = 30_000
"""Users that the ranker learns from, which bounds its time and memory."""
VALIDATION: Final = 0.15
"""Share of those users by whom the number of trees is chosen."""
FEWEST: Final = 20
"""Users with something to find, below which nothing is learned."""
TREES: Final = 2000
PATIENCE: Final = 60
"""Trees without a better validation figure before the ranker is done."""
LEAF: Final = 500
"""Rows in a leaf, at least; less where there are not a thousand times as many."""
BELOW: Final = 1e3
"""How far items that no recall proposes stand below those that one does."""
SETTINGS: Final[Mapping[str, Any]] = {
    "objective": "lambdarank",
    "metric": "ndcg",
    "eval_at": [10],
    "lambdarank_truncation_level": 20,
    "learning_rate": 0.02,
    "num_leaves": 8,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}


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


def fit_ranker(signals: Signals, wanted: Matrix, seed: int) -> Booster | None:
    """Return a ranker that puts `wanted` [users, items] first, or None where too few of it is proposed.

    Memory is 4 bytes × users × candidates × features: 200 MB for `MOST_USERS`.
    """
    rng = np.random.default_rng(seed)
    users = rng.permutation(np.flatnonzero(np.diff(wanted.indptr)))[:MOST_USERS]
    groups = [group for part, pairs in signals.pairs(users) for group in _groups(part, pairs, wanted)]
    held = max(1, int(VALIDATION * len(groups)))
    if len(groups) < FEWEST:
        return None
    import lightgbm  # a second to import, and other algorithms do without

    train, validation = (
        lightgbm.Dataset(
            np.concatenate([features for features, _ in part]),
            np.concatenate([labels for _, labels in part]),
            group=[len(labels) for _, labels in part],
            free_raw_data=True,
        )
        for part in (groups[held:], groups[:held])
    )
    validation.reference = train
    rows = sum(len(labels) for _, labels in groups)
    return lightgbm.train(
        {**SETTINGS, "seed": seed, "min_data_in_leaf": min(LEAF, max(5, rows // 1000))},
        train,
        TREES,
        valid_sets=[validation],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )


def _groups(users: Ints, pairs: Pairs, wanted: Matrix) -> Iterator[tuple[Floats, Floats]]:
    """Yield features and labels of each user of whose wanted items any is proposed."""
    labels = np.asarray(wanted[users][pairs.rows, pairs.columns], np.float32).ravel()
    ends = np.cumsum(pairs.sizes(len(users)))[:-1]
    for features, own in zip(np.split(pairs.features, ends), np.split(labels, ends), strict=True):
        if own.any():
            yield features, own
