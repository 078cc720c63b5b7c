import numpy as np

from gnn.similar import neighbours


def test_neighbours_are_the_nearest_others_in_order() -> None:
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(1500, 8)).astype(np.float32)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    found = [other for row, other, _ in neighbours(vectors, 3) if row == 1400]
    cosines = unit[1400] @ unit.T
    cosines[1400] = -np.inf
    assert found == np.argsort(-cosines)[:3].tolist()


def test_more_neighbours_than_products() -> None:
    assert [(row, other) for row, other, _ in neighbours(np.eye(2, dtype=np.float32), 10)] == [(0, 1), (1, 0)]
