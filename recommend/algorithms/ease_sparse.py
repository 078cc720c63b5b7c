"""EASE for large catalogues: an item is predicted from its neighbourhood alone.

Steck, "Markov Random Fields for Collaborative Filtering", NeurIPS 2019, § 3: the sparsity pattern is given by the
largest correlations; the inverse is found block by block, where a block is an item with its neighbourhood and gives
the weights of those items of it that are nearest to its centre; weights found in several blocks are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, cast

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array, diags_array, vstack

from recommend.algorithms.base import OfTaken
from recommend.algorithms.ease import ItemWeights, choose_l2, weights_of
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from recommend.dataset import Dataset, Floats, Ints, Matrix

PART: Final = 1024
"""Items whose neighbourhoods are found at a time."""


@dataclass(frozen=True, slots=True)
class SparseEase:
    """EASE with `neighbours` an item; blocks of weights are shared by the nearest `shared` of a neighbourhood."""

    l2: float | None = None
    """λ; without it the best for EASE among the items that most users took."""
    neighbours: int = 400
    shared: float = 0.1
    name: ClassVar[str] = "ease-sparse"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> OfTaken[ItemWeights]:
        """Solve block by block.

        A block costs neighbours³ and gives `shared` · neighbours columns, so time is O(items · neighbours²), and
        O(Σ_users count²) for the neighbourhoods; memory is O(items · neighbours + interactions).

        Raises:
            DatasetError: there are no interactions.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        l2 = choose_l2(data, seed) if self.l2 is None else self.l2
        taken = data.taken()
        weights = self._solve(taken, _nearest(taken, self.neighbours), l2)
        return OfTaken(data.items, taken, ItemWeights(weights))

    def _solve(self, taken: Matrix, nearest: Matrix, l2: float) -> Matrix:
        """Return the weights [items, items]; `nearest` has each item's neighbourhood in its row."""
        by_item = csc_array(taken)
        sizes = np.diff(nearest.indptr)
        solved = np.zeros(len(sizes), bool)
        found = []
        for centre in np.argsort(-sizes, kind="stable"):
            if solved[centre] or not sizes[centre]:
                continue
            own = slice(nearest.indptr[centre], nearest.indptr[centre + 1])
            block = np.append(centre, nearest.indices[own])
            inner = block[: 1 + int(self.shared * sizes[centre])]
            members = by_item[:, block]
            weights = weights_of((members.T @ members).toarray(), l2)[:, : len(inner)]
            rows, columns = np.broadcast_arrays(block[:, None], inner)
            found.append((rows.ravel(), columns.ravel(), weights.ravel()))
            solved[inner] = True
        return _means(found, len(sizes))


def _nearest(taken: Matrix, k: int) -> Matrix:
    """Return the `k` other items of largest cosine in each row [items, items], best first, those above 0."""
    lengths = np.sqrt(np.maximum(taken.sum(axis=0), 1))
    unit = cast("Matrix", csr_array(taken @ diags_array((1 / lengths).astype(np.float32))))
    by_item = cast("Matrix", csr_array(unit.T))
    parts = [_largest(by_item, unit, start, k) for start in range(0, len(lengths), PART)]
    return cast("Matrix", csr_array(vstack(parts)))


def _largest(by_item: Matrix, unit: Matrix, start: int, k: int) -> Matrix:
    cosines = coo_array(by_item[start : start + PART] @ unit)
    rows, columns = cosines.coords
    order = np.lexsort((columns, -cosines.data, rows))
    order = order[columns[order] != rows[order] + start]
    firsts = np.searchsorted(rows[order], rows[order])
    order = order[np.arange(len(order)) - firsts < k]
    ends = np.searchsorted(rows[order], np.arange(cosines.shape[0] + 1))
    # Made from its parts, a matrix keeps the order within a row.
    kept = csr_array((cosines.data[order], columns[order], ends), shape=cosines.shape)
    return cast("Matrix", kept)


def _means(found: list[tuple[Ints, Ints, Floats]], items: int) -> Matrix:
    """Return the mean of what stands in the same cell."""
    if not found:
        return cast("Matrix", csr_array((items, items), dtype=np.float32))
    rows, columns, values = (np.concatenate(each) for each in zip(*found, strict=True))
    cells, shape = (rows, columns), (items, items)
    sums: Matrix = csr_array((values, cells), shape=shape)
    times: Matrix = csr_array((np.ones_like(values), cells), shape=shape)
    sums.data /= times.data
    return sums
