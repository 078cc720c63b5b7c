"""Similarities against their definitions, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from recommend.algorithms import similarity
from recommend.algorithms.similarity import SIMILARITIES, Rows, most_alike
from recommend.errors import BadRequestError

RANDOM = np.random.default_rng(4)
GIVEN = RANDOM.random((15, 12)) < 0.5
VALUES = RANDOM.integers(1, 6, GIVEN.shape) * GIVEN
REST = RANDOM.normal(size=GIVEN.shape) * GIVEN
ROWS = Rows(*(csr_array(matrix.astype(np.float32)) for matrix in (VALUES, GIVEN, REST)))


def by_definition(name: str, a: int, b: int) -> float:
    both = GIVEN[a] & GIVEN[b]
    if name == "pearson":
        x, y = VALUES[a][both], VALUES[b][both]
        return float(np.corrcoef(x, y)[0, 1]) if len(x) > 1 and x.std() > 0 and y.std() > 0 else 0
    vectors = VALUES if name == "cosine" else REST
    return float(vectors[a] @ vectors[b] / np.linalg.norm(vectors[a]) / np.linalg.norm(vectors[b]))


@pytest.mark.parametrize("shrinkage", [0, 3])
@pytest.mark.parametrize("name", SIMILARITIES)
def test_it_is_what_it_is_called(name: str, shrinkage: float) -> None:
    found = most_alike(ROWS, name, 15, shrinkage).toarray()
    for a, b in np.ndindex(15, 15):
        common = int((GIVEN[a] & GIVEN[b]).sum())
        weight = common / (common + shrinkage) if common else 0
        expected = max(0, by_definition(name, a, b) * weight) if a != b else 0
        assert found[a, b] == pytest.approx(expected, abs=1e-4)


def test_the_strongest_are_kept_in_parts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = most_alike(ROWS, "adjusted-cosine", 15, 3).toarray()
    monkeypatch.setattr(similarity, "CELLS", 40)
    few = most_alike(ROWS, "adjusted-cosine", 4, 3).toarray()
    for row in range(15):
        assert sorted(few[row])[-4:] == pytest.approx(sorted(whole[row])[-4:], abs=1e-6)
        assert (few[row] > 0).sum() <= 4


def test_another_name_is_an_error() -> None:
    with pytest.raises(BadRequestError, match="'jaccard', expected cosine, pearson"):
        most_alike(ROWS, "jaccard", 3, 0)
