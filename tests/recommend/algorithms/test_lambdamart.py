"""The ranker learns from what the recalls did not, and sees what user and item share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
import pytest
from scipy.sparse import csr_array

from profiles.features import Features
from recommend.algorithms.base import OfTaken
from recommend.algorithms.ease import Ease, ItemWeights
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn
from recommend.algorithms.lambdamart import HELD, LambdaMart, Ranked, usual_recalls
from recommend.algorithms.model import Model
from recommend.algorithms.placed import Placed
from recommend.algorithms.profiled import features_of
from recommend.algorithms.ranker import Calibrated, Group, _ndcg, fit_ranker
from recommend.algorithms.segments import PopularInSegment
from recommend.algorithms.signals import Shoppers, Signals, signals_of
from recommend.dataset import Dataset, Floats, Matrix
from recommend.evaluation.lists import best
from recommend.evaluation.splits import RandomShare
from tests.recommend.algorithms.samples import ITEMS, USERS, shop


@dataclass(frozen=True)
class Watched:
    """EASE that remembers what it learned from."""

    seen: list[Dataset] = field(default_factory=list)
    name: ClassVar[str] = "ease"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[ItemWeights]:
        self.seen.append(data)
        return Ease(l2=5).fit(data, seed)


def test_no_label_is_in_what_the_recalls_learned_from(monkeypatch: pytest.MonkeyPatch) -> None:
    data, recall = shop(rated=False), Watched()
    labels: list[Matrix] = []

    def fit(signals: Signals, shoppers: Shoppers, wanted: Matrix, seed: int) -> object:
        labels.append(wanted)
        return fit_ranker(signals, shoppers, wanted, seed)

    monkeypatch.setattr("recommend.algorithms.lambdamart.fit_ranker", fit)
    LambdaMart(lambda _: {"ease": recall}).fit(data)
    first, second = recall.seen
    assert (first.taken() * labels[0]).nnz == 0
    assert (first.taken() + labels[0] != data.taken()).nnz == 0
    assert len(second) == len(data)


def test_no_label_is_in_the_profiles_that_the_ranker_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    data, seen = shop(rated=False), list[Dataset]()
    labels: list[Matrix] = []
    ranked: list[Signals] = []

    def watched(own: Dataset) -> Features:
        seen.append(own)
        return features_of(own)

    def fit(signals: Signals, shoppers: Shoppers, wanted: Matrix, seed: int) -> object:
        ranked.append(signals)
        labels.append(wanted)
        return fit_ranker(signals, shoppers, wanted, seed)

    monkeypatch.setattr("recommend.algorithms.profiled.features_of", watched)
    monkeypatch.setattr("recommend.algorithms.lambdamart.fit_ranker", fit)
    model = LambdaMart(lambda _: {"ease": Ease(l2=5)}, profiles=True).fit(data).model
    learned, whole = seen
    assert (learned.taken() * labels[0]).nnz == 0
    assert len(whole) == len(data)
    again = PopularInSegment().fit(learned).scorer
    np.testing.assert_allclose(ranked[0].recalls["segment"].score(data.taken()), again.score(data.taken()))
    assert model.ranker is not None
    assert model.signals.names == ranked[0].names
    assert {"segment", "segment rank", "brand preference"} <= set(model.signals.names)


@pytest.mark.parametrize(
    ("profiles", "better", "taken"),
    [(None, 0.1, True), (None, 0.004, False), (None, -0.1, False), (True, -0.1, True), (False, 0.1, False)],
)
def test_profiles_take_part_where_they_rank_better(
    profiles: bool | None, better: float, taken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fit(signals: Signals, shoppers: Shoppers, wanted: Matrix, seed: int) -> Calibrated | None:
        learned = fit_ranker(signals, shoppers, wanted, seed)
        return learned and learned._replace(ndcg=0.5 + (better if signals.preferences else 0))

    monkeypatch.setattr("recommend.algorithms.lambdamart.fit_ranker", fit)
    model = LambdaMart(lambda _: {"ease": Ease(l2=5)}, profiles).fit(shop(rated=False)).model
    assert bool(model.signals.preferences) == ("segment" in model.signals.recalls) == taken
    assert model.ranker is not None
    assert model.ranker.booster.num_feature() == len(model.signals.names)


def test_what_no_recall_proposes_counts_as_not_found() -> None:
    # User 2 wants items 1 and 3, of which 3 is no candidate; 0 wants 4. User 1, without candidates, has no group.
    wanted = csr_array(np.array([[0, 0, 0, 0, 1], [1, 0, 0, 0, 0], [0, 1, 0, 1, 0]], np.float32))
    none, one = np.zeros((2, 1), np.float32), np.array([0, 1], np.float32)
    groups = [Group(2, none, one, np.array([0, 1])), Group(0, none, one, np.array([2, 4]))]
    second = 1 / np.log2(3)
    found = _ndcg(np.array([2.0, 1.0, 3.0, 4.0]), groups, wanted)
    assert found == pytest.approx((second / (1 + second) + 1) / 2)


def test_it_learns_which_signals_tell() -> None:
    data = shop(rated=False)
    (parts,) = RandomShare(HELD).parts(data, 3)
    signals = signals_of(parts.train, {"noise": Noise()})
    shoppers = Shoppers(parts.train.taken(), parts.train.taken())
    learned = fit_ranker(signals, shoppers, parts.test.taken(), 7)
    assert learned is not None
    scores = Ranked(Model(data.items, signals, learned.ranker), shoppers).score(np.arange(USERS))
    taste = np.arange(USERS)[:, None] % 2 == np.arange(ITEMS) % 2
    unseen = ~parts.train.taken().toarray().astype(bool)
    # The brand tells the taste and the recall tells nothing.
    assert scores[taste & unseen].mean() > scores[~taste & unseen].mean()


def test_too_little_to_learn_from_leaves_the_first_recall() -> None:
    data = shop(rated=False)
    few = data.chosen(np.unique(data.rows, return_index=True)[1])
    ranked = LambdaMart(lambda _: {"ease": Ease()}).fit(few)
    assert ranked.model.ranker is None
    users = np.arange(USERS)
    alone = Ease().fit(few).score(users)
    assert (best(ranked.score(users), few.taken(), users, 5) == best(alone, few.taken(), users, 5)).all()


def test_a_single_purchase_among_looks_leaves_the_first_recall() -> None:
    data, recall = shop(rated=False), Watched()
    looks = replace(data, wanted=np.arange(len(data)) == 0)
    assert LambdaMart(lambda _: {"ease": recall}).fit(looks).model.ranker is None
    assert [len(seen) for seen in recall.seen] == [len(data)]


class Noise:
    """Scores that tell nothing."""

    def score(self, taken: Matrix) -> Floats:
        return np.random.default_rng(0).random(taken.shape, np.float32)

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        return f"{names[item]} after {taken.nnz} others, by chance"


def test_signals_are_what_user_and_item_share() -> None:
    data = shop(rated=False)
    signals = signals_of(data, {"ease": Ease().fit(data).scorer})
    ((users, pairs),) = signals.parts(Shoppers(data.taken(), data.taken()))
    assert len(users) == USERS
    column = {name: pairs.features[:, number] for number, name in enumerate(signals.names)}
    assert pairs.features.shape[1] == len(signals.names)
    taken = data.taken().toarray()
    assert not taken[pairs.rows, pairs.columns].any()
    also = data.knowledge.neighbours["also_bought"][:, :ITEMS].toarray()
    np.testing.assert_allclose(column["also_bought to"], (taken @ also)[pairs.rows, pairs.columns])
    np.testing.assert_allclose(column["also_bought from"], (taken @ also.T)[pairs.rows, pairs.columns])
    np.testing.assert_allclose(column["users"], np.log1p(taken.sum(0))[pairs.columns], rtol=1e-6)
    for user in range(USERS):
        own = pairs.rows == user
        order = np.argsort(-column["ease"][own], kind="stable")
        assert column["ease rank"][own][order].tolist() == list(range(own.sum()))


def test_a_large_catalogue_is_solved_block_by_block(monkeypatch: pytest.MonkeyPatch) -> None:
    data = shop(rated=False)
    assert usual_recalls(data)["ease"].name == "ease"
    monkeypatch.setattr("recommend.algorithms.lambdamart.MOST_ITEMS", ITEMS - 1)
    assert usual_recalls(data)["ease"].name == "ease-sparse"


def test_the_gnn_s_temperature_is_chosen_once() -> None:
    tried: list[float] = []
    gnn = KnowledgeGraphGnn(epochs=1, progress=lambda _, figures: tried.append(figures["temperature"]))
    model = LambdaMart(lambda _: {"kg-gnn": gnn}, profiles=False).fit(shop(rated=False)).model
    recall = model.signals.recalls["kg-gnn"]
    assert isinstance(recall, Placed)
    assert len(set(tried[:-1])) == len(tried) - 1 >= 2
    assert tried[-1] == recall.metrics["temperature"]
