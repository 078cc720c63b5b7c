"""Intents by cues, and by a message's vector besides."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.reading import learned
from assistant.reading.learned import Sense, intent_of, sense, weights
from assistant.reading.message import FIRST, hear
from tests.assistant.shopping import names

WIDTH = 512 + 384
"""Of the vectors of both languages side by side."""


def test_what_was_learned_of_vectors_is_of_the_same_intents() -> None:
    assert set(sense().intents) == set(weights().bias)
    assert sense().dense.shape == (len(sense().intents), WIDTH)


def test_scores_and_vector_are_weighed_together() -> None:
    mixed, dense = (
        np.array([[1.0, 0.0], [0.0, 1.0]], np.float32),
        np.array([[0.0, 2.0], [0.0, 0.0]], np.float32),
    )
    both = Sense(["find", "talk"], mixed, dense, np.array([0.5, 0.0], np.float32))
    assert both.scores({"talk": 3.0}, np.array([0.0, 1.0], np.float32)) == {"find": 2.5, "talk": 3.0}


def test_a_vector_has_its_say(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = hear("xyzzy", names(), "shop", FIRST)
    alone, _ = intent_of(heard)
    intents = [next(intent for intent in weights().bias if intent != alone), alone]
    loud = Sense(intents, np.zeros((2, 2), np.float32), np.eye(2, dtype=np.float32), np.zeros(2, np.float32))
    monkeypatch.setattr(learned, "sense", lambda: loud)
    assert intent_of(heard, np.array([1.0, 0.0], np.float32))[0] == intents[0]
    assert intent_of(heard, np.zeros(2, np.float32))[0] == alone
