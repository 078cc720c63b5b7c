"""The recogniser's network: an encoder beneath up to three heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn

from extraction.learned.bert import DROPOUT, Encoder
from extraction.learned.crf import Crf, bio_tags
from extraction.learned.examples import Labels
from extraction.learned.processor import mixed

ASPECT = "aspect"
HeadKind = Literal["crf", "linear"]


class Targets(NamedTuple):
    """What a batch should give: tags (batch, length) of spans and of aspects, and the judged places.

    `places` is (judged, 3): row, first and last piece of each; `polarities` (judged,) the class of each.
    """

    spans: Tensor
    aspects: Tensor
    places: Tensor
    polarities: Tensor


class TagHead(nn.Module):
    """A linear layer over the tags of some labels, and a CRF; for `linear` one that only forbids."""

    def __init__(self, hidden: int, labels: Sequence[str], kind: HeadKind) -> None:
        super().__init__()
        self.tags = bio_tags(labels)
        self.linear = nn.Linear(hidden, len(self.tags))
        self.crf = Crf(self.tags, learned=kind == "crf")

    def forward(self, states: Tensor) -> Tensor:
        """Return emissions (batch, length, tags)."""
        emissions: Tensor = self.linear(states)
        return emissions


class PolarityHead(nn.Module):
    """Judges a place by the mean of its states, beside that of the whole text's first piece."""

    def __init__(self, hidden: int, polarities: int) -> None:
        super().__init__()
        self.inner = nn.Linear(2 * hidden, hidden)
        self.outer = nn.Linear(hidden, polarities)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, states: Tensor, whole: Tensor, places: Tensor) -> Tensor:
        """Return scores (judged, polarities) of `places`, see `Targets`; states are (batch, length, hidden)."""
        rows, first, last = places.unbind(1)
        at = torch.arange(states.shape[1], device=states.device)
        inside = ((at >= first[:, None]) & (at <= last[:, None])).to(states.dtype)
        mean = (states[rows] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        joined = torch.cat([mean, whole[rows]], 1)
        scores: Tensor = self.outer(self.dropout(torch.tanh(self.inner(joined))))
        return scores


class Network(nn.Module):
    """The encoder, and a head for each thing that the labels ask for."""

    def __init__(self, encoder: Encoder, labels: Labels, kind: HeadKind = "crf") -> None:
        super().__init__()
        hidden = encoder.hidden
        self.encoder = encoder
        self.spans = TagHead(hidden, labels.spans, kind)
        self.aspects = TagHead(hidden, (ASPECT,) if labels.apart else (), kind)
        self.polarity = PolarityHead(hidden, max(1, len(labels.polarities)))
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the states of the pieces between the special ones, and the state of the whole text."""
        return self._read(self.encoder(ids, mask))

    def _read(self, states: Tensor) -> tuple[Tensor, Tensor]:
        states = self.dropout(states)
        return states[:, 1:-1], states[:, 0]

    def loss(self, below: Tensor, mask: Tensor, targets: Targets) -> Tensor:
        """Return the sum of the heads' losses, each a mean over texts or over judged places.

        `below` are the states of `Encoder.below`.
        """
        with mixed():
            last = self.encoder.above(below, mask)
        states, whole = self._read(last)
        inside = mask[:, 2:]
        total = self.spans.crf.loss(self.spans(states), targets.spans, inside)
        if len(self.aspects.tags) > 1:
            total = total + self.aspects.crf.loss(self.aspects(states), targets.aspects, inside)
        if len(targets.places):
            scores = self.polarity(states, whole, targets.places)
            total = total + nn.functional.cross_entropy(scores, targets.polarities)
        return total
