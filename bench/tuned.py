"""What `bench.intents` learns of messages' states: encoders, tuned, and what each thing looks for in what they return.

See `assistant.reading.sensed` for what it is, and how it is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, dropout

from assistant.reading.sensed import ONE, RARE, SEVERAL, Heads
from bench.said import Said
from extraction.folding import language_of
from extraction.learned.bert import Encoder
from extraction.learned.low_rank import adapt, go_on
from extraction.learned.pieces import PieceReader, Pieces
from extraction.learned.processor import mixed
from extraction.learned.rows import Rows
from extraction.learned.sentences import Sentences
from extraction.learned.tagger import pad

EPOCHS: Final = {"anew": 5, "further": 2}
"""Passes over all texts, of weights that begin with nothing and of those that go on."""
BATCH: Final = 32
RANK: Final = 16
RATES: Final = {"encoder": 1e-3, "heads": 2e-3}
DECAYS: Final = {"encoder": 0.01, "heads": 0.05}
WARM: Final = 0.1
"""Of all steps, until the rates are reached."""
DROPPED: Final = 0.2
STEEPEST: Final = 5.0
LEAST: Final = {"wish": 6, "kind": 6, "brand": 6, "feature": 6, "ask": 3, "intent": 1, "topic": 1}
"""Texts of a thing from which on it can be learned."""
LONGEST: Final = 96
"""Pieces of a text that are learned from."""
SEED: Final = 7

Things = Sequence[tuple[str, str]]
"""Groups, and things of them."""
Floats = NDArray[np.float32]


class Network(nn.Module):
    """An encoder, and label-wise attention over its states."""

    def __init__(self, encoder: Encoder, things: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.queries, self.values = (
            nn.Parameter(0.02 * torch.randn(things, encoder.hidden)) for _ in range(2)
        )

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return scores (texts, things) of pieces (texts, longest)."""
        states = dropout(self.encoder(ids, mask), DROPPED, self.training)
        looks = (states @ self.queries.T).masked_fill(~mask[..., None], -1e4).softmax(1)
        found: Tensor = (looks * (states @ self.values.T)).sum(1)
        return found.float()

    def go_on(self, things: Things, heads: Heads, first: int) -> None:
        """Begin with what things looked for in the states that are an encoder's, from the `first` on."""
        places = {str(thing): place for place, thing in enumerate(heads.things)}
        theirs = [places.get(f"{group} {thing}") for group, thing in things]
        own = [place for place, known in enumerate(theirs) if known is not None]
        with torch.no_grad():
            for mine, rows in ((self.queries, heads.queries), (self.values, heads.values)):
                floats = rows.floats()[:, first : first + self.encoder.hidden]
                mine[own] = torch.from_numpy(floats[[known for known in theirs if known is not None]])


@dataclass(frozen=True, slots=True)
class Start:
    """What is gone on from: what things look for, and the file of what the encoder of a language has learned."""

    heads: Heads
    tuning: Callable[[str], Path]


def fit(texts: Sequence[Said], encoders: Sentences, start: Start | None = None) -> Heads:
    """Tune the encoders, and return what was learned beside; memory is that of the texts and one batch.

    Time is an encoder's pass, and back, for each text and epoch. Where it goes on from a `start`, things that are new
    begin with nothing.
    """
    things = _things(texts)
    columns, width = [], 0
    for language, (encoder, reader) in encoders.encoders.items():
        torch.manual_seed(SEED)
        adapt(encoder, RANK)
        network = Network(encoder, len(things))
        if start:
            go_on(encoder, start.tuning(language))
            network.go_on(things, start.heads, width)
        width += encoder.hidden
        own = [text for text in texts if language_of(text.text) == language and reader.read(text.text)]
        columns.append(_fit(network, _Table(own, things, reader), EPOCHS["further" if start else "anew"]))
    queries, values = (np.hstack(parts) for parts in zip(*columns, strict=True))
    return Heads(np.array([f"{group} {thing}" for group, thing in things]), Rows.of(queries), Rows.of(values))


def _things(texts: Sequence[Said]) -> Things:
    counted = Counter(
        (group, thing) for text in texts for group, said in text.things.items() for thing in said
    )
    learned = ((group, thing) for (group, thing), count in counted.items() if count >= LEAST[group])
    return sorted(learned, key=lambda each: ((*SEVERAL, *ONE).index(each[0]), each[1]))


def _fit(network: Network, table: _Table, epochs: int) -> tuple[Floats, Floats]:
    named = list(network.named_parameters())
    groups = [
        {
            "params": [p for name, p in named if name.startswith("encoder.") is own and p.requires_grad],
            "lr": RATES[part],
            "weight_decay": DECAYS[part],
        }
        for part, own in (("encoder", True), ("heads", False))
    ]
    optimiser = torch.optim.AdamW(groups, fused=True)
    steps = epochs * -(-len(table.texts) // BATCH)
    rate = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, list(RATES.values()), total_steps=steps, pct_start=WARM
    )
    random = np.random.default_rng(SEED)
    network.train()
    for rows in (rows for _ in range(epochs) for rows in table.batches(random)):
        with mixed():
            scores = network(*table.pieces(rows))
        optimiser.zero_grad()
        torch.autograd.backward(table.loss(scores, rows) / len(rows))
        nn.utils.clip_grad_norm_(network.parameters(), STEEPEST)
        optimiser.step()
        rate.step()
    network.eval()
    return network.queries.detach().numpy(), network.values.detach().numpy()


class _Table:
    """Texts in pieces, and what each says."""

    def __init__(self, texts: Sequence[Said], things: Things, reader: PieceReader) -> None:
        self.texts, self.reader = texts, reader
        self.windows = [_window(text.text, reader) for text in texts]
        self.groups = {
            group: [place for place, (own, _) in enumerate(things) if own == group] for group in LEAST
        }
        self.places = {
            group: {thing: place for place, thing in enumerate(own for g, own in things if g == group)}
            for group in LEAST
        }

    def batches(self, random: np.random.Generator) -> Iterator[NDArray[np.intp]]:
        """Yield the texts' places, those of like length together, in another order each time."""
        lengths = np.array([len(window.ids) for window in self.windows]) + 3 * random.random(
            len(self.windows)
        )
        parts = np.array_split(np.argsort(lengths), -(-len(lengths) // BATCH))
        yield from (parts[place] for place in random.permutation(len(parts)))

    def pieces(self, rows: NDArray[np.intp]) -> tuple[Tensor, Tensor]:
        return pad([self.windows[row] for row in rows], self.reader)

    def loss(self, scores: Tensor, rows: NDArray[np.intp]) -> Tensor:
        """Return the sum of what each group costs, of the texts of which it is known what they say."""
        lost = scores.sum() * 0
        for group, columns in self.groups.items():
            known = [at for at, row in enumerate(rows) if group in self.texts[row].things]
            if known and columns:
                said = [self.texts[rows[at]].things[group] for at in known]
                lost = lost + _cost(group, scores[known][:, columns], said, self.places[group])
        return lost


def _cost(group: str, scores: Tensor, said: Sequence[frozenset[str]], places: Mapping[str, int]) -> Tensor:
    if group in SEVERAL:
        wanted = torch.zeros_like(scores)
        for row, things in zip(wanted, said, strict=True):
            row[[places[thing] for thing in things if thing in places]] = 1
        return binary_cross_entropy_with_logits(scores + RARE, wanted, reduction="sum")
    one = torch.tensor([next((places[thing] for thing in things if thing in places), -1) for things in said])
    return cross_entropy(scores, one, ignore_index=-1, reduction="sum")


def _window(text: str, reader: PieceReader) -> Pieces:
    window = reader.read(text)[0]
    return Pieces(window.ids[:LONGEST], window.starts[:LONGEST], window.ends[:LONGEST])
