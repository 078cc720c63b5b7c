"""Rate and head are chosen by short trials."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from extraction.learned import search
from extraction.learned.search import HEADS, RATES, choose
from tests.extraction.learned.tiny import EXAMPLES, QUICK, READER, tiny_card, tiny_encoder


def test_the_best_of_the_trials_is_chosen() -> None:
    trials: list[tuple[float, str, float]] = []
    config, card = choose(
        tiny_encoder(), READER, EXAMPLES, EXAMPLES, QUICK, card=tiny_card(),
        report=lambda rate, head, figure: trials.append((rate, head, figure)),
    )  # fmt: skip
    assert len(trials) == len(RATES) + len(HEADS) - 1
    assert [(rate, head) for rate, head, _ in trials[:3]] == [(rate, "crf") for rate in RATES]
    figures = {(rate, head): figure for rate, head, figure in trials}
    rate = config.learning_rate
    assert figures[rate, "crf"] == max(figures[rate, "crf"] for rate in RATES)
    assert figures[rate, card.head] == max(figures[rate, head] for head in HEADS)
    assert replace(config, learning_rate=QUICK.learning_rate) == QUICK
    assert replace(card, head="crf") == tiny_card()


def test_a_rate_and_a_head_that_do_better_win(monkeypatch: pytest.MonkeyPatch) -> None:
    # Far too small rates learn nothing: only the last one does.
    monkeypatch.setattr(search, "RATES", (0.0, 1e-12, 1e-2))
    monkeypatch.setattr(search, "EPOCHS", 15)
    config, _ = choose(
        tiny_encoder(), READER, EXAMPLES, EXAMPLES, replace(QUICK, head_rate=1e-12), card=tiny_card()
    )
    assert config.learning_rate == 1e-2


def test_trials_leave_the_encoder_as_it_was() -> None:
    encoder = tiny_encoder()
    choose(encoder, READER, EXAMPLES, EXAMPLES, QUICK, card=tiny_card())
    for name, weight in tiny_encoder().state_dict().items():
        assert torch.equal(encoder.state_dict()[name], weight)
    assert all(weight.requires_grad for weight in encoder.parameters())
