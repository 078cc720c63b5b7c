"""Walks over the graph: what they reach, what hubs cost, which path is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_array

from recommend.algorithms.base import OfTaken
from recommend.algorithms.paths import KnowledgePaths, Path, Walks, paths_of
from recommend.dataset import Dataset, Knowledge, Matrix
from tests.recommend.algorithms.samples import shop

Cells = Sequence[tuple[int, int]]


def matrix(cells: Cells, shape: tuple[int, int]) -> Matrix:
    rows, columns = zip(*cells, strict=True)
    return csr_array((np.ones(len(cells), np.float32), (rows, columns)), shape=shape)


def data(taken: Cells, relations: Mapping[str, Cells] = {}, neighbours: Mapping[str, Cells] = {}) -> Dataset:
    """Return three users and five items; relations have three entities, neighbours two products beyond."""
    rows, columns = (np.array(positions) for positions in zip(*taken, strict=True))
    known = Knowledge(
        {name: matrix(cells, (5, 3)) for name, cells in relations.items()},
        {name: matrix(cells, (5, 7)) for name, cells in neighbours.items()},
    )
    return Dataset(
        tuple("xyz"), tuple("abcde"), rows, columns, np.ones(len(rows), np.float32), knowledge=known
    )


def reached(path: Path) -> list[int]:
    """Return where walks from the first item end."""
    return np.flatnonzero(path.score(matrix([(0, 0)], (1, 5)))[0]).tolist()


def test_every_kind_of_path_is_walked() -> None:
    graph = data(
        [(0, 0), (1, 0), (1, 1)],
        {"brand": [(0, 0), (2, 0), (3, 1)]},
        {"also_bought": [(0, 3), (4, 0), (0, 6), (2, 6), (1, 5)]},
    )
    assert {path.via: reached(path) for path in paths_of(graph, 0)} == {
        "others who took it": [0, 1],
        "its brand": [0, 2],
        "also bought": [3, 4],
        "also bought beyond the data": [0, 2],
    }


def test_a_walk_shares_its_probability_between_edges() -> None:
    graph = data([(0, 0), (0, 1), (0, 2), (1, 0), (1, 3)])
    (path,) = paths_of(graph, 0)
    shares = np.expm1(path.score(matrix([(0, 0)], (1, 5)))[0]) / 5
    np.testing.assert_allclose(shares, [1 / 6 + 1 / 4, 1 / 6, 1 / 6, 1 / 4, 0], atol=1e-6)


def test_hubs_are_discounted() -> None:
    graph = data([(0, 0), (0, 1), (0, 2), (1, 1), (2, 1)])
    plain, discounted = (paths_of(graph, beta)[0].score(matrix([(0, 0)], (1, 5)))[0] for beta in (0, 0.5))
    np.testing.assert_allclose(plain[1], plain[2])
    assert discounted[1] < discounted[2]


def test_a_path_weighs_what_it_finds() -> None:
    walks = KnowledgePaths().fit(shop(rated=False)).scorer
    weights = {path.via: weight for path, weight in zip(walks.paths, walks.weights, strict=True)}
    assert set(weights) == {"others who took it", "its brand", "also bought", "also bought beyond the data"}
    assert weights["others who took it"] > weights["also bought beyond the data"] > 0


def test_the_strongest_path_is_told_with_its_start() -> None:
    graph = data([(0, 0), (0, 3), (1, 1)], {"brand": [(0, 0), (2, 0), (3, 1)]}, {"also_bought": [(3, 4)]})
    paths = tuple(paths_of(graph, 0))
    walks = OfTaken(graph.items, graph.taken(), Walks(paths, (1.0,) * len(paths)))
    assert walks.explain(0, 2) == "because you took a: a → its brand → c"
    assert walks.explain(0, 4) == "because you took d: d → also bought → e"
    assert walks.explain(0, 1) == "no path leads from what is known of you to it"
