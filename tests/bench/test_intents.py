"""How well messages that were left out are read."""

from __future__ import annotations

from assistant.reading.sensed import Sensed
from bench.intents import told
from bench.said import Said

SAID = [
    Said("tap to pay", {"wish": frozenset({"a", "b"}), "ask": frozenset({"x"})}),
    Said("hello", {"wish": frozenset()}),
    Said("how heavy", {"ask": frozenset({"y"})}),
]
FOUND = [
    Sensed({"wish": {"a": -0.01, "b": -3.0, "c": -0.01}, "ask": {"x": -0.1, "y": -3.0}}),
    Sensed({"wish": {"a": -5.0, "b": -5.0, "c": -5.0}, "ask": {"x": -0.1, "y": -3.0}}),
    Sensed({"wish": {"a": -0.01, "b": -5.0, "c": -5.0}, "ask": {"x": -0.1, "y": -3.0}}),
]


def test_precision_and_recall_of_what_is_known() -> None:
    assert told("wish", SAID, FOUND) == "precision 0.500, recall 0.500 of 2"


def test_the_share_that_is_right() -> None:
    assert told("ask", SAID, FOUND) == "0.500 of 2"
