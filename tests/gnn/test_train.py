from dataclasses import replace

import numpy as np
import pytest
import torch

from gnn.errors import TrainingError
from gnn.graph_data import GraphTensors
from gnn.train import Config, Embeddings, _Trainer, train

QUICK = Config(dimension=16, epochs=15, batch=256, negatives=40, k=10)


@pytest.fixture(scope="module")
def trained(tastes: GraphTensors) -> Embeddings:
    return train(tastes, QUICK)


def test_it_beats_popularity(trained: Embeddings) -> None:
    assert trained.metrics["recall@10"] > 1.4 * trained.metrics["popularity recall@10"]


def test_a_shopper_is_nearer_to_the_products_of_their_taste(trained: Embeddings) -> None:
    scores = trained.users @ trained.products.T
    even_users, even_products = scores[::2], slice(None, None, 2)
    assert even_users[:, even_products].mean() > even_users[:, 1::2].mean() + 0.3


def test_vectors_have_unit_length_and_carry_their_ids(trained: Embeddings, tastes: GraphTensors) -> None:
    assert trained.product_ids == tastes.nodes["product"]
    np.testing.assert_allclose(np.linalg.norm(trained.products, axis=1), 1, rtol=1e-5)


def test_a_product_nobody_bought_is_placed_by_its_brand(tastes: GraphTensors) -> None:
    unsold = np.array([pair for pair in tastes.interactions().tolist() if pair[1] == 3])
    vectors = train(tastes.without(unsold), QUICK)
    scores = vectors.users @ vectors.products[3]
    assert scores[1::2].mean() > scores[::2].mean()


def test_the_same_seed_repeats_bit_for_bit(trained: Embeddings, tastes: GraphTensors) -> None:
    again = train(tastes, QUICK)
    assert np.array_equal(again.products, trained.products)
    other = train(tastes, replace(QUICK, seed=8))
    assert not np.array_equal(other.products, trained.products)


def test_one_batch_can_be_learned_by_heart(tastes: GraphTensors) -> None:
    torch.manual_seed(0)
    trainer = _Trainer(tastes, replace(QUICK, layers=0, temperature=0.1))
    batch, rng = trainer.positives[:8], np.random.default_rng(0)
    first = trainer.step(batch, rng)
    for _ in range(200):
        last = trainer.step(batch, rng)
    # The drawn negatives hold the positives too, so the loss has a floor above zero.
    assert last < 0.4 * first


def test_gradients_do_not_pile_up(tastes: GraphTensors) -> None:
    # Weights that stand still have the same gradient each time, unless the last one was left in it.
    trainer = _Trainer(tastes, replace(QUICK, learning_rate=0.0))
    batch = trainer.positives[:8]
    norms = []
    for _ in range(2):
        trainer.step(batch, np.random.default_rng(0))
        gradient = trainer.model.embedding.weight.grad
        assert gradient is not None
        norms.append(float(gradient.norm()))
    assert norms[1] == pytest.approx(norms[0], rel=1e-5)


def test_a_loss_that_is_no_number_returns_nothing(tastes: GraphTensors) -> None:
    with pytest.raises(TrainingError, match="lower the learning rate"):
        train(tastes, replace(QUICK, learning_rate=float("inf")))
