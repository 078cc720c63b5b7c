"""What a message wishes for in words that name nothing: learned weights, and what the rules leave of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.reading import wished
from assistant.reading.message import read
from assistant.reading.sensed import Rows
from assistant.reading.wished import SURE, Wishes
from assistant.slots import Need, read_slot
from tests.assistant.shopping import names

THINGS = np.array(["feature=feature/nfc", "praised=feature/screen"])


def learned() -> Wishes:
    """Each thing looks for its own place of a state, and takes what stands next to it."""
    queries, values = np.zeros((2, 4), np.float32), np.zeros((2, 4), np.float32)
    queries[0, 0] = queries[1, 2] = 12
    values[0, 1] = values[1, 3] = 9
    return Wishes(THINGS, Rows.of(queries), Rows.of(values), np.array([-4, -4], np.float32))


def states(*pieces: tuple[float, ...]) -> np.ndarray:
    return np.array(pieces, np.float32)


NFC, SCREEN, NEITHER = (1, 1, 0, 0), (0, 0, 1, 1), (0, 0, 0, 0)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(wished, "FILE", tmp_path / "wishes.npz")
    wished._learned.cache_clear()
    wished.write(learned())
    yield
    wished._learned.cache_clear()


def test_a_thing_is_found_wherever_a_message_speaks_of_it() -> None:
    long = [NEITHER] * 60
    for message in ([NFC, *long], [*long, NFC], [*long, NFC, *long]):
        nfc, screen = learned().chances(states(*message))
        assert nfc > 0.9
        assert screen < 0.1


@pytest.mark.usefixtures("written")
def test_wishes_are_told_the_surest_first() -> None:
    weaker = (0, 0, 1, 0.7)
    assert [str(slot) for slot in wished.wished(states(weaker, NFC))] == list(THINGS)
    assert wished.wished(states(NEITHER, NEITHER)) == ()
    assert wished.wished(np.zeros((1, 4), np.float32)) == ()
    assert wished.wished(None) == ()


@pytest.mark.parametrize(
    ("text", "wishes", "said"),
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
    text: str, wishes: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wish(_: object) -> Need:
        return (read_slot(wishes),)

    monkeypatch.setattr("assistant.reading.message.wished", wish)
    slots = [str(slot) for slot in read(text, names()).said]
    assert said in slots
    assert wishes == said or wishes not in slots


def test_what_is_shipped_is_whole() -> None:
    shipped = wished._learned()
    assert 0 < SURE < 1
    assert (
        len(shipped.things) == len(shipped.bias) == len(shipped.queries.scales) == len(shipped.values.whole)
    )
    assert all(str(read_slot(str(thing))) == thing for thing in shipped.things)
