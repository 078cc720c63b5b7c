"""Nearest products by cosine, in blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024


def neighbours(vectors: NDArray[np.float32], k: int) -> Iterator[tuple[int, int, float]]:
    """Yield (row, other row, cosine) for the `k` nearest others of every row of [n, d].

    Time grows with n², memory with BLOCK × n.
    """
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    k = min(k, len(unit) - 1)
    for start in range(0, len(unit), BLOCK):
        cosines = unit[start : start + BLOCK] @ unit.T
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = -np.inf
        nearest = np.argpartition(-cosines, max(k - 1, 0), axis=1)[:, :k]
        for row, others in zip(rows, nearest, strict=True):
            ranked = others[np.argsort(-cosines[row, others], kind="stable")]
            yield from ((start + int(row), int(other), float(cosines[row, other])) for other in ranked)
