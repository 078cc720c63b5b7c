from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.sparse import csr_array

from gnn.config import Config
from gnn.errors import TrainingError
from gnn.graph_data import GraphTensors
from gnn.train import Embeddings, train
from gnn.trainer import Trainer

QUICK = Config(dimension=16, epochs=15, steps=4, negatives=40)


@pytest.fixture(scope="module")
def trained(tastes: GraphTensors) -> Embeddings:
    return train(tastes, QUICK)


def test_it_beats_popularity(trained: Embeddings) -> None:
    assert trained.metrics["recall@10"] > 1.4 * trained.metrics["popularity recall@10"]


def test_a_shopper_is_nearer_to_the_products_of_their_taste(
    trained: Embeddings, tastes: GraphTensors
) -> None:
    even = trained.vectors.score(tastes.did())[::2]
    assert even[:, ::2].mean() > even[:, 1::2].mean() + 0.3


def test_products_have_unit_length_and_carry_their_ids(trained: Embeddings, tastes: GraphTensors) -> None:
    assert trained.product_ids == tastes.nodes["product"]
    np.testing.assert_allclose(np.linalg.norm(trained.vectors.products, axis=1), 1, rtol=1e-5)


def test_a_product_nobody_bought_is_placed_by_its_brand(tastes: GraphTensors) -> None:
    unsold = np.array([pair for pair in tastes.interactions().tolist() if pair[1] == 3])
    rest = tastes.without(unsold)
    scores = train(rest, QUICK).vectors.score(rest.did())[:, 3]
    assert scores[1::2].mean() > scores[::2].mean()


def test_the_same_seed_repeats_bit_for_bit(trained: Embeddings, tastes: GraphTensors) -> None:
    again = train(tastes, QUICK)
    assert np.array_equal(again.vectors.products, trained.vectors.products)
    other = train(tastes, replace(QUICK, seed=8))
    assert not np.array_equal(other.vectors.products, trained.vectors.products)


def test_one_batch_can_be_learned_by_heart(tastes: GraphTensors) -> None:
    torch.manual_seed(0)
    trainer = Trainer(tastes, replace(QUICK, temperature=0.1, placeless=0))
    batch, rng = trainer.pairs[::6][:8], np.random.default_rng(0)
    first = trainer.step(batch, rng)
    for _ in range(200):
        last = trainer.step(batch, rng)
    assert last < 0.1 * first


def test_gradients_do_not_pile_up(tastes: GraphTensors) -> None:
    # Weights that stand still have the same gradient each time, unless the last one was left in it.
    trainer = Trainer(tastes, replace(QUICK, learning_rate=0.0))
    batch = trainer.pairs[:8]
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


def test_a_purchase_to_be_found_is_not_in_the_graph_that_finds_it(tastes: GraphTensors) -> None:
    hidden = tastes.interactions()[:20]
    losses = []
    for data in (tastes, tastes.without(hidden)):
        torch.manual_seed(0)
        losses.append(Trainer(data, QUICK).step(hidden, np.random.default_rng(0)))
    assert losses[0] == losses[1]


def test_a_new_shopper_is_placed_by_what_they_did(trained: Embeddings) -> None:
    did = np.zeros((1, 40), np.float32)
    did[0, [2, 4]] = 1
    scores = trained.vectors.score(csr_array(did))[0]
    assert scores[::2].mean() > scores[1::2].mean() + 0.2


def test_a_shopper_is_where_the_model_itself_puts_them(tastes: GraphTensors) -> None:
    trainer = Trainer(tastes, QUICK)
    trainer.epoch(np.random.default_rng(0))
    layers, _ = trainer._layers(tastes.behaviour, trainer._untaken)
    wanted = torch.nn.functional.normalize(torch.stack(layers).sum(0)[:60]).detach().numpy()
    np.testing.assert_allclose(trainer.vectors().users(tastes.did()), wanted, atol=1e-5)


def test_who_did_nothing_gets_what_is_popular(trained: Embeddings) -> None:
    scores = trained.vectors.score(csr_array((1, 40), dtype=np.float32))[0]
    np.testing.assert_allclose(scores, trained.vectors.biases)


def test_a_training_that_was_cut_off_ends_as_one_that_was_not(
    trained: Embeddings, tastes: GraphTensors, tmp_path: Path
) -> None:
    file = tmp_path / "training"

    def cut_off(epoch: int, figures: object) -> None:
        if epoch == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(tastes, QUICK, progress=cut_off, checkpoint=file)
    assert file.exists()
    epochs: list[int] = []
    again = train(tastes, QUICK, progress=lambda epoch, _: epochs.append(epoch), checkpoint=file)
    assert epochs[0] == 3
    assert np.array_equal(again.vectors.products, trained.vectors.products)
    # The file of a training that is done says so: nothing is learned again.
    train(tastes, QUICK, progress=lambda epoch, _: epochs.append(-epoch), checkpoint=file)
    assert min(epochs) > 0


def test_a_checkpoint_of_another_graph_is_refused(tastes: GraphTensors, tmp_path: Path) -> None:
    file = tmp_path / "training"

    def cut_off(epoch: int, figures: object) -> None:
        if epoch == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train(tastes, QUICK, progress=cut_off, checkpoint=file)
    with pytest.raises(TrainingError, match="checkpoint of another graph or other settings"):
        train(tastes.without(tastes.interactions()[:5]), QUICK, checkpoint=file)
    file.write_bytes(b"no checkpoint")
    with pytest.raises(TrainingError, match="no checkpoint of ours"):
        train(tastes, QUICK, checkpoint=file)
