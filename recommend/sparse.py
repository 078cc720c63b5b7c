"""Sparse matrices of items and what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np
from scipy.sparse import csr_array, diags_array

if TYPE_CHECKING:
    from recommend.dataset import Matrix


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
