"""What `bench.intents` learns of wishes: few texts are learned by heart, and from what they are made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import bench.wished
from bench.wished import fit_wishes, wishes
from extraction.learned.sentences import Sentences
from extraction.lexicon import Entry
from tests.extraction.learned.tiny import READER, tiny_encoder

ENTRIES = [
    Entry("FEATURE", "feature/battery-life", "battery life", aspect=True),
    Entry("FEATURE", "feature/nfc", "NFC"),
    Entry("USE_CASE", "usecase/gaming", "gaming"),
]
SAYS = {
    "the battery is poor": "praised=feature/battery-life",
    "the screen is great": "praised=feature/screen",
    "华为手机": "feature=feature/nfc",
    "续航很差": "praised=feature/battery-life",
    "the phone is fine": "",
}


def test_few_texts_are_learned_by_heart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench.wished, "EPOCHS", 100)
    monkeypatch.setattr(bench.wished, "RATE", 0.02)
    monkeypatch.setattr(bench.wished, "BATCH", 8)
    encoders = Sentences({"zh": (tiny_encoder(2), READER), "en": (tiny_encoder(1), READER)})
    texts = [(text, frozenset({said} if said else ())) for text, said in SAYS.items()] * 8
    learned = fit_wishes(texts, encoders)
    for text, said in SAYS.items():
        chances = dict(zip(learned.things, learned.chances(encoders.states(text)), strict=True))
        assert {str(thing) for thing, chance in chances.items() if chance > 0.5} == (
            {said} if said else set()
        )


def test_texts_are_what_messages_add_and_what_phrases_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {
        "say": "充一次用两天",
        "intent": "find",
        "slots": ["praised=feature/battery-life", "price<=2000 CNY"],
    }
    second = {"say": "还要轻", "intent": "find", "slots": [*first["slots"], "weight=low"]}
    asked = {"say": "第一个多重", "intent": "detail", "asks": "weight"}
    talks, messages = tmp_path / "talks.jsonl", tmp_path / "wishes.jsonl"
    talks.write_text(json.dumps({"turns": [first, asked, second]}) + "\n", "utf-8")
    messages.write_text(
        json.dumps({"say": "tap to pay", "ids": ["feature/nfc", "!feature/nfc"]}) + "\n", "utf-8"
    )
    monkeypatch.setattr(
        bench.wished,
        "read_words",
        lambda _: [{"id": "usecase/gaming", "words": ["打排位"]}, {"id": "brand/x", "words": ["y"]}],
    )
    assert [(text, set(said)) for text, said in wishes([talks], [messages], ENTRIES)] == [
        ("充一次用两天", {"praised=feature/battery-life"}),
        ("第一个多重", set()),
        ("还要轻", {"weight=low"}),
        ("tap to pay", {"feature=feature/nfc", "feature!=feature/nfc"}),
        ("打排位", {"use=usecase/gaming"}),
    ]
