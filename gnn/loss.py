"""Ranking loss with many negatives."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, normalize


def sampled_softmax(users: Tensor, positives: Tensor, negatives: Tensor, temperature: float) -> Tensor:
    """Return the mean of −log softmax of the positive's cosine among the negatives'.

    users and positives are [b, d]; negatives [n, d] are shared by the batch (SSM, Wu et al. 2022,
    https://arxiv.org/abs/2201.02327).
    """
    users, positives, negatives = normalize(users), normalize(positives), normalize(negatives)
    wanted = (users * positives).sum(1, keepdim=True)
    scores = torch.cat([wanted, users @ negatives.T], dim=1) / temperature
    return cross_entropy(scores, torch.zeros(len(users), dtype=torch.long, device=users.device))
