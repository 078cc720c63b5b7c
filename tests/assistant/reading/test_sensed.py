"""What a message says that no word tells: learned weights, and what the rules leave of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.reading import sensed
from assistant.reading.message import read
from assistant.reading.sensed import NOTHING, ONE, SEVERAL, SURE, Heads, Sensed
from assistant.slots import read_slot
from extraction.learned.rows import Rows
from tests.assistant.shopping import names

THINGS = np.array(["wish feature=feature/nfc", "wish praised=feature/screen", "ask weight", f"ask {NOTHING}"])
NFC, SCREEN, WEIGHT, NEITHER = (1, 1, 0, 0, 0), (0, 0, 1, 1, 0), (0, 0, 0, 0, 1), (0, 0, 0, 0, 0)


def learned() -> Heads:
    """Each wish looks for its own place of a state, and takes what stands next to it; weight takes the last place."""
    queries, values = np.zeros((4, 5), np.float32), np.zeros((4, 5), np.float32)
    queries[0, 0] = queries[1, 2] = queries[2, 4] = 12
    values[0, 1] = values[1, 3] = values[2, 4] = 9
    values[3, 0:4] = 4
    return Heads(THINGS, Rows.of(queries), Rows.of(values))


def states(*pieces: tuple[float, ...]) -> np.ndarray:
    return np.array(pieces, np.float32)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setattr(sensed, "FILE", tmp_path / "sensed.npz")
    sensed.shipped.cache_clear()
    sensed.write(learned())
    yield
    sensed.shipped.cache_clear()


def test_a_thing_is_found_wherever_a_message_speaks_of_it() -> None:
    long = [NEITHER] * 60
    for message in ([NFC, *long], [*long, NFC], [*long, NFC, *long]):
        said = learned().sensed(states(*message))
        nfc, screen = (
            said.chance("wish", thing) for thing in ("feature=feature/nfc", "praised=feature/screen")
        )
        assert nfc is not None
        assert screen is not None
        assert nfc > 0.9
        assert screen < 0.1
        assert said.chance("wish", "feature=feature/gps") is None


@pytest.mark.usefixtures("written")
def test_wishes_are_told_the_surest_first() -> None:
    said = sensed.sensed(states((0, 0, 1, 0.7, 0), NFC))
    assert said
    assert [f"wish {slot}" for slot in said.wishes] == list(THINGS[:2])
    none = sensed.sensed(states(WEIGHT, NEITHER))
    assert none
    assert none.wishes == ()


@pytest.mark.usefixtures("written")
def test_nothing_is_told_where_there_are_no_states() -> None:
    assert sensed.sensed(np.zeros((1, 5), np.float32)) is None
    assert sensed.sensed(None) is None


@pytest.mark.usefixtures("written")
def test_of_one_group_the_likeliest_is_told_if_it_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    weight = sensed.sensed(states(WEIGHT, NEITHER))
    assert weight
    assert weight.likeliest("ask") == "weight"
    nothing = sensed.sensed(states(NFC, SCREEN))
    assert nothing
    assert nothing.likeliest("ask") is None
    chance = weight.chance("ask", "weight") or 1.0
    monkeypatch.setitem(SURE, "ask", chance + 1e-6)
    assert weight.likeliest("ask") is None
    assert weight.likeliest("ask", least=0.0) == "weight"


@pytest.mark.parametrize(
    ("text", "wish", "said"),
    [
        ("手机，地铁上刷一下就能过", "feature=feature/nfc", "feature=feature/nfc"),
        # What is named says it itself, refused as well.
        ("手机，不要NFC", "feature=feature/nfc", "feature!=feature/nfc"),
        ("手机，屏幕120Hz以上", "praised=feature/screen", "refresh_rate>=120 Hz"),
        # A number says more than a leaning.
        ("180克以内的手机，揣兜里不坠", "weight=low", "weight<=180 g"),
        ("像小米13那样的，揣兜里不坠", "weight=low", "weight<like"),
    ],
)
def test_wishes_are_told_where_no_word_tells_more(
    text: str, wish: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    logs = {
        "wish": {wish: -0.01},
        "kind": {},
        "brand": {},
        "feature": {},
        "ask": {},
        "topic": {},
        "intent": {},
    }
    monkeypatch.setattr("assistant.reading.message.sensed", lambda _: Sensed(logs))
    monkeypatch.setattr("assistant.reading.message.intent_of", lambda *_: ("find", None))
    slots = [str(slot) for slot in read(text, names()).said]
    assert said in slots
    assert wish == said or wish not in slots


def test_what_is_shipped_is_whole() -> None:
    shipped = sensed.shipped()
    assert len(shipped.things) == len(shipped.queries.scales) == len(shipped.values.whole)
    found = shipped.sensed(np.ones((2, shipped.values.whole.shape[1]), np.float32)).logs
    assert set(found) == {*SEVERAL, *ONE}
    assert all(found.values())
    assert NOTHING in found["ask"]
    assert all(str(read_slot(thing)) == thing for thing in found["wish"])
