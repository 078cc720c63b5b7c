"""What rules find is not taken where the states of a message speak against it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pytest

from assistant.reading import doubted
from assistant.reading.before import Before
from assistant.reading.doubted import as_meant, asked_instead, believed
from assistant.reading.message import FIRST, Message, read
from assistant.reading.sensed import Sensed
from assistant.reading.want import Want
from assistant.slots import read_slot
from tests.assistant.shopping import names

PHONE, TABLET, WATCH = "category/smartphone", "category/tablet", "category/smartwatch"


def sensed(group: str, chances: Mapping[str, float]) -> Sensed:
    none: dict[str, dict[str, float]] = {
        "wish": {},
        "kind": {},
        "brand": {},
        "feature": {},
        "ask": {},
        "topic": {},
        "intent": {"find": 0.0},
    }
    return Sensed(none | {group: {thing: math.log(chance) for thing, chance in chances.items()}})


def kept(slot: str, by_states: Sensed | None, kind: str | None = None, *, dropped: bool = False) -> bool:
    return bool(believed([Want(0, 1, read_slot(slot), dropped)], by_states, kind))


def test_a_wish_that_is_improbable_is_doubted() -> None:
    for chance, taken in ((doubted.WISH / 2, False), (doubted.WISH * 2, True)):
        assert kept("use=usecase/children", sensed("wish", {"use=usecase/children": chance})) is taken
    doubting = sensed("wish", {"feature=feature/nfc": 0.001})
    assert kept("feature!=feature/nfc", doubting)  # what was not learned is as the rules have it
    assert kept("feature=feature/nfc", doubting, dropped=True)
    assert kept("feature=feature/nfc", None)


@pytest.mark.parametrize(
    ("kind", "chances", "before", "taken"),
    [
        # A phone, because of his headphones.
        (TABLET, {TABLET: 0.02, PHONE: 0.95}, None, False),
        (TABLET, {TABLET: 0.02, PHONE: 0.6}, None, True),
        (TABLET, {TABLET: 0.2, PHONE: 0.95}, None, True),
        # Of kinds that are akin the rules tell better which one it is.
        ("category/foldable-phone", {"category/foldable-phone": 0.02, PHONE: 0.95}, None, True),
        # Needs to work with laptop and phone.
        (PHONE, {PHONE: 0.005}, "category/earbuds", False),
        (PHONE, {PHONE: 0.005}, None, True),
        (PHONE, {PHONE: 0.02}, "category/earbuds", True),
        (PHONE, {WATCH: 0.95}, None, True),
    ],
)
def test_a_kind_is_doubted_beside_another(
    kind: str, chances: Mapping[str, float], before: str | None, *, taken: bool
) -> None:
    assert kept(f"category={kind}", sensed("kind", chances), before) is taken


@pytest.mark.parametrize(
    ("chances", "asked"),
    [
        ({"weight": 0.01, "price": 0.9}, "price"),
        ({"weight": 0.01, "price": 0.5}, "weight"),
        ({"weight": 0.2, "price": 0.8}, "weight"),
        ({"price": 0.9}, "weight"),
        ({"weight": 0.01, "none": 0.9}, "weight"),
    ],
)
def test_what_is_asked_about_is_doubted_where_another_thing_is_surer(
    chances: Mapping[str, float], asked: str
) -> None:
    assert asked_instead("weight", sensed("ask", chances)) == asked


def said(text: str, by_states: Sensed, monkeypatch: pytest.MonkeyPatch, before: Before = FIRST) -> Message:
    monkeypatch.setattr("assistant.reading.message.sensed", lambda _: by_states)
    monkeypatch.setattr("assistant.reading.message.intent_of", lambda *_: ("find", None))
    return read(text, names(), before=before)


def test_a_message_says_what_is_believed_and_what_stands_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_states = sensed("wish", {"feature=feature/nfc": 0.01, "praised=feature/screen": 0.9})
    message = said("手机，不用掏卡那个nfc广告太烦", by_states, monkeypatch)
    assert {str(slot) for slot in message.said} == {"category=category/smartphone", "praised=feature/screen"}
    kinds = sensed("kind", {PHONE: 0.01, WATCH: 0.97})
    assert [str(slot) for slot in said("看看手机边上的小玩意", kinds, monkeypatch).said] == [
        f"category={WATCH}"
    ]


APPLE, SONY = "brand/apple", "brand/sony"


def stances(name: str, wanted: float, refused: float) -> Sensed:
    return sensed(name, {"=": wanted, "!=": refused})


def taken(by_states: Sensed | None, *slots: str) -> list[str]:
    wants = [Want(at, at + 1, read_slot(slot)) for at, slot in enumerate(slots)]
    return [str(want.slot) for want in as_meant(wants, by_states)]


@pytest.mark.parametrize("thing", [APPLE, "feature/notch"])
@pytest.mark.parametrize(
    ("found", "wanted", "refused", "meant"),
    [
        # Spare me the Apple ones.
        ("=", 0.02, 0.97, "!="),
        ("!=", 0.97, 0.02, "!="),
        ("=", 0.05, 0.4, "!="),
        ("=", 0.3, 0.97, "="),
        ("=", 0.002, 0.02, "="),
        ("!=", 0.02, 0.97, "!="),
    ],
)
def test_what_is_refused_is_told_by_states_where_they_are_sure_of_it(
    thing: str, found: str, wanted: float, refused: float, meant: str
) -> None:
    name = thing.partition("/")[0]
    slot, other = f"{name}{found}{thing}", "weight=low"
    assert taken(stances(name, wanted, refused), slot, other) == [f"{name}{meant}{thing}", other]
    assert taken(None, slot) == [slot]


def test_all_that_is_wanted_may_be_refused() -> None:
    both = [f"brand={APPLE}", f"brand={SONY}"]
    assert taken(stances("brand", 0.02, 0.97), *both) == [f"brand!={APPLE}", f"brand!={SONY}"]
    dropped = [Want(0, 1, read_slot(both[0]), dropped=True)]
    assert as_meant(dropped, stances("brand", 0.02, 0.97)) == dropped
