"""Products where the knowledge-graph GNN puts them; nothing here needs torch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from recommend.algorithms.wording import because_you_took

if TYPE_CHECKING:
    from gnn.learned import Learned
    from gnn.vectors import Vectors
    from recommend.dataset import Floats, Ints, Matrix


@dataclass(frozen=True, slots=True)
class Placed:
    """Products in the space of the GNN, the figures of the training, and what is needed to place new ones."""

    vectors: Vectors
    metrics: Mapping[str, float] = field(default_factory=dict)
    learned: Learned | None = None

    def score(self, taken: Matrix) -> Floats:
        """Return cosines and biases."""
        return self.vectors.score(taken)

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return the dot products of tastes and products, weighed: what each adds before scaling to unit length."""
        adds: Floats = self.vectors.tastes[taken.indices] @ self.vectors.products[items].T
        return taken.data[:, None] * adds

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        """Return the user's own item whose taste is nearest."""
        return because_you_took(names, taken.indices, self.shares(taken, np.array([item]))[:, 0])
