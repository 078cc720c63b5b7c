"""EASE: what items say of one another, in closed form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from scipy.linalg.lapack import spotrf, spotri
from scipy.sparse import csr_array, issparse

from recommend.algorithms.base import OfTaken
from recommend.algorithms.validation import among, by_user_and_item, hold_one_out
from recommend.algorithms.wording import because_you_took
from recommend.errors import DatasetError
from recommend.sparse import product, strongest

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

L2: Final = (10.0, 30.0, 100.0, 300.0, 1000.0)
"""Values of λ that are tried."""
USUAL: Final = 200.0
"""λ where nothing can be held out."""
TRIED_ON: Final = 4000
"""Items on which λ is chosen at most: five solutions with their figures take 0.4 of solving 10,429 items once.

Of 30, 100 and 300, 100 is the best there and among all 10,429; items drawn at random lose the users' histories, and
want more.
"""


@dataclass(frozen=True, slots=True)
class ItemWeights:
    """A user's score of an item is the sum of the weights [items, items] from what the user took to it."""

    weights: Floats | Matrix

    def score(self, taken: Matrix) -> Floats:
        """Return taken @ weights; where these are sparse, O(n · (items of a user · weights of an item + items))."""
        if issparse(self.weights):
            return product(taken, self.weights)
        scores: Floats = taken @ self.weights
        return scores

    def moved(self, positions: Ints) -> ItemWeights:
        """Return the weights of items that stood at `positions` [items], and stand in their order now; -1 are new."""
        known = np.flatnonzero(positions >= 0)
        shape = (len(positions), self.weights.shape[0])
        moving = csr_array((np.ones(len(known), np.float32), (known, positions[known])), shape=shape)
        return ItemWeights(csr_array(moving @ csr_array(self.weights) @ moving.T))

    def shares(self, taken: Matrix, items: Ints) -> Floats:
        """Return the weights from each to the items."""
        leading = self.weights[taken.indices][:, items]
        return taken.data[:, None] * (leading.toarray() if issparse(leading) else leading)

    def explain(self, names: tuple[str, ...], taken: Matrix, item: int) -> str:
        """Return the user's own item whose weight is largest."""
        return because_you_took(names, taken.indices, self.shares(taken, np.array([item]))[:, 0])


@dataclass(frozen=True, slots=True)
class Ease:
    """B = I − P·diag(P)⁻¹ with P = (XᵀX + λI)⁻¹ (Steck, "Embarrassingly Shallow Autoencoders", WWW 2019)."""

    l2: float | None = None
    """λ; without it the best of `L2` on interactions held out."""
    kept: int | None = None
    """Weights of an item that are kept, those farthest from 0, so that they fit a live server; all by default."""
    name: ClassVar[str] = "ease"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[ItemWeights]:
        """Solve; time is O(items³), 25 s for 10,000 items on one core, memory 8 bytes × items².

        Raises:
            DatasetError: there are no interactions.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        l2 = choose_l2(data, seed) if self.l2 is None else self.l2
        taken = data.taken()
        weights = weights_of((taken.T @ taken).toarray(), l2)
        return OfTaken(
            data.items, taken, ItemWeights(strongest(weights, self.kept) if self.kept else weights)
        )


def choose_l2(data: Dataset, seed: int) -> float:
    """Return the value of `L2` that finds best what is held out, among the `TRIED_ON` items that most users took.

    λ is weighed against how many took an item, which leaving other items out does not change; leaving users out
    would. Time is O(min(items, `TRIED_ON`)³) for each value, memory 12 bytes × min(items, `TRIED_ON`)².
    """
    counts = np.bincount(data.columns, minlength=len(data.items))
    most = np.sort(np.argsort(-counts, kind="stable")[:TRIED_ON])
    validation = hold_one_out(by_user_and_item(among(data, most)), seed)
    if not validation:
        return USUAL
    names, taken = validation.train.items, validation.train.taken()
    gram = (taken.T @ taken).toarray()
    tried = (OfTaken(names, taken, ItemWeights(weights_of(gram.copy(), l2))) for l2 in L2)
    return L2[int(np.argmax([validation.ndcg(fitted) for fitted in tried]))]


def weights_of(gram: Floats, l2: float) -> Floats:
    """Return EASE's weights [items, items] for XᵀX = `gram`, which is overwritten.

    Raises:
        DatasetError: `l2` is too small for `gram` to be inverted in single precision.
    """
    gram[np.diag_indices_from(gram)] += l2
    # A transposed view is in Fortran's order, so that LAPACK works in place; a symmetric matrix does not mind.
    factor, failed = spotrf(gram.T, lower=0, overwrite_a=1, clean=0)
    if not failed:
        inverse, failed = spotri(factor, lower=0, overwrite_c=1)
    if failed:
        raise DatasetError(f"found l2 {l2:g}, too small for a stable solution: take a larger one")
    _mirror(inverse)
    weights: Floats = inverse.T
    weights /= -np.diag(weights).copy()
    np.fill_diagonal(weights, 0)
    return weights


def _mirror(upper: Floats, block: int = 1024) -> None:
    """Copy the upper triangle to the lower one, block by block, so that no second matrix is held."""
    for start in range(0, len(upper), block):
        part = slice(start, start + block)
        corner = upper[part, part]
        corner[:] = np.triu(corner) + np.triu(corner, 1).T
        upper[start + block :, part] = upper[part, start + block :].T
