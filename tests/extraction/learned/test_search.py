"""Rate and head are chosen by short trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch

from extraction.learned import search
from extraction.learned.bert import Encoder
from extraction.learned.card import Card
from extraction.learned.examples import Example
from extraction.learned.pieces import PieceReader
from extraction.learned.search import DEV_TEXTS, EPOCHS, HEADS, RATES, TEXTS, choose, enough_epochs
from extraction.learned.train import Config
from tests.extraction.learned.tiny import EXAMPLES, QUICK, READER, tiny_card, tiny_encoder

Trial = tuple[Config, Card]


def test_trials_are_told_and_what_they_do_not_choose_stays() -> None:
    trials: list[tuple[float, str, float]] = []
    config, card = choose(
        tiny_encoder(), READER, EXAMPLES, EXAMPLES, QUICK, card=tiny_card(),
        report=lambda rate, head, figure: trials.append((rate, head, figure)),
    )  # fmt: skip
    assert len(trials) == len(RATES) + len(HEADS) - 1
    assert [(rate, head) for rate, head, _ in trials[:3]] == [(rate, "crf") for rate in RATES]
    assert all(0 <= figure <= 1 for _, _, figure in trials)
    assert replace(config, learning_rate=QUICK.learning_rate) == QUICK
    assert replace(card, head="crf") == tiny_card()


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((0.1, 0.2, 0.3, 0.4), (RATES[2], "linear")),
        ((0.1, 0.5, 0.3, 0.4), (RATES[1], "crf")),
        ((0.5, 0.2, 0.3, 0.5), (RATES[0], "crf")),
    ],
    ids=["last rate, other head", "middle rate", "first rate, heads alike"],
)
def test_the_best_rate_wins_then_the_best_head(
    monkeypatch: pytest.MonkeyPatch, figures: tuple[float, ...], expected: tuple[float, str]
) -> None:
    trials: list[Trial] = []

    def train(
        _: Encoder, __: PieceReader, texts: Sequence[Example], dev: Sequence[Example], config: Config, *, card: Card
    ) -> Trial:  # fmt: skip
        assert (len(texts), len(dev), config.epochs) == (TEXTS, DEV_TEXTS, EPOCHS)
        trials.append((config, card))
        return config, card

    monkeypatch.setattr(search, "train", train)
    monkeypatch.setattr(search, "measure", lambda *_: {"all": {"f1": figures[len(trials) - 1]}})
    many = EXAMPLES * 200
    config, card = choose(tiny_encoder(), READER, many, many, QUICK, card=tiny_card())
    assert (config.learning_rate, card.head) == expected
    assert [trial.learning_rate for trial, _ in trials] == [*RATES, expected[0]]
    assert [trial.head for _, trial in trials] == ["crf", "crf", "crf", "linear"]


def test_trials_leave_the_encoder_as_it_was() -> None:
    encoder = tiny_encoder()
    choose(encoder, READER, EXAMPLES, EXAMPLES, QUICK, card=tiny_card())
    for name, weight in tiny_encoder().state_dict().items():
        assert torch.equal(encoder.state_dict()[name], weight)
    assert all(weight.requires_grad for weight in encoder.parameters())


@pytest.mark.parametrize(("texts", "epochs"), [(10, 16), (1000, 13), (6000, 6)])
def test_few_texts_are_read_more_often(texts: int, epochs: int) -> None:
    assert enough_epochs(texts, 32) == epochs
