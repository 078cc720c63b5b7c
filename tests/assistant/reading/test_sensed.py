from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.reading import sensed
from assistant.reading.sensed import NOTHING, SURE, Sensed, rounded

THINGS = np.array(["weight", "feature/nfc", NOTHING])


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Sensed:
    """Weights by which a vector's largest place is what it says; written, and read again."""
    monkeypatch.setattr(sensed, "_file", lambda what: tmp_path / f"{what}.npz")
    sensed._learned.cache_clear()
    weights = rounded(THINGS, np.eye(3, dtype=np.float32) * [[9], [6], [6]], np.zeros(3, np.float32))
    sensed.write("asks", weights)
    yield weights
    sensed._learned.cache_clear()


def vector(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


@pytest.mark.usefixtures("learned")
def test_what_is_likeliest_is_told() -> None:
    assert sensed.sensed("asks", vector(1, 0, 0)) == "weight"
    assert sensed.sensed("asks", vector(0, 1, 0)) == "feature/nfc"


@pytest.mark.usefixtures("learned")
def test_nothing_is_told_where_nothing_is_said_or_there_are_no_encoders() -> None:
    assert sensed.sensed("asks", vector(0, 0, 1)) is None
    assert sensed.sensed("asks", vector(0, 0, 0)) is None
    assert sensed.sensed("asks", None) is None


def test_what_is_not_sure_is_not_told(learned: Sensed, monkeypatch: pytest.MonkeyPatch) -> None:
    thing, chance = learned.likeliest(vector(0.2, 0.2, 0.2))
    assert thing == "weight"
    monkeypatch.setitem(SURE, "asks", chance + 0.01)
    assert sensed.sensed("asks", vector(0.2, 0.2, 0.2)) is None


def test_whole_numbers_lose_little(learned: Sensed) -> None:
    assert learned.weights.dtype == np.int8
    np.testing.assert_allclose(learned.weights * learned.scales[:, None], np.diag([9, 6, 6]), atol=0.05)


@pytest.mark.parametrize("what", SURE)
def test_what_is_shipped_is_whole(what: str) -> None:
    shipped = sensed._learned(what)
    assert len(shipped.things) == len(shipped.scales) == len(shipped.bias) == len(shipped.weights)
    assert what == "topics" or NOTHING in shipped.things
