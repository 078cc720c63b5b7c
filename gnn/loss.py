"""Ranking loss with many negatives."""

from __future__ import annotations

from math import log

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy


def sampled_softmax(
    users: Tensor, products: Tensor, biases: Tensor, wanted: Tensor, drawn: Tensor, temperature: float
) -> Tensor:
    """Return the mean of −log softmax of the wanted product's score, cosine / temperature + bias, among all products'.

    users [b, d] and products [n, d] have unit length; `wanted` [b] and `drawn` [m] are rows of `products`.
    The m drawn ones stand for all n: their sum is scaled by n / m, the wanted one left out of it (SSM,
    Wu et al. 2022, https://arxiv.org/abs/2201.02327).
    """
    positive = (users * products[wanted]).sum(1, keepdim=True) / temperature + biases[wanted, None]
    negatives = users @ products[drawn].T / temperature + biases[drawn] + log(len(products) / len(drawn))
    negatives = negatives.masked_fill(drawn[None, :] == wanted[:, None], float("-inf"))
    target = torch.zeros(len(users), dtype=torch.long, device=users.device)
    return cross_entropy(torch.cat([positive, negatives], dim=1), target)
