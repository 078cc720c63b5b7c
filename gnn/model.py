"""LightGCN over a graph of many relations: propagation without weights but one a relation."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from gnn.adjacency import SymmetricConv


class RelationalLightGCN(nn.Module):
    """Embeddings smoothed over the graph.

    x⁰ is learned; xˡ⁺¹ = Σ_r w_r A_r xˡ; the output is their sum. w = softmax over relations, so a relation
    that does not help fades. With one relation this is LightGCN (He et al. 2020,
    https://arxiv.org/abs/2002.02126). How popular a product is stands beside its vector, which is then free to
    say whose it is.
    """

    def __init__(self, nodes: int, products: int, relations: int, dimension: int, layers: int) -> None:
        super().__init__()
        self.popularity = nn.Parameter(torch.zeros(products))
        self.newness = nn.Parameter(torch.zeros(()))
        self.embedding = nn.Embedding(nodes, dimension)
        self.relation = nn.Parameter(torch.zeros(relations))
        self.convolution = SymmetricConv()
        self.layers = layers
        nn.init.normal_(self.embedding.weight, std=0.1)

    def forward(self, adjacencies: Sequence[Tensor], own: Tensor | None = None) -> Tensor:
        """Return node vectors [nodes, dimension] over an adjacency [nodes, nodes] a relation.

        `own` [nodes, 1] is 0 for nodes that are to be placed by their neighbours alone, as a new one is
        (DropoutNet, Volkovs et al. 2017).
        """
        weights = torch.softmax(self.relation, 0) * len(self.relation)
        x = self.embedding.weight if own is None else self.embedding.weight * own
        total = x
        for _ in range(self.layers):
            x = sum(
                (
                    weight * self.convolution(x, matrix)
                    for weight, matrix in zip(weights, adjacencies, strict=True)
                ),
                torch.zeros(()),
            )
            total = total + x
        return total

    def biases(self, own: Tensor) -> Tensor:
        """Return what is added to every user's score of a product [products]; new ones (`own` 0) have one in common."""
        return own * self.popularity + (1 - own) * self.newness
