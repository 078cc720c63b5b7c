"""Messages that stand in no conversation, of which the assistant's weights are made."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from assistant.slots import read_slot
from bench.said import KIND, LEANS, WISHES
from tests.seeds.samples import lexicon, rows
from tests.seeds.test_conversations import HELD_OUT, LONG, NAMED

FOLDERS = ("wishes", "needs", "asks")
KNOWN = lexicon().entries


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_is_said_once_and_in_nothing_that_is_measured_by(folder: str) -> None:
    said = Counter(plain(row["say"]) for row in rows(folder))
    assert min(map(len, said)) > 0
    held = {plain(turn["say"]) for talk in HELD_OUT for turn in talk["turns"]}
    assert [text for text in said if text in held and len(text) >= LONG] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_half_are_chinese(folder: str) -> None:
    chinese, english = (len(rows(folder, f"{language}.jsonl")) for language in ("zh", "en"))
    assert 0.8 < chinese / english < 1.25


def test_what_is_wished_for_and_asked_about_is_known() -> None:
    wished = {id_.removeprefix("!") for row in rows("wishes") for id_ in row["ids"]}
    asked = {row["asks"] for row in rows("asks")}
    assert wished - KNOWN.keys() == set()
    assert asked - KNOWN.keys() - NAMED == set()


def test_needs_have_slots_that_messages_add() -> None:
    slots = {slot for row in rows("needs") for slot in row["slots"]}
    assert {slot for slot in slots if str(read_slot(slot)) != slot} == set()
    assert {
        slot for slot in slots if not slot.startswith((*WISHES, KIND)) and not slot.endswith(LEANS)
    } == set()
    ids = {slot.rpartition("=")[2] for slot in slots if "/" in slot}
    assert ids - KNOWN.keys() == set()


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())
