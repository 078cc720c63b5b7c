"""How alike the rows of a matrix of ratings are, and the most alike of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.sparse import csr_array, vstack

from recommend.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from recommend.dataset import Floats, Ints, Matrix

SIMILARITIES: Final = ("cosine", "pearson", "adjusted-cosine")
CELLS: Final = 1 << 22
"""Similarities computed at a time, 16 MiB; some eight such arrays are held."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What stands in common cells: given values, 1 in each, and what is left of it above its baseline.

    Where values are not `rated`, all three are 1.
    """

    values: Matrix
    given: Matrix
    rest: Matrix
    rated: bool = True

    def transposed(self) -> Rows:
        """Return columns as rows."""
        values, given, rest = (csr_array(matrix.T) for matrix in (self.values, self.given, self.rest))
        return Rows(values, given, rest, self.rated)


def most_alike(rows: Rows, similarity: str, k: int, shrinkage: float) -> Matrix:
    """Return the k most alike others of each row [n, n], similarities > 0 only.

    cosine: of whole rows, a missing value counting 0.
    adjusted-cosine: the same of what is above the baseline (Sarwar et al., WWW 2001, subtract the user's
    mean alone).
    pearson: correlation over the columns that both rows have; where all values are equal, which has no
    correlation, cosine.

    Each is multiplied by c / (c + shrinkage) for c common columns, since few of them say little (Koren 2010).

    Time is O(n² + Σ_columns count²), memory O(n · k) and a few times `CELLS`.

    Raises:
        BadRequestError: there is no such similarity.
    """
    if similarity not in SIMILARITIES:
        raise BadRequestError(f"found the similarity {similarity!r}, expected {', '.join(SIMILARITIES)}")
    parts = []
    count = rows.values.shape[0]
    for part in _parts(count):
        similar = _similar(rows, part, similarity)
        common = _product(rows.given, rows.given, part)
        similar *= common / (common + shrinkage) if shrinkage else common > 0
        similar[np.arange(len(part)), part] = 0
        parts.append(_strongest(similar, min(k, count)))
    return csr_array(vstack(parts))


def _similar(rows: Rows, part: Ints, similarity: str) -> Floats:
    if similarity == "pearson" and rows.rated:
        return _pearson(rows, part)
    vectors = rows.rest if similarity == "adjusted-cosine" else rows.values
    lengths: Floats = np.sqrt(vectors.multiply(vectors).sum(axis=1)).astype(np.float32)
    return _ratio(_product(vectors, vectors, part), lengths[part, None] * lengths)


def _pearson(rows: Rows, part: Ints) -> Floats:
    """Return Σxy - ΣxΣy/c over √((Σx² - (Σx)²/c)(Σy² - (Σy)²/c)), sums over the c common columns."""
    values, given = rows.values, rows.given
    squares = csr_array(values.multiply(values))
    common = np.maximum(_product(given, given, part), 1)
    x, y = _product(values, given, part), _product(given, values, part)
    spread_x = _product(squares, given, part) - x**2 / common
    spread_y = _product(given, squares, part) - y**2 / common
    covariance = _product(values, values, part) - x * y / common
    return _ratio(covariance, np.sqrt(np.maximum(spread_x * spread_y, 0)))


def _ratio(above: NDArray[np.floating], below: NDArray[np.floating]) -> Floats:
    """Return above / below, 0 where there is no spread but rounding."""
    return np.where(below > 1e-5, above / np.maximum(below, 1e-5), 0).astype(np.float32)


def _product(left: Matrix, right: Matrix, part: Ints) -> Floats:
    product: Floats = (left[part] @ right.T).toarray()
    return product


def _strongest(similar: Floats, k: int) -> Matrix:
    columns = np.argpartition(-similar, k - 1, axis=1)[:, :k]
    values = np.take_along_axis(similar, columns, axis=1)
    rows = np.repeat(np.arange(len(similar)), k).reshape(columns.shape)
    positive = values > 0
    cells = (values[positive], (rows[positive], columns[positive]))
    return csr_array(cells, shape=similar.shape)


def _parts(count: int) -> Iterator[Ints]:
    size = max(1, CELLS // count)
    return (np.arange(start, min(start + size, count)) for start in range(0, count, size))
