"""One epoch of training: what is to be found is hidden from the graph that finds it."""

from __future__ import annotations

from math import isfinite

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import normalize

from gnn.adjacency import adjacency
from gnn.config import Config
from gnn.errors import TrainingError
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors, Pairs
from gnn.learned import Learned
from gnn.loss import sampled_softmax
from gnn.model import RelationalLightGCN
from gnn.placing import layers_of, learned_of, vectors_of
from gnn.vectors import Vectors

Mask = NDArray[np.bool_]


class Trainer:
    """The model, its optimiser and the tensors they work on.

    A step takes a share of the wanted pairs out of the graph and learns to find them from what is left, since a
    purchase to come is not in the graph either. Without it the model learns to repeat the edges it sees.
    """

    def __init__(self, data: GraphTensors, config: Config) -> None:
        self.data, self.config = data, config
        self.pairs = data.interactions()
        self._known = [adjacency(data, edges).to(config.device) for edges in data.relations]
        self._untaken = np.bincount(data.behaviour.pairs[:, 1], minlength=len(data.nodes[PRODUCT])) == 0
        users, products = len(data.nodes[USER]), len(data.nodes[PRODUCT])
        others, relations = data.size - users - products, 1 + len(data.relations)
        self.model = RelationalLightGCN(users, products, others, relations, config).to(config.device)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=config.learning_rate)
        self._products = slice(data.offset(PRODUCT), data.offset(PRODUCT) + products)

    def epoch(self, rng: np.random.Generator) -> float:
        """Take the steps of one epoch; return the mean loss."""
        order = rng.permutation(len(self.pairs))
        steps = max(self.config.steps, -(-len(order) // self.config.batch))
        parts = np.array_split(order, min(steps, len(order)))
        return float(np.mean([self.step(self.pairs[part], rng) for part in parts]))

    def step(self, pairs: Pairs, rng: np.random.Generator) -> float:
        """Move the weights once for the (user, product) pairs."""
        config, products = self.config, len(self.data.nodes[PRODUCT])
        drawn = rng.choice(products, min(config.negatives, products), replace=False)
        new = self._untaken | (rng.random(products) < config.placeless)
        layers, own = self._layers(self._without(pairs, new), new)
        x = normalize(torch.stack(layers).sum(0))
        loss = sampled_softmax(
            x[self._index(pairs[:, 0])],
            x[self._products],
            self.model.biases(own),
            self._index(pairs[:, 1]),
            self._index(drawn),
            config.temperature,
        )
        value = float(loss.detach())
        if not isfinite(value):
            raise TrainingError(f"the loss is {value}: lower the learning rate ({config.learning_rate})")
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        return value

    def vectors(self, behaviour: Edges | None = None) -> Vectors:
        """Return what was learned, over `behaviour` where there is more of it than was learned from."""
        behaviour = behaviour or self.data.behaviour
        return vectors_of(self.model, self.data, behaviour, self._known, None, self.config.temperature)

    def learned(self) -> Learned:
        """Return what is needed to place products later."""
        return learned_of(self.model, self.data, self.config)

    def _layers(self, behaviour: Edges, new: Mask) -> tuple[list[Tensor], Tensor]:
        return layers_of(self.model, self.data, behaviour, self._known, new)

    def _without(self, pairs: Pairs, products: Mask) -> Edges:
        """Return behaviour without the pairs, and without all that was done to `products`."""
        behaviour, keys = self.data.behaviour, self.data.keys
        hidden = np.isin(keys(behaviour.pairs), keys(pairs)) | products[behaviour.pairs[:, 1]]
        return behaviour.chosen(~hidden)

    def _index(self, positions: Pairs) -> Tensor:
        return torch.from_numpy(positions).to(self.config.device)
