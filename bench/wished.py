"""What `bench.intents` learns last: what messages wish for in words that name nothing.

See `assistant.reading.wished` for what it is, and how it is read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from assistant.reading.mentions import Name
from assistant.reading.sensed import Rows
from assistant.reading.wants import UNWANTED, slot_of
from assistant.reading.wished import Wishes
from assistant.words import read_words
from bench.conversations import additions
from extraction.folding import language_of
from extraction.learned.sentences import Sentences, states_of
from extraction.lexicon import Entry

EPOCHS: Final = 10
BATCH: Final = 64
RATE: Final = 2e-3
LEAST: Final = 6
"""Texts of a thing from which on it can be learned."""
RARE: Final = -4.0
"""Log-odds of a thing before anything is learned: hardly any message wishes for it."""
LABELS: Final = {"FEATURE": "Feature", "USE_CASE": "UseCase"}
SAID_OF: Final = {"feature/price": "price=low", "feature/weight": "weight=low"}
"""Aspects that are said of an attribute."""
WISHES: Final = ("praised=", "use=", "feature=", "feature!=")
LEANS: Final = ("=low", "=high")
SEED: Final = 7

Texts = Sequence[tuple[str, frozenset[str]]]
"""Texts with the slots that each wishes for."""


def wishes(talks: Iterable[Path], messages: Iterable[Path], entries: Iterable[Entry]) -> Texts:
    """Return what is learned from: conversations, messages that wish for something, and phrases that say a thing."""
    names = {
        entry.id: slot_of(Name(entry.name, LABELS[entry.label], entry.id, aspect=entry.aspect))
        for entry in entries
        if entry.label in LABELS
    }
    found = [pair for file in talks for pair in _said(file)]
    rows = [json.loads(line) for file in messages for line in file.read_text("utf-8").splitlines()]
    found += [(row["say"], frozenset(_slot(id_, names) for id_ in row["ids"])) for row in rows]
    sayings = [row for row in read_words("sayings") if row["id"] in names]
    return [
        *found,
        *((word, frozenset({_slot(row["id"], names)})) for row in sayings for word in row["words"]),
    ]


def _slot(id_: str, names: Mapping[str, str]) -> str:
    thing = id_.removeprefix("!")
    if thing != id_ and thing not in UNWANTED:
        return f"feature!={thing}"
    return SAID_OF.get(thing) or f"{names[thing]}={thing}"


def _said(file: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the messages of conversations with the wishes that each adds."""
    for turn, added in additions(file):
        yield turn["say"], frozenset(s for s in added if s.startswith(WISHES) or s.endswith(LEANS))


class Head(nn.Module):
    """Label-wise attention over the states of a language, which take the columns from `first` on."""

    def __init__(self, width: int, things: int) -> None:
        super().__init__()
        self.queries, self.values = (nn.Parameter(0.02 * torch.randn(things, width)) for _ in range(2))
        self.bias = nn.Parameter(torch.full((things,), RARE))

    def forward(self, states: Tensor, mask: Tensor, first: int) -> Tensor:
        """Return log-odds (texts, things) of states (texts, pieces, hidden)."""
        own = slice(first, first + states.shape[2])
        looks = (states @ self.queries[:, own].T).masked_fill(~mask[..., None], -1e4).softmax(1)
        return (looks * (states @ self.values[:, own].T)).sum(1) + self.bias


def fit_wishes(texts: Texts, encoders: Sentences) -> Wishes:
    """Return what was learned; memory is 2 bytes × pieces × hidden of all texts."""
    torch.manual_seed(SEED)
    counted = Counter(thing for _, said in texts for thing in said)
    things = sorted(thing for thing, count in counted.items() if count >= LEAST)
    places = {thing: place for place, thing in enumerate(things)}
    batches, width = _batches(texts, encoders, places)
    head = Head(width, len(things))
    optimiser = torch.optim.AdamW(head.parameters(), RATE, weight_decay=0.05)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=EPOCHS * len(batches))
    shuffled = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        for place in shuffled.permutation(len(batches)):
            states, wanted, first = batches[place]
            padded, mask = _padded(states)
            scores = head(nn.functional.dropout(padded, 0.2), mask, first)
            loss = binary_cross_entropy_with_logits(scores, _table(wanted, len(things)), reduction="sum")
            optimiser.zero_grad()
            torch.autograd.backward(loss / len(states))
            optimiser.step()
            rate.step()
    queries, values, bias = (each.detach().numpy() for each in (head.queries, head.values, head.bias))
    return Wishes(np.array(things), Rows.of(queries), Rows.of(values), bias)


Batch = tuple[Sequence[NDArray[np.float16]], Sequence[Sequence[int]], int]
"""States of each text, places of what it wishes for, and the first column of their language."""


def _batches(texts: Texts, encoders: Sentences, places: Mapping[str, int]) -> tuple[list[Batch], int]:
    """Return texts of one language and like length together, and the width of all languages' states."""
    batches: list[Batch] = []
    first = 0
    for language, (encoder, reader) in encoders.encoders.items():
        own = [pair for pair in texts if pair[0] and language_of(pair[0]) == language]
        states = [each.astype(np.float16) for each in states_of([text for text, _ in own], encoder, reader)]
        order = sorted(range(len(own)), key=lambda place: len(states[place]))
        for start in range(0, len(order), BATCH):
            part = order[start : start + BATCH]
            wanted = [[places[thing] for thing in own[place][1] if thing in places] for place in part]
            batches.append(([states[place] for place in part], wanted, first))
        first += encoder.hidden
    return batches, first


def _padded(states: Sequence[NDArray[np.float16]]) -> tuple[Tensor, Tensor]:
    padded = nn.utils.rnn.pad_sequence([torch.from_numpy(each).float() for each in states], batch_first=True)
    lengths = torch.tensor([len(each) for each in states])
    return padded, torch.arange(padded.shape[1])[None] < lengths[:, None]


def _table(wanted: Sequence[Sequence[int]], things: int) -> Tensor:
    table = torch.zeros(len(wanted), things)
    for row, places in zip(table, wanted, strict=True):
        row[list(places)] = 1
    return table
