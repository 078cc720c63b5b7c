"""The shipped ranking: LambdaMART over the recalls' scores and what user and item share in the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

import numpy as np

from recommend.algorithms.ease import Ease
from recommend.algorithms.ease_sparse import SparseEase
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.model import Model
from recommend.algorithms.placed import Placed
from recommend.algorithms.preferences import preferences_of
from recommend.algorithms.ranker import fit_ranker
from recommend.algorithms.segments import PopularInSegment, in_segments
from recommend.algorithms.signals import Shoppers, Signals, signals_of
from recommend.algorithms.validation import by_user_and_item
from recommend.errors import DatasetError
from recommend.evaluation.splits import RandomShare

if TYPE_CHECKING:
    from recommend.algorithms.base import ItemAlgorithm, Scorer
    from recommend.algorithms.ranker import Calibrated, Ranker
    from recommend.dataset import Dataset, Floats, Ints

GAIN: Final = 1.01
"""How many times as good profiles must rank to take part: less is chance, and each signal costs every answer."""
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
    profiles: bool | None = None
    """Whether the signals of profiles take part; if not said, where they rank better by `GAIN` on users held out."""
    note: Callable[[str], None] = lambda _: None
    name: ClassVar[str] = "lambdamart"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> Ranked:
        """Learn; time is twice that of the recalls and O(`MOST_USERS` × items × signals) for each ranker.

        Raises:
            DatasetError: there are no interactions.
        """
        data = by_user_and_item(data)
        learned = self._learned(data, seed)
        self.note("recalls learn from all interactions")
        signals = self._signals(data, seed, learned.recalls if learned else {})
        if learned and learned.profiled:
            signals = with_profiles(signals, data, seed)
        ranker = learned.ranker if learned else None
        return Ranked(Model(data.items, signals, ranker, data.knowledge.names), _shoppers(data))

    def _learned(self, data: Dataset, seed: int) -> _Learned | None:
        try:
            (parts,) = RandomShare(HELD).parts(data, seed)
        except DatasetError:
            return None
        if not len(parts.train.sought()) or not len(parts.test.sought()):
            return None
        self.note("recalls learn from three quarters of the interactions")
        wanted, shoppers = parts.test.sought().taken(), _shoppers(parts.train)
        found: dict[bool, Calibrated] = {}
        for profiled, signals in self._ways(parts.train, seed):
            told = f"{'with' if profiled else 'without'} profiles"
            self.note(f"the ranker learns to find the rest {told}")
            if learned := fit_ranker(signals, shoppers, wanted, seed):
                self.note(
                    f"{told}: NDCG@10 {learned.ndcg:.4f}, probabilities off by {learned.error:.4f}, on users held out"
                )
                found[profiled] = learned
        if not found:
            self.note("there is too little for a ranker to learn from: the first recall ranks alone")
            return None
        profiled = False not in found or (True in found and found[True].ndcg > GAIN * found[False].ndcg)
        return _Learned(found[profiled].ranker, profiled, signals.recalls)

    def _ways(self, data: Dataset, seed: int) -> Iterator[tuple[bool, Signals]]:
        """Yield whether profiles take part, and the signals, for each way to choose from."""
        plain = self._signals(data, seed)
        if not self.profiles:
            yield False, plain
        if self.profiles is not False:
            yield True, with_profiles(plain, data, seed)

    def _signals(
        self, data: Dataset, seed: int, before: Mapping[str, Scorer] = MappingProxyType({})
    ) -> Signals:
        recalls = self.recalls(data)
        return signals_of(data, {
            name: settled(recall, before.get(name)).fit(data, seed).scorer for name, recall in recalls.items()
        })  # fmt: skip


class _Learned(NamedTuple):
    ranker: Ranker
    profiled: bool
    recalls: Mapping[str, Scorer]


def settled(recall: ItemAlgorithm, before: Scorer | None) -> ItemAlgorithm:
    """Return the algorithm with what it chose `before` on less data, where choosing anew takes trainings."""
    if isinstance(recall, KnowledgeGraphGnn) and isinstance(before, Placed):
        return replace(recall, temperature=before.metrics["temperature"])
    return recall


def with_profiles(signals: Signals, data: Dataset, seed: int) -> Signals:
    """Return the signals with what is popular in segments and what profiles say, learned from the same interactions."""
    # polars takes a while to import, and other algorithms do without.
    from recommend.algorithms.profiled import features_of

    features = features_of(data)
    return replace(
        signals,
        recalls={**signals.recalls, PopularInSegment.name: in_segments(data, features, seed)},
        preferences=preferences_of(features, len(data.items)),
    )


def shipped(gnn: KnowledgeGraphGnn, note: Callable[[str], None]) -> LambdaMart:
    """Return the shipped ranking, with this GNN."""
    return LambdaMart(lambda data: {**usual_recalls(data), gnn.name: gnn}, note=note)


def _shoppers(data: Dataset) -> Shoppers:
    return Shoppers(data.taken(), data.sought().taken())
