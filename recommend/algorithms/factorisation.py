"""Matrix factorisation of ratings: one embedding for each user and item, and their dot product.

r_ui = μ + b_u + b_i + p_u · q_i, with squared error and Gaussian priors on biases and embeddings, which is L2
regularisation. Fitted by variational Bayes (Lim & Teh, "Variational Bayesian Approach to Movie Rating
Prediction", KDD Cup 2007): as alternating least squares, but each side is solved for its posterior, whose
covariance enters the other side's normal equations, and the strengths of regularisation are learned, one for
each dimension, so that none is tuned to a data set.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from recommend.algorithms.baseline import Scale
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

Doubles = NDArray[np.float64]
if TYPE_CHECKING:
    Sparse: TypeAlias = csr_array[np.float64, tuple[int, int]]
else:
    Sparse = csr_array
PART: Final = 4096
"""Rows whose normal equations are solved at a time."""


@dataclass(slots=True)
class Side:
    """Posterior of one side: `mean` [n, 1 + k] (bias, then embedding) and `covariance` [n, 1 + k, 1 + k].

    `precision` [1 + k] are the priors' strengths.
    """

    mean: Doubles
    covariance: Doubles
    precision: Doubles

    @classmethod
    def drawn(cls, count: int, k: int, random: np.random.Generator) -> Side:
        """Return small random embeddings without bias, as if they were certain."""
        mean = np.hstack([np.zeros((count, 1)), random.normal(0, 0.1, (count, k))])
        return cls(mean, np.zeros((count, 1 + k, 1 + k)), np.ones(1 + k))

    def designs(self) -> tuple[Doubles, Doubles, Doubles]:
        """Return E[x] [n, 1 + k], E[x xᵀ] flat [n, (1 + k)²] and E[x b] [n, 1 + k] for x = (1, embedding)."""
        design = self.mean.copy()
        design[:, 0] = 1
        outer = design[:, :, None] * design[:, None, :]
        outer[:, 1:, 1:] += self.covariance[:, 1:, 1:]
        biased = design * self.mean[:, :1]
        biased[:, 1:] += self.covariance[:, 0, 1:]
        return design, outer.reshape(len(design), -1), biased

    def solve(self, rest: Sparse, given: Sparse, other: Side, noise: float) -> float:
        """Solve this side for `other`, learn its priors, and return the expected sum of squared errors.

        `rest` [n, others] is what ratings are above μ, `given` has 1 where there is one.
        """
        design, outer, biased = other.designs()
        squared_bias = other.mean[:, 0] ** 2 + other.covariance[:, 0, 0]
        width = design.shape[1]
        errors = 0.0
        for start in range(0, len(self.mean), PART):
            own = slice(start, start + PART)
            some, cells = rest[own], given[own]
            gram = np.asarray(cells @ outer).reshape(-1, width, width)
            wanted = np.asarray(some @ design - cells @ biased)
            covariance = np.linalg.inv(gram / noise + np.diag(self.precision))
            mean = (covariance @ wanted[:, :, None])[:, :, 0] / noise
            self.mean[own], self.covariance[own] = mean, covariance
            second = covariance + mean[:, :, None] * mean[:, None, :]
            # Σ E[(r - μ - b - x · w)²], multiplied out: every sum over ratings is one that is there already.
            errors += float((some.data**2).sum() - 2 * (some @ other.mean[:, 0]).sum())
            errors += float((cells @ squared_bias).sum() - 2 * (mean * wanted).sum() + (gram * second).sum())
        variances = np.einsum("nii->ni", self.covariance)
        self.precision = len(self.mean) / (self.mean**2 + variances).sum(axis=0)
        return errors


@dataclass(frozen=True, slots=True)
class Factors:
    """Learned biases and embeddings."""

    mean: float
    users: Side
    items: Side
    scale: Scale
    ratings: Matrix
    names: tuple[str, ...]

    def score(self, users: Ints) -> Floats:
        """Return predicted ratings; O(len(users) · items · k)."""
        own, items = self.users.mean[users], self.items.mean
        return self.scale.bound(self.mean + own[:, :1] + items[:, 0] + own[:, 1:] @ items[:, 1:].T)

    def explain(self, user: int, item: int) -> str:
        """Return the user's own rating that speaks most for the item.

        The user's embedding is a sum over ratings, so the prediction is one too (Hu, Koren & Volinsky, ICDM
        2008, § 5): rating j adds xᵀ_item · covariance · x_j · (r_j - μ - b_j).
        """
        own = self.ratings[[user]]
        if not own.nnz:
            return "nothing is known of you: it is scored as everybody rates it"
        designs = np.hstack([np.ones((len(self.names), 1)), self.items.mean[:, 1:]])
        above = own.data - self.mean - self.items.mean[own.indices, 0]
        adds = designs[item] @ self.users.covariance[user] @ designs[own.indices].T * above
        best = int(np.argmax(adds))
        return f"because you rated {self.names[own.indices[best]]} {own.data[best]:g}"


@dataclass(frozen=True, slots=True)
class MatrixFactorisation:
    """Biased matrix factorisation with `k` dimensions; what the data does not need is regularised away."""

    k: int = 10
    sweeps: int = 20
    name: ClassVar[str] = "mf"
    rates: ClassVar[bool] = True

    def fit(self, data: Dataset, seed: int = 7) -> Factors:
        """Alternate between users and items.

        A sweep takes O(ratings · k² + (users + items) · k³), memory is O((users + items) · k²) doubles.

        Raises:
            DatasetError: all values are equal: there are no ratings to learn from.
        """
        if not data.rated:
            raise DatasetError("all values are equal: mf learns from ratings, take mf-softmax for purchases")
        random = np.random.default_rng(seed)
        users, items = (Side.drawn(len(names), self.k, random) for names in (data.users, data.items))
        mean = float(data.values.mean(dtype=np.float64))
        given = data.taken().astype(np.float64)
        rest = data.matrix().astype(np.float64)
        rest.data -= mean
        rest_of_items, given_of_items = csr_array(rest.T), csr_array(given.T)
        noise = float(rest.data.var())
        for _ in range(self.sweeps):
            users.solve(rest, given, items, noise)
            noise = items.solve(rest_of_items, given_of_items, users, noise) / len(data)
        return Factors(mean, users, items, Scale.of(data), data.matrix(), data.items)
