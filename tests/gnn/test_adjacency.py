import numpy as np
import pytest
import torch

from gnn.adjacency import SymmetricConv, adjacency
from gnn.graph_data import Edges, GraphTensors
from tests.gnn.test_graph_data import NODES, graph


def test_adjacency_is_symmetric_and_normalised_within_a_relation() -> None:
    data = graph((0, 0), (0, 1), (1, 1))
    dense = adjacency(data, data.behaviour).to_dense()
    # Users 0 and 1 are nodes 0 and 1, products 2 to 4: user 0 has degree 2, product 1 (node 3) has degree 2.
    assert torch.equal(dense, dense.T)
    assert dense[0, 3] == pytest.approx(0.5)
    assert dense[0, 2] == pytest.approx(2**-0.5)
    assert dense[4].sum() == 0


def test_weights_count_as_so_many_edges() -> None:
    pairs = np.array([(0, 0), (0, 1)], np.int64)
    edges = Edges("VIEWED", "user", "product", pairs, np.array([3, 1], np.float32))
    dense = adjacency(GraphTensors(NODES, edges), edges).to_dense()
    assert dense[0, 2] == pytest.approx(3 / (4 * 3) ** 0.5)


def test_the_gradient_of_a_step_is_that_of_the_dense_product() -> None:
    data = graph((0, 0), (0, 1), (1, 1))
    matrix = adjacency(data, data.behaviour)
    x = torch.arange(10.0).reshape(5, 2).requires_grad_()
    wanted = torch.arange(10.0).reshape(5, 2) ** 2
    (SymmetricConv()(x, matrix) * wanted).sum().backward()
    assert x.grad is not None
    torch.testing.assert_close(x.grad, matrix.to_dense().T @ wanted)
