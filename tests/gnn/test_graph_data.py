import numpy as np
import pytest

from gnn.errors import GraphShapeError
from gnn.graph_data import Edges, GraphTensors

NODES = {"user": ("u0", "u1"), "product": ("p0", "p1", "p2")}


def graph(*pairs: tuple[int, int]) -> GraphTensors:
    return GraphTensors(
        NODES, (Edges("PURCHASED", "user", "product", np.array(pairs, np.int64).reshape(-1, 2)),)
    )


def test_an_edge_beyond_the_nodes_is_named() -> None:
    with pytest.raises(GraphShapeError, match=r"PURCHASED: found a product at position 3, expected 0 to 2"):
        graph((0, 3))


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(GraphShapeError, match="nothing to learn from"):
        graph()
    with pytest.raises(GraphShapeError, match="found no products"):
        GraphTensors({"user": ("u0",), "product": ()}, ())


def test_held_out_pairs_leave_every_relation() -> None:
    viewed = Edges("VIEWED", "user", "product", np.array([(0, 1), (1, 2)], np.int64))
    bought = Edges("PURCHASED", "user", "product", np.array([(0, 1), (1, 0)], np.int64))
    rest = GraphTensors(NODES, (viewed, bought)).without(np.array([(0, 1)], np.int64))
    assert [edges.pairs.tolist() for edges in rest.relations] == [[[1, 2]], [[1, 0]]]


def test_weights_without_an_edge_are_named() -> None:
    pairs = np.array([(0, 0), (0, 1)], np.int64)
    edges = Edges("VIEWED", "user", "product", pairs, np.ones(3, np.float32))
    with pytest.raises(GraphShapeError, match="VIEWED: found 3 weights, expected 2"):
        GraphTensors(NODES, (edges,), ("VIEWED",))
