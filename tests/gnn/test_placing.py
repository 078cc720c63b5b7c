"""Products that came after the training."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gnn.config import Config
from gnn.graph_data import GraphTensors
from gnn.placing import place
from gnn.train import Embeddings, train
from tests.gnn.samples import two_tastes


@pytest.fixture(scope="module")
def tastes() -> GraphTensors:
    return two_tastes()


@pytest.fixture(scope="module")
def trained(tastes: GraphTensors) -> Embeddings:
    return train(tastes, Config(dimension=16, epochs=6, negatives=40))


def test_the_graph_that_was_learned_is_placed_as_it_was(trained: Embeddings, tastes: GraphTensors) -> None:
    again = place(trained.learned, tastes)
    for mine, placed in zip(trained.vectors, again, strict=True):
        np.testing.assert_allclose(mine, placed, atol=1e-6)


def test_a_new_product_stands_with_its_brand(trained: Embeddings, tastes: GraphTensors) -> None:
    (made,) = tastes.relations
    pairs = np.vstack([made.pairs, [[40, 0], [41, 1]]])
    grown = replace(
        tastes,
        nodes={**tastes.nodes, "product": (*tastes.nodes["product"], "product/even", "product/odd")},
        relations=(replace(made, pairs=pairs),),
    )
    vectors = place(trained.learned, grown)
    scores = vectors.score(grown.did())
    even = np.arange(60) % 2 == 0
    assert (scores[even, 40] > scores[even, 41]).mean() > 0.9
    assert (scores[~even, 41] > scores[~even, 40]).mean() > 0.9
    assert vectors.biases[40] == vectors.biases[41]


def test_products_may_stand_in_another_order(trained: Embeddings, tastes: GraphTensors) -> None:
    order = np.arange(40)[::-1]
    users, products = tastes.behaviour.pairs.T
    (made,) = tastes.relations
    turned = GraphTensors(
        {**tastes.nodes, "product": tuple(tastes.nodes["product"][n] for n in order)},
        replace(tastes.behaviour, pairs=np.stack([users, 39 - products], 1)),
        (replace(made, pairs=np.stack([39 - made.pairs[:, 0], made.pairs[:, 1]], 1)),),
    )
    np.testing.assert_allclose(
        place(trained.learned, turned).products[order], trained.vectors.products, atol=1e-5
    )
