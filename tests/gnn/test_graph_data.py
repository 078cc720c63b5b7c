import numpy as np
import pytest

from gnn.errors import GraphShapeError
from gnn.graph_data import Edges, GraphTensors, Pairs

NODES = {"user": ("u0", "u1"), "product": ("p0", "p1", "p2")}


def graph(*pairs: tuple[int, int], wanted: Pairs | None = None) -> GraphTensors:
    edges = Edges("PURCHASED", "user", "product", np.array(pairs, np.int64).reshape(-1, 2))
    return GraphTensors(NODES, edges, wanted=wanted)


def test_an_edge_beyond_the_nodes_is_named() -> None:
    with pytest.raises(GraphShapeError, match=r"PURCHASED: found a product at position 3, expected 0 to 2"):
        graph((0, 3))


def test_nothing_to_learn_from_is_an_error() -> None:
    with pytest.raises(GraphShapeError, match="nothing to learn from"):
        graph()
    with pytest.raises(GraphShapeError, match="found no products"):
        GraphTensors({"user": ("u0",), "product": ()}, graph((0, 0)).behaviour)


def test_held_out_pairs_leave_behaviour_and_what_is_wanted() -> None:
    data = graph((0, 1), (1, 0), (1, 2), wanted=np.array([(0, 1), (1, 0)], np.int64))
    assert data.interactions().tolist() == [[0, 1], [1, 0]]
    rest = data.without(np.array([(0, 1)], np.int64))
    assert rest.behaviour.pairs.tolist() == [[1, 0], [1, 2]]
    assert rest.interactions().tolist() == [[1, 0]]


def test_behaviour_is_users_by_products() -> None:
    pairs = np.array([(0, 1), (1, 2)], np.int64)
    edges = Edges("VIEWED", "user", "product", pairs, np.array([0.5, 2], np.float32))
    assert GraphTensors(NODES, edges).did().toarray().tolist() == [[0, 0.5, 0], [0, 0, 2]]


def test_users_stand_first_and_in_no_relation() -> None:
    bought = Edges("PURCHASED", "user", "product", np.array([(0, 1)], np.int64))
    with pytest.raises(GraphShapeError, match="found nodes product, user, expected user, product first"):
        GraphTensors({"product": ("p0", "p1"), "user": ("u0",)}, bought)
    with pytest.raises(GraphShapeError, match="found a relation of users"):
        GraphTensors(NODES, bought, (bought,))


def test_weights_without_an_edge_are_named() -> None:
    pairs = np.array([(0, 0), (0, 1)], np.int64)
    edges = Edges("VIEWED", "user", "product", pairs, np.ones(3, np.float32))
    with pytest.raises(GraphShapeError, match="VIEWED: found 3 weights, expected 2"):
        GraphTensors(NODES, edges)
