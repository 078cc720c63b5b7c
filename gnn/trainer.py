"""One epoch of training: what is to be found is hidden from the graph that finds it."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import normalize

from gnn.adjacency import adjacency
from gnn.config import Config
from gnn.errors import TrainingError
from gnn.evaluate import Floats, Pairs
from gnn.graph_data import PRODUCT, USER, Edges, GraphTensors
from gnn.loss import sampled_softmax
from gnn.model import RelationalLightGCN

Mask = NDArray[np.bool_]


class Vectors(NamedTuple):
    """A user's score of a product is users [n, d] · products [m, d] + biases [m]; vectors have unit length."""

    users: Floats
    products: Floats
    biases: Floats

    def score(self, users: Pairs) -> Floats:
        """Return the scores of all products [len(users), m]."""
        scores: Floats = self.users[users] @ self.products.T + self.biases
        return scores


class Trainer:
    """The model, its optimiser and the tensors they work on.

    A step takes a share of the positives out of the graph and learns to find them from what is left, since a
    purchase to come is not in the graph either. Without it the model learns to repeat the edges it sees:
    users × products of one layer already holds the answer.
    """

    def __init__(self, data: GraphTensors, config: Config) -> None:
        self.data, self.config = data, config
        self.positives = data.interactions()
        # Behaviour comes first, so that a step can put its own part of it in place.
        self._behaviour = [edges for edges in data.relations if edges.is_behaviour]
        self._known = [self._tensor(edges) for edges in data.relations if not edges.is_behaviour]
        self.model = RelationalLightGCN(
            data.size, len(data.nodes[PRODUCT]), len(data.relations), config.dimension, config.layers
        )
        self.model.to(config.device)
        self.optimiser = torch.optim.Adam(self.model.parameters(), lr=config.learning_rate)
        self._users = slice(data.offset(USER), data.offset(USER) + len(data.nodes[USER]))
        self._unknown = _untaken(data)
        self._products = slice(data.offset(PRODUCT), data.offset(PRODUCT) + len(data.nodes[PRODUCT]))

    def epoch(self, rng: np.random.Generator) -> float:
        """Take the steps of one epoch; return the mean loss."""
        self.model.train()
        order = rng.permutation(len(self.positives))
        steps = max(self.config.steps, -(-len(order) // self.config.batch))
        parts = np.array_split(order, min(steps, len(order)))
        return float(np.mean([self.step(self.positives[part], rng) for part in parts]))

    def step(self, pairs: Pairs, rng: np.random.Generator) -> float:
        """Move the weights once for the (user, product) pairs."""
        config, products = self.config, len(self.data.nodes[PRODUCT])
        drawn = rng.choice(products, min(config.negatives, products), replace=False)
        new_users = rng.random(len(self.data.nodes[USER])) < config.placeless_users
        new_products = self._unknown | (rng.random(products) < config.placeless_products)
        self.optimiser.zero_grad(set_to_none=True)
        users, vectors, biases = self._scored(
            self._without(pairs, new_products), self._own(new_users, new_products)
        )
        loss = sampled_softmax(
            users[self._index(pairs[:, 0])],
            vectors,
            biases,
            self._index(pairs[:, 1]),
            self._index(drawn),
            config.temperature,
        )
        value = float(loss.detach())
        if not isfinite(value):
            raise TrainingError(f"the loss is {value}: lower the learning rate ({config.learning_rate})")
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimiser.step()
        return value

    @torch.no_grad()
    def vectors(self, data: GraphTensors | None = None) -> Vectors:
        """Return what was learned, over the behaviour of `data` if it is given: more of it, or that of new users."""
        self.model.eval()
        data = data or self.data
        behaviour = [self._tensor(edges) for edges in data.relations if edges.is_behaviour]
        own = self._own(np.zeros(len(data.nodes[USER]), bool), _untaken(data))
        users, products, biases = (part.cpu().numpy() for part in self._scored(behaviour, own))
        return Vectors(users, products, np.float32(self.config.temperature) * biases)

    def _scored(self, behaviour: list[Tensor], own: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = normalize(self.model([*behaviour, *self._known], own))
        return x[self._users], x[self._products], self.model.biases(own[self._products, 0])

    def _without(self, pairs: Pairs, products: Mask) -> list[Tensor]:
        """Return behaviour without the pairs, whatever its kind, and without all that was done to `products`."""
        hidden = self.data.keys(pairs)
        return [
            self._tensor(
                edges.chosen(~(np.isin(self.data.keys(edges.pairs), hidden) | products[edges.pairs[:, 1]]))
            )
            for edges in self._behaviour
        ]

    def _own(self, users: Mask, products: Mask) -> Tensor:
        """Return 0 for the new users and products, else 1, [nodes, 1]."""
        own = np.ones((self.data.size, 1), np.float32)
        own[self._users, 0] = ~users
        own[self._products, 0] = ~products
        return torch.from_numpy(own).to(self.config.device)

    def _tensor(self, edges: Edges) -> Tensor:
        return adjacency(self.data, edges).to(self.config.device)

    def _index(self, positions: Pairs) -> Tensor:
        return torch.from_numpy(positions).to(self.config.device)


def _untaken(data: GraphTensors) -> Mask:
    """Return which products nobody did anything with [products]."""
    ends = [edges.pairs[:, 1] for edges in data.relations if edges.is_behaviour]
    untaken: Mask = np.bincount(np.concatenate(ends), minlength=len(data.nodes[PRODUCT])) == 0
    return untaken
