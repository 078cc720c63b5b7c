"""Choosing how to train by short trials."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extraction.learned.bert import Encoder
from extraction.learned.card import Card
from extraction.learned.examples import Example
from extraction.learned.measure import measure, overall
from extraction.learned.network import HeadKind
from extraction.learned.pieces import PieceReader
from extraction.learned.train import Config, train

RATES: Final = (4e-5, 8e-5, 1.6e-4)
HEADS: Final[tuple[HeadKind, ...]] = ("crf", "linear")
TEXTS: Final = 800
DEV_TEXTS: Final = 300
EPOCHS: Final = 2
STEPS: Final = 400
LEAST, MOST = 6, 16


def enough_epochs(texts: int, batch: int) -> int:
    """Return so many epochs that `STEPS` steps are taken, within `LEAST` and `MOST`: few texts are read more often."""
    return min(MOST, max(LEAST, math.ceil(STEPS * batch / max(1, texts))))


def choose(
    encoder: Encoder,
    reader: PieceReader,
    examples: Sequence[Example],
    dev: Sequence[Example],
    config: Config,
    *,
    card: Card,
    report: Callable[[float, HeadKind, float], None] = lambda _, __, ___: None,
) -> tuple[Config, Card]:
    """Return `config` and `card` with the learning rate, then the head, that do best on `dev` after a short training.

    The number of epochs needs no trial, see `enough_epochs`: `train` keeps the best. Costs four trainings on at most 1,600 texts each.
    """

    def trial(rate: float, head: HeadKind) -> float:
        tagger = train(
            encoder, reader, examples[:TEXTS], dev[:DEV_TEXTS],
            replace(config, epochs=EPOCHS, learning_rate=rate), card=replace(card, head=head),
        )  # fmt: skip
        figure = overall(measure(tagger, dev[:DEV_TEXTS]))
        report(rate, head, figure)
        return figure

    by_rate = {rate: trial(rate, card.head) for rate in RATES}
    rate = max(by_rate, key=lambda rate: by_rate[rate])
    by_head = {head: by_rate[rate] if head == card.head else trial(rate, head) for head in HEADS}
    head = max(by_head, key=lambda head: by_head[head])
    return replace(config, learning_rate=rate), replace(card, head=head)
