"""What the weights of `assistant.reading` are learned from: texts, and what each is known to say."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from assistant.reading.mentions import Name
from assistant.reading.sensed import NOTHING, behind
from assistant.reading.wants import UNWANTED, slot_of
from assistant.words import read_words
from extraction.lexicon import Entry

LABELS: Final = {"FEATURE": "Feature", "USE_CASE": "UseCase"}
SAID_OF: Final = {"feature/price": "price=low", "feature/weight": "weight=low"}
"""Aspects that are said of an attribute."""
WISHES: Final = ("praised=", "use=", "feature=", "feature!=")
LEANS: Final = ("=low", "=high")
KIND: Final = "category="
STANCES: Final = ("=", "!=")
ASKING: Final = frozenset({"detail", "opinion", "compare", "article"})

Talk = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A text, and by group of `assistant.reading.sensed` what it says; of a group that is left out nothing is known."""

    text: str
    things: Mapping[str, frozenset[str]]


def messages(talks: Iterable[Talk]) -> Iterator[Said]:
    """Yield what conversations say, as encoders see it: what each turn adds, what it asks about and means to do."""
    for turn, added, before in (each for talk in talks for each in _additions(talk)):
        things = {**_adding(added), "brand": _stances("brand", added), "intent": frozenset({turn["intent"]})}
        if turn["intent"] in ASKING:
            things["ask"] = frozenset({turn.get("asks", NOTHING)})
        if turn["intent"] == "aftersale":
            things["topic"] = frozenset({turn["topic"]})
        yield Said(behind(turn["say"], before), things)


def alone(seeds: Path, entries: Sequence[Entry]) -> Iterator[Said]:
    """Yield messages that stand in no conversation: of what each is known to say its folder tells."""
    slots = _slots(entries)
    for row in _rows(seeds / "wishes"):
        wishes = frozenset(_slot(id_, slots) for id_ in row["ids"])
        yield Said(row["say"], {"wish": wishes, "feature": _stances("feature", wishes)})
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


def _additions(talk: Talk) -> Iterator[tuple[Mapping[str, Any], frozenset[str], str]]:
    """Yield the turns of a conversation, the slots that each adds to the need, and the intent of the one before."""
    need: frozenset[str] = frozenset()
    intent = ""
    for turn in talk["turns"]:
        slots = frozenset(turn["slots"]) if turn["intent"] == "find" else need
        yield turn, slots - need, intent
        need, intent = slots, turn["intent"]


def _adding(slots: Collection[str]) -> dict[str, frozenset[str]]:
    """Return what a message says that adds these slots."""
    return {
        "wish": frozenset(slot for slot in slots if slot.startswith(WISHES) or slot.endswith(LEANS)),
        "kind": frozenset(slot.removeprefix(KIND) for slot in slots if slot.startswith(KIND)),
        "feature": _stances("feature", slots),
    }


def _stances(name: str, slots: Collection[str]) -> frozenset[str]:
    """Return whether slots of that name want and refuse anything."""
    return frozenset(stance for stance in STANCES if any(slot.startswith(name + stance) for slot in slots))


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
