"""A graph as arrays: node ids by type, edges by relation, one index space for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from gnn.errors import GraphShapeError

USER = "user"
PRODUCT = "product"
Pairs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edges:
    """One relation. `pairs` is int64 [m, 2]: positions in the id lists of `source` and `target`.

    `weights` [m] are > 0; without them every edge weighs 1.
    """

    name: str
    source: str
    target: str
    pairs: Pairs
    weights: NDArray[np.float32] | None = None

    def weighed(self) -> NDArray[np.float32]:
        """Return the weights [m], 1 where there are none."""
        return np.ones(len(self.pairs), np.float32) if self.weights is None else self.weights

    def chosen(self, mask: NDArray[np.bool_]) -> Edges:
        """Return the edges where `mask` [m] is true."""
        weights = None if self.weights is None else self.weights[mask]
        return replace(self, pairs=self.pairs[mask], weights=weights)


@dataclass(frozen=True, slots=True)
class GraphTensors:
    """Nodes, what users did to products, and `relations`: what is known of products.

    Users, then products stand first among `nodes`, and no relation names a user: a user is what they did.
    `wanted` [m, 2] are the (user, product) pairs that are to be ranked first, each of them in `behaviour`; without
    it all are. Memory is 16 bytes an edge.
    """

    nodes: Mapping[str, tuple[str, ...]]
    behaviour: Edges
    relations: tuple[Edges, ...] = ()
    wanted: Pairs | None = None

    def __post_init__(self) -> None:
        for kind in (USER, PRODUCT):
            if not self.nodes.get(kind):
                raise GraphShapeError(
                    f"found no {kind}s, expected at least one: load products and behaviour first"
                )
        if list(self.nodes)[:2] != [USER, PRODUCT]:
            raise GraphShapeError(f"found nodes {', '.join(self.nodes)}, expected {USER}, {PRODUCT} first")
        for edges in (self.behaviour, *self.relations):
            self._check(edges)
        if any(USER in (edges.source, edges.target) for edges in self.relations):
            raise GraphShapeError("found a relation of users, expected products and what is known of them")
        if not len(self.interactions()):
            raise GraphShapeError(
                f"found no edge of {self.behaviour.name} that is wanted: there is nothing to learn from"
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

    def interactions(self) -> Pairs:
        """Return the distinct wanted pairs, [m, 2]."""
        return np.unique(self.behaviour.pairs if self.wanted is None else self.wanted, axis=0)

    def did(self) -> csr_array:
        """Return users × products, float32, with the weights of behaviour."""
        shape = (len(self.nodes[USER]), len(self.nodes[PRODUCT]))
        return csr_array((self.behaviour.weighed(), tuple(self.behaviour.pairs.T)), shape=shape)

    def without(self, held: Pairs) -> GraphTensors:
        """Return the graph without the (user, product) pairs `held`."""
        left = ~np.isin(self.keys(self.behaviour.pairs), self.keys(held))
        wanted = self.interactions()
        return replace(
            self,
            behaviour=self.behaviour.chosen(left),
            wanted=wanted[~np.isin(self.keys(wanted), self.keys(held))],
        )

    def keys(self, pairs: Pairs) -> NDArray[np.int64]:
        """Return one number for each (user, product) of `pairs`."""
        keys: NDArray[np.int64] = pairs[:, 0] * len(self.nodes[PRODUCT]) + pairs[:, 1]
        return keys
