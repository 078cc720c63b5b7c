"""What is learned: where products are, and where those who take them are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from gnn.evaluate import Floats


class Vectors(NamedTuple):
    """Two vectors and a bias for each product.

    `products` [m, d] have unit length, and say who wants them; `tastes` [m, d] say what someone who takes them
    wants next. A user is the sum of the tastes of what they did, each weighed, scaled to unit length: nothing of
    a user is learned, so a new one, and an event of a second ago, need no training. A user's score of a product is
    user · product + bias [m].
    """

    products: Floats
    tastes: Floats
    biases: Floats

    def users(self, did: csr_array) -> Floats:
        """Return unit vectors [n, d] of users from the weights of what they did [n, m]; 0 for who did nothing."""
        sums = did @ self.tastes
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        vectors: Floats = (sums / np.where(lengths > 0, lengths, 1)).astype(np.float32)
        return vectors

    def score(self, did: csr_array) -> Floats:
        """Return the scores of all products [n, m] for users who did this [n, m]."""
        scores: Floats = self.users(did) @ self.products.T + self.biases
        return scores
