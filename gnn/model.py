"""LightGCN over a graph of many relations: propagation without weights but one a relation."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from gnn.adjacency import SymmetricConv
from gnn.config import Config


class RelationalLightGCN(nn.Module):
    """Embeddings smoothed over the graph.

    x⁰ is learned for products and what is known of them, and 0 for users; xˡ⁺¹ = Σ_r w_r A_r xˡ. w = softmax over
    relations, so a relation that does not help fades. With one relation, and vectors of their own for users, this
    is LightGCN (He et al. 2020, https://arxiv.org/abs/2002.02126). How popular a product is stands beside its
    vector, which is then free to say whose it is.
    """

    def __init__(self, users: int, products: int, others: int, relations: int, config: Config) -> None:
        super().__init__()
        self.users, self.layers = users, config.layers
        self.embedding = nn.Embedding(products + others, config.dimension)
        self.relation = nn.Parameter(torch.zeros(relations))
        self.popularity = nn.Parameter(torch.zeros(products))
        self.newness = nn.Parameter(torch.zeros(()))
        self.convolution = SymmetricConv()
        nn.init.normal_(self.embedding.weight, std=0.1)

    def forward(self, adjacencies: Sequence[Tensor], own: Tensor) -> list[Tensor]:
        """Return xˡ [nodes, dimension] of each layer from 0, over an adjacency [nodes, nodes] a relation.

        `own` [products + others, 1] is 0 for what is to be placed by its neighbours alone, as a new product is
        (DropoutNet, Volkovs et al. 2017).
        """
        weights = torch.softmax(self.relation, 0) * len(self.relation)
        x = self.embedding.weight * own
        layers = [torch.cat([x.new_zeros(self.users, x.shape[1]), x])]
        for _ in range(self.layers):
            parts = [w * self.convolution(layers[-1], a) for w, a in zip(weights, adjacencies, strict=True)]
            layers.append(torch.stack(parts).sum(0))
        return layers

    def biases(self, own: Tensor) -> Tensor:
        """Return what is added to every user's score of a product [products]; new ones (`own` 0) have one in common."""
        return own * self.popularity + (1 - own) * self.newness
