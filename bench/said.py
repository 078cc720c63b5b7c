"""What the weights of `assistant.reading` are learned from: texts, and what each is known to say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.reading.mentions import Name
from assistant.reading.sensed import NOTHING
from assistant.reading.wants import UNWANTED, slot_of
from assistant.words import read_words
from extraction.lexicon import Entry

LABELS: Final = {"FEATURE": "Feature", "USE_CASE": "UseCase"}
SAID_OF: Final = {"feature/price": "price=low", "feature/weight": "weight=low"}
"""Aspects that are said of an attribute."""
WISHES: Final = ("praised=", "use=", "feature=", "feature!=")
LEANS: Final = ("=low", "=high")
KIND: Final = "category="
ASKING: Final = frozenset({"detail", "opinion", "compare", "article"})

Talk = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and by group of `assistant.reading.sensed` what it says; of a group that is left out nothing is known."""

    text: str
    things: Mapping[str, frozenset[str]]


def messages(talks: Iterable[Talk]) -> Iterator[Said]:
    """Yield what conversations say: the slots that each turn adds, what it asks about, and what it means to do."""
    for turn, added in (each for talk in talks for each in _additions(talk)):
        things = {**_adding(added), "intent": frozenset({turn["intent"]})}
        if turn["intent"] in ASKING:
            things["ask"] = frozenset({turn.get("asks", NOTHING)})
        if turn["intent"] == "aftersale":
            things["topic"] = frozenset({turn["topic"]})
        yield Said(turn["say"], things)


def alone(seeds: Path, entries: Sequence[Entry]) -> Iterator[Said]:
    """Yield messages that stand in no conversation: of what each is known to say its folder tells."""
    slots = _slots(entries)
    for row in _rows(seeds / "wishes"):
        yield Said(row["say"], {"wish": frozenset(_slot(id_, slots) for id_ in row["ids"])})
    for row in _rows(seeds / "needs"):
        yield Said(row["say"], _adding(row["slots"]))
    for row in _rows(seeds / "asks"):
        yield Said(row["say"], {"ask": frozenset({row["asks"]})})


def phrases(entries: Sequence[Entry]) -> Iterator[Said]:
    """Yield what says a thing by its name, or as people call it."""
    slots = _slots(entries)
    for row in (row for row in read_words("sayings") if row["id"] in slots):
        said = {"wish": frozenset({_slot(row["id"], slots)}), "ask": frozenset({row["id"]})}
        yield from (Said(word, said) for word in row["words"])
    for entry in (entry for entry in entries if entry.id in slots):
        yield from (Said(name, {"ask": frozenset({entry.id})}) for name in entry.names())
    for row in read_words("attributes"):
        yield from (Said(word, {"ask": frozenset({row["attribute"]})}) for word in row["words"])


def _additions(talk: Talk) -> Iterator[tuple[Mapping[str, Any], frozenset[str]]]:
    """Yield the turns of a conversation, with the slots that each adds to the need."""
    before: frozenset[str] = frozenset()
    for turn in talk["turns"]:
        slots = frozenset(turn["slots"]) if turn["intent"] == "find" else before
        yield turn, slots - before
        before = slots


def _adding(slots: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return what a message says that adds these slots."""
    return {
        "wish": frozenset(slot for slot in slots if slot.startswith(WISHES) or slot.endswith(LEANS)),
        "kind": frozenset(slot.removeprefix(KIND) for slot in slots if slot.startswith(KIND)),
    }


def _rows(folder: Path) -> Iterator[Mapping[str, Any]]:
    for file in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def _slots(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the name of the slot that wants each feature and use."""
    return {
        entry.id: slot_of(Name(entry.name, LABELS[entry.label], entry.id, aspect=entry.aspect))
        for entry in entries
        if entry.label in LABELS
    }


def _slot(id_: str, slots: Mapping[str, str]) -> str:
    thing = id_.removeprefix("!")
    if thing != id_ and thing not in UNWANTED:
        return f"feature!={thing}"
    return SAID_OF.get(thing) or f"{slots[thing]}={thing}"
