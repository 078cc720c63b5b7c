"""Items that share neighbours which nobody of the data took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
from scipy.sparse import csr_array, hstack

from recommend.sparse import by_rarity, unit_rows

if TYPE_CHECKING:
    from recommend.dataset import Knowledge, Matrix

RELATED: Final = 20
"""Items that share neighbours with an item, the most alike of which are joined to it."""


def related(knowledge: Knowledge, items: int) -> Matrix:
    """Return items × items: the cosine of their neighbours beyond the data, weighted by rarity, the best `RELATED`.

    Time is O(Σ over neighbours of the square of the items that have it).
    """
    beyond = [matrix[:, items:] for matrix in knowledge.neighbours.values()]
    if not beyond:
        return cast("Matrix", csr_array((items, items), dtype=np.float32))
    unit = unit_rows(by_rarity(cast("Matrix", csr_array(hstack(beyond)))))
    best = _largest(cast("Matrix", csr_array(unit @ unit.T)), RELATED + 1)
    best.setdiag(0)
    best.eliminate_zeros()
    return cast("Matrix", csr_array(best.maximum(best.T)))


def _largest(matrix: Matrix, k: int) -> Matrix:
    """Return the `k` largest values of each row."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, -matrix.data, rows))
    kept = order[np.arange(len(order)) - matrix.indptr[:-1][rows] < k]
    return csr_array((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)
