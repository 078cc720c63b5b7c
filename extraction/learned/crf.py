"""A linear-chain conditional random field over BIO tags (Lafferty et al. 2001), in which no tag breaks the scheme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import torch
from torch import Tensor, nn

NEVER: Final = -1e4
TINY: Final = 1e-37
"""Near the smallest number: log scores that are more than 85 apart count as 85 apart."""


def bio_tags(labels: Sequence[str]) -> list[str]:
    """Return O, and B- and I- of each label."""
    return ["O", *(f"{place}-{label}" for label in labels for place in "BI")]


class Crf(nn.Module):
    """Scores of tag pairs, learned or all alike; those that BIO forbids are never taken."""

    def __init__(self, tags: Sequence[str], *, learned: bool = True) -> None:
        super().__init__()
        size = len(tags)
        self.first = nn.Parameter(torch.zeros(size), requires_grad=learned)
        self.pairs = nn.Parameter(torch.zeros(size, size), requires_grad=learned)
        self.forbidden: Tensor
        self.never_first: Tensor
        allowed = [[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags]
        self.register_buffer("forbidden", torch.where(torch.tensor(allowed), 0.0, NEVER))
        self.register_buffer(
            "never_first", torch.tensor([NEVER if tag.startswith("I-") else 0.0 for tag in tags])
        )

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of `tags` a text.

        Args:
            emissions: (batch, length, tags).
            tags: (batch, length).
            mask: (batch, length), true where text is, from the first piece on.
        """
        start, pairs = self._scores()
        real = mask.to(emissions.dtype)
        own = emissions.gather(2, tags[..., None]).squeeze(2)
        path = (
            (own * real).sum(1) + start[tags[:, 0]] + (pairs[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
        )
        steps = pairs.exp()
        total = start + emissions[:, 0]
        for place in range(1, emissions.shape[1]):
            moved = _moved(total, steps) + emissions[:, place]
            total = torch.where(mask[:, place, None], moved, total)
        return (torch.logsumexp(total, 1) - path).mean()

    def decode(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Return the best tags (batch, length) by Viterbi's algorithm; past a text's end they mean nothing."""
        start, pairs = self._scores()
        total = start + emissions[:, 0]
        back = []
        for place in range(1, emissions.shape[1]):
            best, came = (total[:, :, None] + pairs).max(1)
            on = mask[:, place, None]
            total = torch.where(on, best + emissions[:, place], total)
            back.append(torch.where(on, came, torch.arange(total.shape[1], device=total.device)))
        tags = [total.argmax(1)]
        for came in reversed(back):
            tags.append(came.gather(1, tags[-1][:, None]).squeeze(1))
        return torch.stack(tags[::-1], 1)

    def marginals(self, emissions: Tensor, mask: Tensor) -> Tensor:
        """Return the probability of each tag at each place (batch, length, tags), by forward and backward sums."""
        start, pairs = self._scores()
        steps = pairs.exp()
        forward = [start + emissions[:, 0]]
        for place in range(1, emissions.shape[1]):
            moved = _moved(forward[-1], steps) + emissions[:, place]
            forward.append(torch.where(mask[:, place, None], moved, forward[-1]))
        backward = [torch.zeros_like(forward[-1])]
        for place in range(emissions.shape[1] - 1, 0, -1):
            moved = _moved(emissions[:, place] + backward[-1], steps.T)
            backward.append(torch.where(mask[:, place, None], moved, backward[-1]))
        return torch.softmax(torch.stack(forward, 1) + torch.stack(backward[::-1], 1), 2)

    def _scores(self) -> tuple[Tensor, Tensor]:
        return self.first + self.never_first, self.pairs + self.forbidden


def _moved(scores: Tensor, steps: Tensor) -> Tensor:
    """Return log Σ exp(scores) · steps of each row (batch, tags): a product of matrices, much faster than the sums."""
    highest = scores.max(1, keepdim=True).values
    return ((scores - highest).exp() @ steps).clamp_min(TINY).log() + highest
