"""Intents by cues, and by a message's states besides."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.reading import learned, sensed
from assistant.reading.learned import Mixed, intent_of, mixed, weights
from assistant.reading.message import FIRST, hear
from assistant.reading.sensed import Sensed
from tests.assistant.shopping import names

NONE, BOTH = np.zeros((2, 2), np.float32), np.eye(2, dtype=np.float32)


def test_all_that_was_learned_is_of_the_same_intents() -> None:
    shipped = sensed.shipped()
    states = shipped.sensed(np.ones((1, shipped.values.whole.shape[1]), np.float32))
    assert set(mixed().intents) == set(weights().bias) == set(states.logs["intent"])


def test_both_are_weighed_together() -> None:
    both = Mixed(["find", "talk"], BOTH, 2 * BOTH, np.array([0.5, 0.0], np.float32))
    assert both.scores({"talk": 3.0}, {"find": -1.0, "talk": -0.5}) == {"find": -1.5, "talk": 2.0}


def test_states_have_their_say(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = hear("xyzzy", names(), "shop", FIRST)
    alone, _ = intent_of(heard)
    other = next(intent for intent in weights().bias if intent != alone)
    loud = Mixed([other, alone], NONE, BOTH, np.zeros(2, np.float32))
    monkeypatch.setattr(learned, "mixed", lambda: loud)
    assert intent_of(heard, Sensed({"intent": {other: -0.1, alone: -3.0}}))[0] == other
    assert intent_of(heard, Sensed({"intent": {other: -3.0, alone: -0.1}}))[0] == alone
