"""A graph as arrays: node ids by type, edges by relation, one index space for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from gnn.errors import GraphShapeError

USER = "user"
PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Edges:
    """One relation. `pairs` is int64 [m, 2]: positions in the id lists of `source` and `target`."""

    name: str
    source: str
    target: str
    pairs: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GraphTensors:
    """Nodes and relations. `positives` names the user–product relations whose edges are to be ranked first.

    Memory is 16 bytes an edge.
    """

    nodes: Mapping[str, tuple[str, ...]]
    relations: tuple[Edges, ...]
    positives: tuple[str, ...] = ("PURCHASED",)

    def __post_init__(self) -> None:
        for kind in (USER, PRODUCT):
            if not self.nodes.get(kind):
                raise GraphShapeError(
                    f"found no {kind}s, expected at least one: load products and behaviour first"
                )
        for edges in self.relations:
            self._check(edges)
        if not len(self.interactions()):
            raise GraphShapeError(
                f"found no edge of {', '.join(self.positives)}: there is nothing to learn from"
            )

    def _check(self, edges: Edges) -> None:
        if edges.pairs.ndim != 2 or edges.pairs.shape[1] != 2:
            raise GraphShapeError(f"{edges.name}: found pairs of shape {edges.pairs.shape}, expected [m, 2]")
        for column, kind in enumerate((edges.source, edges.target)):
            ends, size = edges.pairs[:, column], len(self.nodes.get(kind, ()))
            if len(ends) and not (ends.min() >= 0 and ends.max() < size):
                raise GraphShapeError(
                    f"{edges.name}: found a {kind} at position {int(ends.max())}, expected 0 to {size - 1}"
                )

    @property
    def size(self) -> int:
        """Number of nodes of all types."""
        return sum(len(ids) for ids in self.nodes.values())

    def offset(self, kind: str) -> int:
        """Return where the nodes of `kind` begin in the common index space."""
        kinds = list(self.nodes)
        return sum(len(self.nodes[other]) for other in kinds[: kinds.index(kind)])

    def interactions(self) -> NDArray[np.int64]:
        """Return the distinct (user, product) pairs of the positive relations, [m, 2]."""
        chosen = [edges.pairs for edges in self.relations if edges.name in self.positives]
        return np.unique(np.concatenate(chosen), axis=0) if chosen else np.empty((0, 2), np.int64)

    def without(self, held: NDArray[np.int64]) -> GraphTensors:
        """Return the graph without the (user, product) pairs `held`, in whatever relation they stand."""
        width = len(self.nodes[PRODUCT])
        keys = held[:, 0] * width + held[:, 1]
        kept = tuple(
            Edges(edges.name, edges.source, edges.target, edges.pairs[~np.isin(_keys(edges, width), keys)])
            if (edges.source, edges.target) == (USER, PRODUCT)
            else edges
            for edges in self.relations
        )
        return GraphTensors(self.nodes, kept, self.positives)

    def adjacency(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return both directions of every edge: index [2, 2m], norm [2m], relation number [2m].

        norm is 1/√(deg(i)·deg(j)) with degrees counted within the relation (LightGCN, He et al. 2020).
        """
        indexes, norms, numbers = [], [], []
        for number, edges in enumerate(self.relations):
            pairs = edges.pairs + np.array([self.offset(edges.source), self.offset(edges.target)])
            both = np.concatenate([pairs, pairs[:, ::-1]]).T
            degree = np.bincount(both[0], minlength=self.size).astype(np.float32)
            indexes.append(both)
            norms.append(1 / np.sqrt(degree[both[0]] * degree[both[1]]))
            numbers.append(np.full(both.shape[1], number, np.int64))
        return (
            torch.from_numpy(np.ascontiguousarray(np.concatenate(indexes, axis=1))),
            torch.from_numpy(np.concatenate(norms).astype(np.float32)),
            torch.from_numpy(np.concatenate(numbers)),
        )


def _keys(edges: Edges, width: int) -> NDArray[np.int64]:
    keys: NDArray[np.int64] = edges.pairs[:, 0] * width + edges.pairs[:, 1]
    return keys
