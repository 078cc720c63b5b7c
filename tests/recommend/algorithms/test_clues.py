"""What of a shopper's speaks for a product, and over what."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.algorithms.clues import shares_of
from recommend.algorithms.ease import Ease
from recommend.algorithms.lambdamart import LambdaMart
from recommend.algorithms.model import Model
from recommend.dataset import Dataset
from tests.recommend.algorithms.samples import shop

BRANDS = tuple(f"brand/{n}" for n in range(6))


@pytest.fixture(scope="module")
def data() -> Dataset:
    made = shop(rated=False)
    return replace(made, knowledge=replace(made.knowledge, names={"brand": BRANDS}))


@pytest.fixture(scope="module")
def model(data: Dataset) -> Model:
    return LambdaMart(lambda _: {"ease": Ease(l2=5, kept=20)}).fit(data).model


def test_the_seed_whose_removal_costs_most_comes_first(model: Model, data: Dataset) -> None:
    did = dict.fromkeys(("i0", "i2", "i5"), 1.0)
    best = model.rank(did, did, 3).items
    for product in best:
        first = model.clues(did, [product])[0]
        score = {
            seed: model.signals.recalls["ease"].score(_row(data, did.keys() - {seed}))[
                0, data.items.index(product)
            ]
            for seed in did
        }
        assert score[first.seed] == min(score.values())


def test_shares_add_up_to_one_over_what_was_done(model: Model, data: Dataset) -> None:
    shares = shares_of(model.signals, _row(data, {"i0", "i2", "i5"}), np.arange(len(data.items)))
    sums = shares.sum(axis=0)
    assert np.all((np.abs(sums - 1) < 1e-5) | (sums == 0))


def test_a_clue_names_what_is_known_of_both(model: Model, data: Dataset) -> None:
    did = dict.fromkeys(("i0", "i2", "i5"), 1.0)
    taken = data.taken().toarray()
    also, brands = data.knowledge.neighbours["also_bought"], data.knowledge.relations["brand"].toarray()
    clues = model.clues(did, model.rank(did, did, 10).items)
    assert {clue.relation for clue in clues} == {"ALSO_BOUGHT", "PURCHASED", None}
    for clue in clues:
        seed, product = data.items.index(clue.seed), data.items.index(clue.product)
        assert clue.seed in did
        assert 0 <= clue.weight <= 1
        if clue.relation:
            assert clue.relation != "PURCHASED" or taken[:, seed] @ taken[:, product] > 0
            assert (clue.relation == "ALSO_BOUGHT") == (also[seed, product] > 0)
        else:
            brand = BRANDS.index(clue.via or "")
            assert brands[seed, brand]
            assert brands[product, brand]


def test_who_did_nothing_has_no_clues(model: Model) -> None:
    assert model.clues({}, ["i0", "never seen"]) == []


def _row(data: Dataset, items: set[str]) -> csr_array:
    row = np.zeros((1, len(data.items)), np.float32)
    row[0, [data.items.index(item) for item in items]] = 1
    return csr_array(row)
