"""Conversations are what the assistant is made from, those held out what it is measured by: failures name ids alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

from assistant.errors import SlotError
from assistant.replies import Topic
from assistant.slots import ENTITIES, Slot, read_slot
from assistant.words import read_words
from seeds.shoppers import ATTRIBUTES
from tests.seeds.samples import lexicon, rows

OPEN = rows("conversations")
HELD_OUT = rows("held_out", "conversations-*.jsonl")
TURNS = [(talk["id"], turn) for talk in (*OPEN, *HELD_OUT) for turn in talk["turns"]]
SHOWS = {
    "find": {"products", "question"},
    "detail": {"answer", "unknown"},
    "opinion": {"answer", "unknown"},
    "compare": {"comparison"},
    "article": {"articles"},
    "aftersale": {"policy", "order", "ticket"},
    "howto": {"policy", "ticket", "unknown"},
    "person": {"ticket"},
    "talk": {"talk"},
}
"""Intents, and what each may show."""
ABOUT = {"detail", "opinion", "compare"}
ASKING = {*ABOUT, "article"}
SERVED = {"aftersale", "howto"}
LABELS = {"Category": "CATEGORY", "Brand": "BRAND", "Feature": "FEATURE", "UseCase": "USE_CASE"}
NAMED = {*ATTRIBUTES, *(row["attribute"] for row in read_words("attributes"))}
"""Attributes that may be wanted or asked for."""
LONG = 12
"""Characters from which on one utterance is hardly said twice by chance."""


def slots() -> Iterator[tuple[str, Slot]]:
    for id_, turn in TURNS:
        for text in turn.get("slots", ()):
            yield id_, read_slot(text)


def test_enough_conversations() -> None:
    assert Counter(talk["language"] for talk in HELD_OUT) == {"zh": 450, "en": 450}
    assert Counter(talk["language"] for talk in OPEN) == {"zh": 2726, "en": 2693}
    assert [
        id_ for id_, count in Counter(talk["id"] for talk in (*OPEN, *HELD_OUT)).items() if count > 1
    ] == []


def test_each_says_where_it_is_held_and_has_turns() -> None:
    wrong = [talk["id"] for talk in (*OPEN, *HELD_OUT) if not is_whole(talk)]
    assert wrong == []


def is_whole(talk: dict[str, Any]) -> bool:
    known = talk["setting"] in {"shop", "store", "content"} and talk["language"] in {"zh", "en"}
    return known and bool(talk["turns"]) and all(turn["say"].strip() for turn in talk["turns"])


def test_intents_show_what_they_may() -> None:
    assert [id_ for id_, turn in TURNS if turn["shows"] not in SHOWS.get(turn["intent"], ())] == []


def test_each_intent_has_what_it_needs_and_nothing_else() -> None:
    wrong = [
        id_
        for id_, turn in TURNS
        if (turn["intent"] == "find") != ("slots" in turn)
        or (turn["intent"] in SERVED) != ("topic" in turn)
        or (turn["intent"] in ABOUT and turn["shows"] != "unknown" and not turn.get("about"))
        or ("asks" in turn and turn["intent"] not in ASKING)
    ]
    assert wrong == []


def test_slots_are_written_as_the_assistant_writes_them() -> None:
    wrong = []
    for id_, turn in TURNS:
        try:
            if [str(read_slot(text)) for text in turn.get("slots", ())] != turn.get("slots", []):
                wrong.append(id_)
        except SlotError:
            wrong.append(id_)
    assert wrong == []


def test_slots_name_what_there_is() -> None:
    known = {(entry.label, entry.id) for entry in lexicon().entries.values()}
    wrong = [
        id_
        for id_, slot in slots()
        if slot.name in ENTITIES
        and slot.name != "like"
        and (LABELS[ENTITIES[slot.name]], str(slot.value)) not in known
    ]
    assert wrong == []
    assert [id_ for id_, slot in slots() if slot.name == "like" and not is_model(str(slot.value))] == []
    assert [id_ for id_, slot in slots() if slot.name not in {*ENTITIES, *NAMED}] == []


def test_products_spoken_of_are_models_or_places_of_the_list() -> None:
    wrong = [
        id_
        for id_, turn in TURNS
        for about in turn.get("about", ())
        if not (is_model(about) or about in {"shown:1", "shown:2", "shown:3"})
    ]
    assert wrong == []


def is_model(id_: str) -> bool:
    """Say whether this is the id of a model; devices of public catalogues are not among the seeds."""
    parts = id_.split("/")
    return len(parts) == 3 and parts[0] == "model" and all(parts)


def test_what_is_asked_and_its_topic_are_known() -> None:
    ids = {entry.id for entry in lexicon().entries.values()}
    known = {None, "camera", *NAMED, *ids}
    assert [id_ for id_, turn in TURNS if turn.get("asks") not in known] == []
    assert [id_ for id_, turn in TURNS if turn.get("topic") not in {None, *get_args(Topic)}] == []


def test_what_is_held_out_is_not_made_from() -> None:
    open_ = {turn["say"].casefold() for talk in OPEN for turn in talk["turns"]}
    known = [
        talk["id"]
        for talk in HELD_OUT
        for turn in talk["turns"]
        if len(turn["say"]) > LONG and turn["say"].casefold() in open_
    ]
    assert known == []
