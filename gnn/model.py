"""LightGCN over a graph of many relations: propagation without weights but one a relation."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch_geometric.nn.conv import LGConv


class RelationalLightGCN(nn.Module):
    """Embeddings smoothed over the graph.

    x⁰ is learned; xˡ⁺¹ᵢ = Σ_r w_r Σ_{j ∈ N_r(i)} xˡⱼ / √(deg_r(i)·deg_r(j)); the output is their mean.
    w = softmax over relations, so a relation that does not help fades. With one relation this is LightGCN
    (He et al. 2020, https://arxiv.org/abs/2002.02126). A node without a positive of its own is placed by
    its brand, category and features.
    """

    def __init__(self, nodes: int, relations: int, dimension: int, layers: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(nodes, dimension)
        self.relation = nn.Parameter(torch.zeros(relations))
        self.convolution = LGConv(normalize=False)
        self.layers = layers
        nn.init.normal_(self.embedding.weight, std=0.1)

    def forward(self, index: Tensor, norm: Tensor, relation: Tensor) -> Tensor:
        """Return node vectors [nodes, dimension] for edges index [2, m], norm [m], relation number [m]."""
        weight = norm * torch.softmax(self.relation, 0)[relation] * len(self.relation)
        x = self.embedding.weight
        total = x
        for _ in range(self.layers):
            x = self.convolution(x, index, weight)
            total = total + x
        return total / (self.layers + 1)
