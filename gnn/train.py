"""From a graph to embeddings: validation, early stopping, and a checkpoint an epoch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from scipy.sparse import csr_array

from gnn.checkpoint import State, digest_of
from gnn.config import Config
from gnn.evaluate import Score, hold_out, popularity, recall_at
from gnn.graph_data import PRODUCT, GraphTensors
from gnn.learned import Learned
from gnn.trainer import Trainer
from gnn.vectors import Vectors

Progress = Callable[[int, Mapping[str, float]], None]
"""Called after every epoch with its number and figures."""


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Products by id, the figures of the best epoch beside popularity's, and what is needed to place new ones."""

    product_ids: tuple[str, ...]
    vectors: Vectors
    metrics: Mapping[str, float]
    learned: Learned


def train(
    data: GraphTensors,
    config: Config | None = None,
    *,
    progress: Progress | None = None,
    checkpoint: Path | None = None,
) -> Embeddings:
    """Train on `data` less one purchase of each tested user; return the best epoch's vectors over all of `data`.

    A training that was cut off goes on from its `checkpoint`, with the result of one that was not; the file stays, for
    the caller to remove. The same
    seed on the same machine repeats bit for bit. Time grows with edges × layers × steps × epochs and
    positives × negatives × epochs, memory with (nodes + edges) × dimension and batch × negatives.

    Raises:
        TrainingError: the loss is no number any more, or the checkpoint is of another graph or other settings.
    """
    config = config or Config()
    rng = np.random.default_rng(config.seed)
    torch.manual_seed(config.seed)
    held = hold_out(data.interactions(), rng)
    rest = data.without(held) if len(held) < len(data.interactions()) else data
    trainer = Trainer(rest, config)
    known, did = trainer.pairs, rest.did()
    state = State(trainer, rng)
    file = checkpoint and (checkpoint, digest_of(rest, config))
    if file:
        state.read(*file)
    while state.epoch < config.epochs and state.waited < config.patience:
        figures = {
            "loss": trainer.epoch(rng),
            **recall_at(_scores(trainer.vectors(), did), held, known, config.k),
        }
        state.note(figures, figures[f"ndcg@{config.k}"])
        if progress:
            progress(state.epoch, figures)
        if file:
            state.write(*file)
    trainer.model.load_state_dict(state.best_weights)
    baseline = recall_at(popularity(known, len(data.nodes[PRODUCT])), held, known, config.k)
    vectors = trainer.vectors(data.behaviour)
    metrics = {**state.best, **{f"popularity {name}": value for name, value in baseline.items()}}
    return Embeddings(data.nodes[PRODUCT], vectors, metrics, trainer.learned())


def _scores(learned: Vectors, did: csr_array) -> Score:
    return lambda users: learned.score(csr_array(did[users]))
