"""One contract for every recall, and what each makes of its own evidence."""

from __future__ import annotations

import pytest

from recommend.by_recalls import POPULARITY, RECALLS
from recommend.recall.base import Recall
from recommend.recall.item_to_item import ItemRecall
from recommend.recall.popularity import PopularityRecall
from tests.recommend.samples import Event, Evidence, Hit

RELATIONS = {
    "item": "ALSO_BOUGHT",
    "embedding": "SHOPPER",
    "path": "EVENT",
    "segment": "IN_SEGMENT",
    "popularity": "PURCHASED",
}


@pytest.mark.parametrize("recall", [*RECALLS, POPULARITY], ids=lambda recall: recall.name)
class TestContract:
    def evidence(self, recall: Recall, *weights: float) -> Evidence:
        hits = [
            Hit(recall.name, f"product/{n}", "seed", RELATIONS[recall.name], w) for n, w in enumerate(weights)
        ]
        return Evidence((Event("seed"),), tuple(hits))

    def test_the_best_has_one_and_stronger_evidence_scores_higher(self, recall: Recall) -> None:
        scores = recall.score(self.evidence(recall, 0.2, 0.9, 0.5))
        assert scores["product/1"] == 1
        assert 0 < scores["product/0"] < scores["product/2"] < 1

    def test_evidence_of_other_recalls_is_left_alone(self, recall: Recall) -> None:
        others = [
            Hit(name, "product/9", "seed", RELATIONS[name]) for name in RELATIONS if name != recall.name
        ]
        assert recall.score(Evidence((Event("seed"),), tuple(others))) == {}

    def test_no_evidence_gives_no_scores(self, recall: Recall) -> None:
        assert recall.score(Evidence()) == {}
        assert recall.score(self.evidence(recall, 0.0)) == {}


def test_the_weightier_event_leads() -> None:
    hits = (Hit("item", "near/old", "old", "ALSO_BOUGHT"), Hit("item", "near/new", "new", "ALSO_BOUGHT"))
    scores = ItemRecall().score(Evidence((Event("new"), Event("old", weight=0.4)), hits))
    assert scores["near/new"] > scores["near/old"]
    again = ItemRecall().score(
        Evidence((Event("new"), Event("old", weight=0.4), Event("old", weight=0.9)), hits)
    )
    assert again["near/old"] > again["near/new"]


def test_two_events_that_lead_to_one_product_add_up() -> None:
    hits = tuple(
        Hit("item", product, via, "SIMILAR_TO") for product, via in (("x", "a"), ("x", "b"), ("y", "a"))
    )
    scores = ItemRecall().score(Evidence((Event("a"), Event("b")), hits))
    assert scores["x"] > scores["y"]


def test_popularity_grows_with_the_logarithm() -> None:
    hits = [Hit("popularity", "often", weight=99.0), Hit("popularity", "seldom", weight=9.0)]
    assert PopularityRecall("popularity").of(hits)["seldom"] == pytest.approx(0.5)
