"""Matrix factorisation of what was taken: an embedding for each user and item, their dot product, and a softmax.

s_ui = p_u · q_i + b_i, where every embedding is kept at the length 1 / √`TEMPERATURE`. A fixed length is the
regularisation: with few interactions a user, free lengths grow until each user finds only what they took.

An interaction is to win against what its user has not taken:

loss_ui = −log( exp s_ui / (exp s_ui + n / m · Σ_{j ∈ drawn, not taken by u} exp s_uj) )

with m of the n items drawn a step, or all of them where there are no more: the sampled softmax of Wu et al., "On
the Effectiveness of Sampled Softmax Loss for Item Recommendation" (https://arxiv.org/abs/2201.02327). A user's
other items are left out of the sum, so that they do not push one another down. Where interactions have weights, the
mean loss is by weight.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
import torch
from torch.nn.functional import normalize, softplus

from recommend.algorithms.validation import by_user_and_item, hold_one_out
from recommend.algorithms.wording import because_you_took
from recommend.errors import DatasetError

if TYPE_CHECKING:
    from torch import Tensor

    from recommend.dataset import Dataset, Floats, Ints, Matrix

TEMPERATURE: Final = 0.25
BATCH: Final = 1024
"""Users a step at most: with 2000 items drawn, its scores are 8 MB."""
STEPS: Final = 10
"""Steps an epoch at least, where there are so many users."""


@dataclass(frozen=True, slots=True)
class SoftmaxFactors:
    """Embeddings [users, k] and [items, k], and biases [items]."""

    names: tuple[str, ...]
    taken: Matrix
    users: Floats
    items: Floats
    biases: Floats

    def score(self, users: Ints) -> Floats:
        """Return dot products and biases; O(len(users) · items · k)."""
        scores: Floats = self.users[users] @ self.items.T + self.biases
        return scores

    def explain(self, user: int, item: int) -> str:
        """Return the user's own item whose embedding is nearest."""
        own = self.taken[[user]].indices
        return because_you_took(self.names, own, self.items[own] @ self.items[item])


class Trainer:
    """Embeddings, their optimiser (Adam) and the interactions [users, items] that they learn from."""

    def __init__(self, taken: Matrix, k: int, negatives: int, rate: float, seed: int) -> None:
        self._taken, self._negatives = taken, min(negatives, taken.shape[1])
        self._rng, generator = np.random.default_rng(seed), torch.Generator().manual_seed(seed)
        self._active = np.flatnonzero(np.diff(taken.indptr))
        users, items = (torch.randn(size, k, generator=generator) for size in taken.shape)
        # A user of whom nothing is known stays at zero, and gets what everybody takes.
        users[torch.from_numpy(np.diff(taken.indptr) == 0)] = 0
        popular = torch.log1p(torch.from_numpy(taken.sum(axis=0)))
        parameters = normalize(users), normalize(items), popular - popular.mean()
        self.users, self.items, self.biases = (each.requires_grad_() for each in parameters)
        self._optimiser = torch.optim.Adam([self.users, self.items, self.biases], lr=rate)

    def epoch(self) -> float:
        """Take a step for each part of the users; return the mean loss."""
        count = max(-(-len(self._active) // BATCH), min(STEPS, len(self._active)))
        parts = np.array_split(self._rng.permutation(self._active), count)
        return float(np.mean([self.step(np.sort(part)) for part in parts]))

    def step(self, users: Ints) -> float:
        """Move the embeddings once for all that `users` took; return the loss before."""
        drawn = self._rng.choice(self._taken.shape[1], self._negatives, replace=False)
        loss = self._loss(users, drawn)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        return float(loss.detach())

    def _loss(self, users: Ints, drawn: Ints) -> Tensor:
        """Return the mean of the module's loss over what `users` took, by weight; memory is users × drawn."""
        taken, chosen = self._taken[users], torch.from_numpy(drawn)
        own = normalize(self.users[torch.from_numpy(users)]) / TEMPERATURE
        scale = log(self._taken.shape[1] / len(drawn))
        others = own @ normalize(self.items[chosen]).T + self.biases[chosen] + scale
        known = torch.from_numpy(taken[:, drawn].toarray() > 0)
        rest = others.masked_fill(known, -torch.inf).logsumexp(1)
        row = torch.from_numpy(np.repeat(np.arange(len(users)), np.diff(taken.indptr)))
        item = torch.from_numpy(taken.indices.astype(np.int64))
        wanted = (own[row] * normalize(self.items[item])).sum(1) + self.biases[item]
        weights = torch.from_numpy(taken.data)
        return (weights * softplus(rest[row] - wanted)).sum() / weights.sum()

    @torch.no_grad()
    def factors(self, names: tuple[str, ...]) -> SoftmaxFactors:
        """Return what was learned so far."""
        length = TEMPERATURE**-0.5
        users, items = (normalize(each).numpy() * np.float32(length) for each in (self.users, self.items))
        return SoftmaxFactors(names, self._taken, users, items, self.biases.numpy().copy())


@dataclass(frozen=True, slots=True)
class SoftmaxFactorisation:
    """Matrix factorisation for purchases and views, with `k` dimensions; values of ratings are not looked at."""

    k: int = 64
    negatives: int = 2000
    rate: float = 0.02
    epochs: int = 60
    patience: int = 6
    """Epochs without a better validation figure before training stops."""
    name: ClassVar[str] = "mf-softmax"
    rates: ClassVar[bool] = False

    def fit(self, data: Dataset, seed: int = 7) -> SoftmaxFactors:
        """Learn with interactions held out until that gets no better, then as long again from everything.

        An epoch takes O(users · negatives · k) and the scoring of at most 2000 users; memory is 16 bytes ×
        (users + items) · k for weights, gradients and the optimiser, and that of one step.

        Raises:
            DatasetError: there are no interactions.
        """
        if not len(data):
            raise DatasetError("the data has no interactions, expected at least one")
        data = by_user_and_item(data)
        trainer = self._trainer(data, seed)
        for _ in range(self._enough(data, seed)):
            trainer.epoch()
        return trainer.factors(data.items)

    def _trainer(self, data: Dataset, seed: int) -> Trainer:
        return Trainer(data.taken(), self.k, self.negatives, self.rate, seed)

    def _enough(self, data: Dataset, seed: int) -> int:
        """Return after how many epochs what is held out is found best; a few where nothing can be held out."""
        validation = hold_one_out(data, seed)
        if not validation:
            return self.patience
        trainer = self._trainer(validation.train, seed)
        best, found = 0, -1.0
        for epoch in range(1, self.epochs + 1):
            trainer.epoch()
            figure = validation.ndcg(trainer.factors(data.items))
            if figure > found:
                best, found = epoch, figure
            elif epoch - best >= self.patience:
                break
        return best
