"""What `bench.intents` learns of states: few texts are learned by heart, by encoders that are tuned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bench.tuned
from bench.said import Said
from bench.tuned import Start, fit
from extraction.learned.low_rank import write_adapted
from extraction.learned.sentences import Sentences
from tests.extraction.learned.tiny import READER, tiny_encoder

WISHES = {
    "the battery is poor": "praised=feature/battery-life",
    "the screen is great": "praised=feature/screen",
    "华为手机": "feature=feature/nfc",
    "续航很差": "praised=feature/battery-life",
    "the phone is fine": "",
}
INTENTS = dict(zip(WISHES, ("find", "opinion", "find", "opinion", "find"), strict=True))


def encoders() -> Sentences:
    return Sentences({"zh": (tiny_encoder(2), READER), "en": (tiny_encoder(1), READER)})


def test_few_texts_are_learned_by_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bench.tuned.EPOCHS, "anew", 60)
    monkeypatch.setattr(bench.tuned, "RATES", {"encoder": 5e-3, "heads": 2e-2})
    texts = [
        Said(text, {"wish": frozenset({wish} - {""}), "intent": frozenset({INTENTS[text]})})
        for text, wish in WISHES.items()
    ] * 8
    # Of what a text is not known to say nothing is learned; what nothing can be read of teaches nothing.
    texts += [Said("the phone is fine", {"kind": frozenset({"category/tablet"})})] * 8
    texts += [Said(" ", {"intent": frozenset({"talk"})})]
    tuned = encoders()
    heads = fit(texts, tuned)
    for text, wish in WISHES.items():
        said = heads.sensed(tuned.states(text))
        assert [str(slot) for slot in said.wishes] == [wish] * bool(wish)
        assert said.likeliest("intent", least=0.5) == INTENTS[text]
    assert heads.sensed(tuned.states("the phone is fine")).likeliest("kind") == "category/tablet"
    before, after = encoders().states("the screen"), tuned.states("the screen")
    assert np.abs(before - after).max() > 0.01


def test_it_goes_on_from_what_was_learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(bench.tuned.EPOCHS, "anew", 60)
    monkeypatch.setitem(bench.tuned.EPOCHS, "further", 1)
    monkeypatch.setattr(bench.tuned, "RATES", {"encoder": 5e-3, "heads": 2e-2})
    texts = [Said(text, {"intent": frozenset({intent})}) for text, intent in INTENTS.items()] * 8
    tuned, again = encoders(), encoders()
    heads = fit(texts, tuned)
    for language, (encoder, _) in tuned.encoders.items():
        write_adapted(encoder, tmp_path / f"{language}.npz")
    monkeypatch.setattr(bench.tuned, "RATES", {"encoder": 1e-6, "heads": 1e-6})
    more = [*texts, *[Said("the phone", {"ask": frozenset({"weight"})})] * 3]
    further = fit(more, again, Start(heads, lambda language: tmp_path / f"{language}.npz"))
    for text in WISHES:
        said = further.sensed(again.states(text)).logs["intent"]
        assert said == pytest.approx(heads.sensed(tuned.states(text)).logs["intent"], abs=0.1)
    assert "ask weight" in further.things
    assert "ask weight" not in heads.things


def test_it_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bench.tuned.EPOCHS, "anew", 2)
    texts = [Said(text, {"intent": frozenset({intent})}) for text, intent in INTENTS.items()] * 4
    first, second = (fit(texts, encoders()) for _ in range(2))
    np.testing.assert_array_equal(first.values.whole, second.values.whole)


def test_rare_things_are_not_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bench.tuned.EPOCHS, "anew", 1)
    texts = [Said("the phone", {"wish": frozenset({"feature=feature/nfc"})})] * 5
    texts += [Said("the screen", {"wish": frozenset({"praised=feature/screen"})})] * 5
    texts += [Said("屏幕", {"wish": frozenset({"praised=feature/screen"})})]
    assert list(fit(texts, encoders()).things) == ["wish praised=feature/screen"]
