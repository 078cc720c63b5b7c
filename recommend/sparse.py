"""Sparse matrices of items and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array, diags_array, vstack

if TYPE_CHECKING:
    from recommend.dataset import Floats, Ints, Matrix


def unit_rows(matrix: Matrix) -> Matrix:
    """Return the rows divided by their length; an empty one stays empty."""
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    scale = diags_array((1 / np.where(lengths > 0, lengths, 1)).astype(np.float32))
    return cast("Matrix", csr_array(scale @ matrix))


def by_rarity(matrix: Matrix) -> Matrix:
    """Return the cells of items × entities times log(1 + items / items that have the entity)."""
    frequency = np.maximum(matrix.sum(axis=0), 1)
    weights = np.log(1 + matrix.shape[0] / frequency).astype(np.float32)
    return cast("Matrix", csr_array(matrix @ diags_array(weights)))


def marked(rows: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    """Return 1 in every cell that is named, once or more."""
    matrix: Matrix = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def product(taken: Matrix, matrix: Matrix) -> Floats:
    """Return taken @ matrix, dense; for one row without what a sparse product costs before it begins."""
    if taken.shape[0] != 1:
        return cast("Floats", (taken @ matrix).toarray())
    starts = matrix.indptr[taken.indices]
    sizes = matrix.indptr[taken.indices + 1] - starts
    # Where the cells of the rows stand, one row behind the other.
    places = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    weighed = np.repeat(taken.data, sizes) * matrix.data[places]
    sums = np.bincount(matrix.indices[places], weighed, matrix.shape[1])
    return sums.astype(np.float32)[None]


def cells(matrix: Matrix, row: int) -> dict[int, float]:
    """Return the columns of a row with their values."""
    own = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return dict(zip(matrix.indices[own].tolist(), matrix.data[own].tolist(), strict=True))


def strongest(matrix: Floats, k: int, block: int = 1024) -> Matrix:
    """Return the `k` cells of each row that are farthest from 0; `block` rows at a time."""
    k, parts = min(k, matrix.shape[1]), []
    for start in range(0, len(matrix), block):
        rows = matrix[start : start + block]
        kept = np.zeros(rows.shape, bool)
        np.put_along_axis(kept, np.argpartition(-abs(rows), k - 1, axis=1)[:, :k], True, axis=1)
        parts.append(csr_array(np.where(kept, rows, 0)))
    return cast("Matrix", csr_array(vstack(parts)))
