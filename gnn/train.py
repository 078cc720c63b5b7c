"""From a graph to embeddings: full-batch propagation, batches of edges, early stopping."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gnn.errors import TrainingError
from gnn.evaluate import Floats, Pairs, hold_out, popularity, recall_at
from gnn.graph_data import PRODUCT, USER, GraphTensors
from gnn.loss import sampled_softmax
from gnn.model import RelationalLightGCN

Progress = Callable[[int, Mapping[str, float]], None]
"""Called after every epoch with its number and figures."""


@dataclass(frozen=True, slots=True)
class Config:
    """Hyperparameters."""

    dimension: int = 64
    """Length of a vector."""
    layers: int = 2
    """Steps that a node sees around it."""
    learning_rate: float = 0.01
    weight_decay: float = 1e-6
    """L2 on the learned vectors."""
    temperature: float = 0.15
    """Below 1: the nearest negatives count most."""
    negatives: int = 1024
    """Products drawn a batch, shared by its users."""
    batch: int = 4096
    """Positives a step; each step propagates over the whole graph once."""
    epochs: int = 60
    patience: int = 6
    """Epochs without a better validation recall before training stops."""
    k: int = 20
    """Cut-off of the validation's recall."""
    seed: int = 7
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Embeddings:
    """Vectors of unit length by id, and the figures of the best epoch beside popularity's."""

    user_ids: tuple[str, ...]
    users: Floats
    product_ids: tuple[str, ...]
    products: Floats
    metrics: Mapping[str, float]


def train(
    data: GraphTensors, config: Config | None = None, *, progress: Progress | None = None
) -> Embeddings:
    """Train on `data` less one purchase of each tested user; return the best epoch's vectors.

    The same seed on the same machine repeats bit for bit. Time grows with edges × layers × epochs,
    memory with (nodes + edges) × dimension.

    Raises:
        TrainingError: the loss is no number any more.
    """
    config = config or Config()
    rng = np.random.default_rng(config.seed)
    torch.manual_seed(config.seed)
    held = hold_out(data.interactions(), rng)
    trainer = _Trainer(data.without(held) if len(held) < len(data.interactions()) else data, config)
    known = trainer.positives
    best: dict[str, float] = {}
    best_vectors, waited = trainer.vectors(), 0
    for epoch in range(1, config.epochs + 1):
        loss = trainer.epoch(rng)
        vectors = trainer.vectors()
        figures = {"loss": loss, **recall_at(_dot(vectors), held, known, config.k)}
        if progress:
            progress(epoch, figures)
        if figures[f"recall@{config.k}"] > best.get(f"recall@{config.k}", -1.0):
            best, best_vectors, waited = {**figures, "epoch": epoch}, copy.deepcopy(vectors), 0
        elif (waited := waited + 1) >= config.patience:
            break
    baseline = recall_at(popularity(known, len(data.nodes[PRODUCT])), held, known, config.k)
    metrics = {**best, **{f"popularity {name}": value for name, value in baseline.items()}}
    users, products = best_vectors
    return Embeddings(data.nodes[USER], users, data.nodes[PRODUCT], products, metrics)


class _Trainer:
    """The model, its optimiser and the tensors they work on."""

    def __init__(self, data: GraphTensors, config: Config) -> None:
        self.config, self.data = config, data
        self.positives: Pairs = data.interactions()
        self.edges = [part.to(config.device) for part in data.adjacency()]
        self.model = RelationalLightGCN(data.size, len(data.relations), config.dimension, config.layers)
        self.model.to(config.device)
        self.optimiser = torch.optim.Adam(
            self.model.parameters(), lr=config.learning_rate, weight_decay=config.weight_decay
        )
        self.user_offset, self.product_offset = data.offset(USER), data.offset(PRODUCT)

    def epoch(self, rng: np.random.Generator) -> float:
        """Take one step a batch of positives; return the mean loss."""
        self.model.train()
        order = rng.permutation(len(self.positives))
        losses = [
            self.step(self.positives[order[start : start + self.config.batch]], rng)
            for start in range(0, len(order), self.config.batch)
        ]
        return float(np.mean(losses))

    def step(self, pairs: Pairs, rng: np.random.Generator) -> float:
        """Move the weights once for the (user, product) pairs."""
        products = len(self.data.nodes[PRODUCT])
        drawn = rng.integers(0, products, min(self.config.negatives, products))
        self.optimiser.zero_grad(set_to_none=True)
        x = self.model(*self.edges)
        loss = sampled_softmax(
            x[self._index(pairs[:, 0] + self.user_offset)],
            x[self._index(pairs[:, 1] + self.product_offset)],
            x[self._index(drawn + self.product_offset)],
            self.config.temperature,
        )
        value = float(loss.detach())
        if not isfinite(value):
            raise TrainingError(f"the loss is {value}: lower the learning rate ({self.config.learning_rate})")
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        return value

    @torch.no_grad()
    def vectors(self) -> tuple[Floats, Floats]:
        """Return unit vectors of users [n, d] and products [m, d]."""
        self.model.eval()
        x = torch.nn.functional.normalize(self.model(*self.edges)).cpu().numpy()
        users = x[self.user_offset : self.user_offset + len(self.data.nodes[USER])]
        products = x[self.product_offset : self.product_offset + len(self.data.nodes[PRODUCT])]
        return users, products

    def _index(self, positions: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(positions).to(self.config.device)


def _dot(vectors: tuple[Floats, Floats]) -> Callable[[NDArray[np.int64]], Floats]:
    users, products = vectors
    return lambda rows: users[rows] @ products.T
