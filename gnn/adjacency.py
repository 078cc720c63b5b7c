"""Relations as sparse matrices over all nodes, and the product with one."""

from __future__ import annotations

import warnings
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_array
from torch import Tensor
from torch_geometric.nn.conv import LGConv

from gnn.graph_data import Edges, GraphTensors


def adjacency(data: GraphTensors, edges: Edges) -> Tensor:
    """Return both directions of the edges as a symmetric sparse matrix [nodes, nodes].

    A weight is divided by √(dᵢ·dⱼ), where d is the sum of a node's weights within the relation
    (LightGCN, He et al. 2020). Memory is 24 bytes an edge.
    """
    size = data.size
    source, target = (
        edges.pairs[:, column] + data.offset(kind) for column, kind in enumerate((edges.source, edges.target))
    )
    weights = edges.weighed()
    ends = np.concatenate([source, target]), np.concatenate([target, source])
    both = np.concatenate([weights, weights])
    degree = np.bincount(ends[0], both, minlength=size)
    scaled = both / np.sqrt(degree[ends[0]] * degree[ends[1]])
    matrix = csr_array((scaled.astype(np.float32), ends), shape=(size, size))
    matrix.sum_duplicates()
    with warnings.catch_warnings():
        # torch calls every sparse tensor of this kind a beta; the product with a dense one is all we ask of it.
        warnings.filterwarnings("ignore", "Sparse CSR tensor support is in beta", UserWarning)
        return torch.sparse_csr_tensor(
            torch.from_numpy(matrix.indptr.astype(np.int64)),
            torch.from_numpy(matrix.indices.astype(np.int64)),
            torch.from_numpy(matrix.data),
            (size, size),
            check_invariants=True,
        )


def degrees(count: int, edges: Edges) -> NDArray[np.float64]:
    """Return the sum of weights of each of the `count` targets."""
    return np.bincount(edges.pairs[:, 1], edges.weighed(), count).astype(np.float64)


class SymmetricConv(LGConv):  # type: ignore[misc]
    """One step of LightGCN over a symmetric sparse matrix: x ↦ A·x, whose gradient is g ↦ A·g.

    torch would transpose A for each gradient, which takes longer than the product itself.
    """

    def __init__(self) -> None:
        super().__init__(normalize=False)

    def message_and_aggregate(self, adj_t: Tensor, x: Tensor) -> Tensor:
        """Return A·x [nodes, d]."""
        return cast("Tensor", _SymmetricProduct.apply(adj_t, x))  # type: ignore[no-untyped-call]


class _SymmetricProduct(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, matrix: Tensor, x: Tensor) -> Tensor:  # noqa: ANN401 (torch types it so)
        ctx.matrix = matrix
        return matrix @ x

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[None, Tensor]:  # noqa: ANN401
        return None, ctx.matrix @ gradients[0]
