"""What is learned from: what messages add, ask about and mean to do, and what phrases say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

import bench.said
from bench.said import Said, alone, messages, phrases
from extraction.lexicon import Entry

ENTRIES = [
    Entry("FEATURE", "feature/battery-life", "battery life", aspect=True),
    Entry("FEATURE", "feature/nfc", "NFC"),
    Entry("USE_CASE", "usecase/gaming", "gaming"),
    Entry("BRAND", "brand/huawei", "Huawei"),
]


def plain(texts: Iterable[Said]) -> list[tuple[str, dict[str, set[str]]]]:
    return [(each.text, {group: set(things) for group, things in each.things.items()}) for each in texts]


def test_messages_say_what_they_add() -> None:
    slots = ["praised=feature/battery-life", "price<=2000 CNY", "category=category/smartphone"]
    turns = [
        {"say": "充一次用两天的手机", "intent": "find", "slots": slots},
        {"say": "第一个多重", "intent": "detail", "asks": "weight"},
        {"say": "怎么样", "intent": "opinion"},
        {"say": "还要轻", "intent": "find", "slots": [*slots, "weight=low"]},
        {"say": "能退吗", "intent": "aftersale", "topic": "return"},
    ]
    none: dict[str, set[str]] = {"wish": set(), "kind": set(), "brand": set(), "feature": set()}
    assert plain(messages([{"turns": turns}])) == [
        (
            "充一次用两天的手机",
            none | {"wish": {slots[0]}, "kind": {"category/smartphone"}, "intent": {"find"}},
        ),
        ("find: 第一个多重", none | {"intent": {"detail"}, "ask": {"weight"}}),
        ("fact: 怎么样", none | {"intent": {"opinion"}, "ask": {"none"}}),
        ("view: 还要轻", none | {"wish": {"weight=low"}, "intent": {"find"}}),
        ("find: 能退吗", none | {"intent": {"aftersale"}, "topic": {"return"}}),
    ]


def test_messages_say_whether_they_want_or_refuse_a_brand() -> None:
    slots = ["brand=brand/huawei", "brand!=brand/apple"]
    turns = [
        {"say": "华为，苹果就免了", "intent": "find", "slots": slots},
        {"say": "小米也腻了", "intent": "find", "slots": [*slots, "brand!=brand/xiaomi"]},
        {"say": "轻一点", "intent": "find", "slots": [*slots, "brand!=brand/xiaomi", "weight=low"]},
    ]
    found = [each.things["brand"] for each in messages([{"turns": turns}])]
    assert found == [{"=", "!="}, {"!="}, set()]


def test_messages_alone_say_what_their_folder_tells(tmp_path: Path) -> None:
    slots = ["category=category/smartphone", "weight=low", "price<=900 USD"]
    rows = {
        "wishes": {"say": "tap to pay", "ids": ["feature/nfc", "!feature/nfc"]},
        "needs": {"say": "a light phone under 900", "slots": slots},
        "asks": {"say": "does it die before dinner", "asks": "feature/battery-life"},
    }
    for folder, row in rows.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "en.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    assert plain(alone(tmp_path, ENTRIES)) == [
        (
            "tap to pay",
            {"wish": {"feature=feature/nfc", "feature!=feature/nfc"}, "feature": {"=", "!="}},
        ),
        (
            "a light phone under 900",
            {"wish": {"weight=low"}, "kind": {"category/smartphone"}, "feature": set()},
        ),
        ("does it die before dinner", {"ask": {"feature/battery-life"}}),
    ]


def test_phrases_say_a_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    words = {
        "sayings": [{"id": "usecase/gaming", "words": ["打排位"]}, {"id": "brand/x", "words": ["y"]}],
        "attributes": [{"attribute": "weight", "words": ["多重"]}],
    }
    monkeypatch.setattr(bench.said, "read_words", words.__getitem__)
    assert plain(phrases(ENTRIES)) == [
        ("打排位", {"wish": {"use=usecase/gaming"}, "ask": {"usecase/gaming"}}),
        ("battery life", {"ask": {"feature/battery-life"}}),
        ("NFC", {"ask": {"feature/nfc"}}),
        ("gaming", {"ask": {"usecase/gaming"}}),
        ("多重", {"ask": {"weight"}}),
    ]
