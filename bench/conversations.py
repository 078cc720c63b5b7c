"""Conversations with what the assistant should make of them, and whether it did; see `seeds/README.md`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from assistant.answers import Answer
from assistant.slots import Slot, read_slot
from assistant.values import parts_of, worded
from bench.shelf import Shelf, Slots
from extraction.folding import name_key

TWINS: Final = {
    "camera": "main_camera",
    "main_camera": "camera",
    "soc": "cpu",
    "cpu": "soc",
    "battery_capacity": "feature/battery-life",
    "feature/battery-life": "battery_capacity",
    "feature/updates": "feature/long-software-support",
    "feature/long-software-support": "feature/updates",
    **{
        name: other
        for attribute in ("water_resistance", "optical_zoom", "weight", "brightness", "price")
        for feature in (f"feature/{attribute.replace('_', '-')}",)
        for name, other in ((attribute, feature), (feature, attribute))
    },
}
"""What is asked for by one word."""
VERSION: Final = re.compile(r"(?:[45]g|20\d\d)$")
"""Behind a name that is told without it: Galaxy A54 5G, MateBook X Pro 2023."""
INCHES: Final = re.compile(r"-1[3-8](?=-)")
"""Within a name that is told without them: MacBook Air 13 M2."""
RECORDS: Final = {"order": "delivery", "delivery": "order"}
"""Topics that are answered from an order's one record: where my parcel is."""


@dataclass(slots=True)
class Counts:
    """What is counted over conversations."""

    right: int = 0
    said: int = 0
    wanted: int = 0
    turns: int = 0
    intents: int = 0
    reached: int = 0
    goals: int = 0
    conversations: int = 0
    violations: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)

    @property
    def slot_f1(self) -> float:
        """F1 of slots over the turns that look for products."""
        return 2 * self.right / max(1, self.said + self.wanted)


def conversations(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the conversations of a file."""
    for line in file.read_text("utf-8").splitlines():
        yield json.loads(line)


def count_turn(counts: Counts, turn: Mapping[str, Any], answer: Answer, *, good: bool) -> None:
    """Count a turn, and whether its answer is `good`."""
    if turn["intent"] == "find":
        count_slots(counts, turn["slots"], answer)
    counts.turns += 1
    counts.intents += answer.intent == turn["intent"]
    counts.reached += good


def count_slots(counts: Counts, gold: list[str], answer: Answer) -> None:
    """Compare slots, whatever the case, the spaces and the language of words."""
    wanted = {_plain(read_slot(slot)) for slot in gold}
    said = {_plain(slot) for slot in answer.need} if answer.intent == "find" else set()
    counts.right += len(wanted & said)
    counts.wanted += len(wanted)
    counts.said += len(said)


def _plain(slot: Slot) -> str:
    """Return a slot as it is compared: words without spaces, the same in both languages."""
    if worded((slot,)):
        return f"{slot.name}{slot.relation}{''.join(parts_of(str(slot.value)))}"
    return str(slot).lower().replace(" ", "")


def reaches(
    turn: Mapping[str, Any], answer: Answer, shelf: Shelf, shown: list[str], *, bare: bool = False
) -> bool:
    """Say whether an answer is what a shopper who said this wants.

    Where a list is rightly empty, or too short, nothing is at the place that a conversation's writer points at: to say
    that one does not know which is meant is right then. Of a device that the graph does not have, nothing but that is.

    Args:
        turn: the message with what it means.
        answer: what was answered.
        shelf: all that the graph holds.
        shown: the products of the list shown before.
        bare: whether the search before rightly found nothing.
    """
    if _is_nowhere(turn, shown, bare=bare) and answer.shows == "unknown" and not answer.about:
        return bool(answer.intent == turn["intent"])
    if _is_unheard(turn, shelf, shown):
        return (answer.shows == "unknown" and not answer.about) or _compares_rest(turn, answer, shelf, shown)
    match turn["shows"]:
        case "products":
            return answer.shows == "products" and _finds(turn["slots"], answer, shelf, shown)
        case "question":
            return answer.shows in {"question", "products"} and answer.intent == "find"
        case "answer":
            return _tells(turn, answer, shelf, shown)
        case "comparison":
            wanted = [models_of(about, shelf, shown) for about in turn["about"]]
            told = {shelf.model(id_) for id_ in answer.about}
            return answer.shows == "comparison" and all(wanted_one & told for wanted_one in wanted)
        case "articles":
            return answer.shows == "articles" and answer.asks == turn.get("asks")
        case "policy" | "order":
            same = answer.topic in {turn.get("topic"), RECORDS.get(turn.get("topic", ""))}
            return same and answer.shows in {
                turn["shows"],
                "order" if turn["shows"] == "policy" else "policy",
            }
        case "ticket" if turn["intent"] == "howto" and answer.flow:
            # Where a step did not help and more are left, the next one comes before a person.
            return answer.intent == "howto"
        case shows:
            return bool(answer.shows == shows)


def _is_nowhere(turn: Mapping[str, Any], shown: list[str], *, bare: bool) -> bool:
    """Say whether a turn speaks of places that a list has not, and too little is left to answer of."""
    places = [about for about in turn.get("about", ()) if about.startswith("shown:")]
    missing = [about for about in places if bare or int(about[6:]) > len(shown)]
    left = len(turn.get("about", ())) - len(missing)
    return bool(missing) and left < (2 if turn["intent"] == "compare" else 1)


def _is_unheard(turn: Mapping[str, Any], shelf: Shelf, shown: list[str]) -> bool:
    """Say whether a turn asks of a device that the graph does not have."""
    asked = turn.get("about", ()) if turn["intent"] in {"detail", "opinion", "compare"} else ()
    named = (about for about in asked if about.startswith("model/"))
    return any(not models_of(about, shelf, shown) & shelf.models for about in named)


def _compares_rest(turn: Mapping[str, Any], answer: Answer, shelf: Shelf, shown: list[str]) -> bool:
    """Say whether those that the graph has, two at least, stand side by side without the one that it has not."""
    meant = [models_of(about, shelf, shown) & shelf.models for about in turn.get("about", ())]
    told = {shelf.model(id_) for id_ in answer.about}
    known = [models for models in meant if models]
    return answer.shows == "comparison" and len(known) > 1 and all(models & told for models in known)


def _finds(gold: list[str], answer: Answer, shelf: Shelf, shown: list[str]) -> bool:
    slots = Slots(gold)
    if answer.products:
        return all(shelf.meets(one.card.id, slots, shown) for one in answer.products)
    return not any(shelf.meets(id_, slots, shown, surely=True) for id_ in shelf.products)


def _tells(turn: Mapping[str, Any], answer: Answer, shelf: Shelf, shown: list[str]) -> bool:
    wanted = {id_ for about in turn.get("about", ()) for id_ in models_of(about, shelf, shown)}
    if not answer.about or (wanted and shelf.model(answer.about[0]) not in wanted):
        return False
    asks = turn.get("asks")
    if asks and answer.asks not in {asks, TWINS.get(asks, asks)}:
        return False
    known = shelf.knows(answer.about[0], asks) if asks else turn["intent"] != "opinion"
    return answer.shows == "answer" or (answer.shows == "unknown" and not known)


def models_of(about: str, shelf: Shelf, shown: list[str]) -> set[str]:
    """Return the models that are meant, those of the same name too: the graph has some devices from two catalogues."""
    if about.startswith("shown:"):
        place = int(about[6:]) - 1
        return {shelf.model(shown[place])} if place < len(shown) else set()
    for whole in (True, False):
        same = {model for model in shelf.models if _names(model, whole=whole) & _names(about)}
        if same:
            return {about, *same}
    return {about}


@lru_cache(maxsize=1 << 15)
def _names(model: str, *, whole: bool = True) -> set[str]:
    """Return what a model is called: its name, also behind its maker's, whose or whose line's the id may have it.

    The Poco F5 is model/poco/f5 and model/xiaomi/poco-f5. What is not `whole` is called without its network, year or
    size.
    """
    _, maker, name = model.split("/")
    # Sony's Alpha 7 is the A7.
    names = {name_key(each).replace("+", "plus").replace("alpha", "a") for each in (name, f"{maker} {name}")}
    if whole:
        return names
    return {VERSION.sub("", each) for each in (*names, name_key(INCHES.sub("", name)))}
