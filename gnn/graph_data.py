"""A graph as arrays: node ids by type, edges by relation, one index space for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gnn.errors import GraphShapeError

USER = "user"
PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Edges:
    """One relation. `pairs` is int64 [m, 2]: positions in the id lists of `source` and `target`.

    `weights` [m] are > 0; without them every edge weighs 1.
    """

    name: str
    source: str
    target: str
    pairs: NDArray[np.int64]
    weights: NDArray[np.float32] | None = None

    @property
    def is_behaviour(self) -> bool:
        """Whether shoppers did it to products."""
        return (self.source, self.target) == (USER, PRODUCT)

    def chosen(self, mask: NDArray[np.bool_]) -> Edges:
        """Return the edges where `mask` [m] is true."""
        weights = None if self.weights is None else self.weights[mask]
        return replace(self, pairs=self.pairs[mask], weights=weights)


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
        if edges.weights is not None and len(edges.weights) != len(edges.pairs):
            raise GraphShapeError(
                f"{edges.name}: found {len(edges.weights)} weights, expected {len(edges.pairs)}, one an edge"
            )
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
        keys = self.keys(held)
        kept = tuple(
            edges.chosen(~np.isin(self.keys(edges.pairs), keys)) if edges.is_behaviour else edges
            for edges in self.relations
        )
        return replace(self, relations=kept)

    def keys(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return one number for each (user, product) of `pairs`."""
        keys: NDArray[np.int64] = pairs[:, 0] * len(self.nodes[PRODUCT]) + pairs[:, 1]
        return keys
