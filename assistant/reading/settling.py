"""Wants that are said better together: a kind of product, a number beside its aspect, two brands refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.cues import around, joined
from assistant.reading.want import Want
from assistant.slots import ENTITIES, GENERIC, Slot
from assistant.words import pattern

ECHOES: Final = {
    "feature/screen": {
        *("screen_size", "refresh_rate", "brightness", "resolution", "feature/oled", "feature/lcd"),
        *("feature/eye-protection", "feature/matte-display", "feature/notchless-screen", "feature/mini-led"),
        *("feature/curved-screen", "feature/touch-screen", "feature/brightness"),
    },
    "feature/colours": {"color"},
    "feature/fan-noise": {"feature/built-in-fan", "feature/fanless"},
    "feature/battery-life": {"battery_capacity"},
    "feature/charging": {"charging_power"},
    "feature/storage-space": {"storage"},
    "feature/camera": {"main_camera", "front_camera"},
    "feature/dual-card-slots": {"sim"},
    "feature/high-refresh-rate": {"refresh_rate"},
    "feature/folding-design": {"category/foldable-phone"},
    "feature/weather-sealing": {"feature/water-resistance"},
    "feature/contactless-payment": {"feature/nfc"},
    "feature/stock-android": {"feature/ads"},
}
"""Aspects and features, and what says the same or more of them."""
NO_ASPECTS: Final = frozenset({"feature/price", "feature/weight"})
"""Aspects whose attribute a leaning speaks of."""
KINDS: Final = {
    ("category/smartwatch", "usecase/children"): "category/kids-smartwatch",
    ("category/smartphone", "feature/foldable-screen"): "category/foldable-phone",
    ("", "feature/foldable-screen"): "category/foldable-phone",
    ("", "feature/e-ink"): "category/e-reader",
    ("", "feature/over-ear"): "category/headphones",
    ("category/earbuds", "feature/over-ear"): "category/headphones",
}
"""A category (none with "") and what else is said, which together name a kind."""
IMPLIED: Final = {
    "category/gaming-laptop": "usecase/gaming",
    "category/gaming-headset": "usecase/gaming",
}
"""Kinds, and the use that their name says."""
EDITING: Final = "usecase/video-editing"
LOOSE: Final = re.compile(r"\s*[,，]\s*")
"""Dell or HP, Lenovo has let me down: a comma alone lists nothing that is refused behind it."""
KEPT: Final = frozenset({"feature/over-ear", "feature/e-ink"})
"""What is still said of a kind that is named by it."""


def settled(text: str, found: Sequence[Want]) -> list[Want]:
    """Return wants in the order in which they stand, without what others say better."""
    kept = _of_one_kind(_last_bounds(_without_echoes(found)))
    return _refused_together(text, _other_makers(text, sorted(kept, key=lambda want: want.span)))


def _without_echoes(found: Sequence[Want]) -> list[Want]:
    """Leave out an aspect beside its number, a leaning beside its number, and a low beside a lower."""
    said = _things(want.slot for want in found)
    numbers = {want.slot.name for want in found if want.slot.number is not None}
    stepped = {want.slot.name for want in found if want.slot.value in {"lower", "higher"}}

    def echoes(slot: Slot) -> bool:
        if slot.name == "praised":
            return slot.value in NO_ASPECTS or bool(said & ECHOES.get(str(slot.value), set()))
        weaker = slot.name in stepped and slot.value in {"low", "high"}
        # Who edits 4K footage asks for no camera of 4K.
        edited = slot.name == "video" and any(want.slot.value == EDITING for want in found)
        return weaker or edited or (slot.name in numbers and bool(slot.lean))

    return [want for want in found if not echoes(want.slot)]


def unspoken(wished: Iterable[Slot], found: Sequence[Want]) -> Iterator[Slot]:
    """Yield what is wished for in other words than its name, where nothing that is found says it, or more of it."""
    said = _things(want.slot for want in found) | {str(want.slot.value) for want in found}
    for slot in wished:
        thing = str(slot.value) if slot.name in ENTITIES else slot.name
        if thing not in said and not said & ECHOES.get(thing, set()):
            yield slot


def _things(slots: Iterable[Slot]) -> set[str]:
    """Return the ids of aspects and features, and the names of all else."""
    return {str(slot.value) if slot.name in {"praised", "feature"} else slot.name for slot in slots}


def _last_bounds(found: Sequence[Want]) -> list[Want]:
    """Leave out a number where a later one bounds the same: 三千改成两千, no 240 then 165."""
    last = {(w.slot.name, w.slot.relation): w for w in sorted(found, key=lambda w: w.span) if not w.dropped}
    return [
        want
        for want in found
        if want.slot.number is None or want.dropped or last[want.slot.name, want.slot.relation] is want
    ]


def _of_one_kind(found: Sequence[Want]) -> list[Want]:
    """Return the wants with the narrowest category that they say together."""
    categories = {str(w.slot.value) for w in found if w.slot.name == "category" and not w.dropped}
    wider = {category for category in categories if categories & GENERIC.get(category, set())}
    implied = {IMPLIED[category] for category in categories if category in IMPLIED}
    kept = [want for want in found if want.slot.name != "category" or want.slot.value not in wider]
    kept = [want for want in kept if want.slot.value not in implied]
    others = {
        str(want.slot.value): want
        for want in kept
        if want.slot.name in {"use", "feature"} and want.slot.relation == "=" and not want.dropped
    }
    for (category, other), kind in KINDS.items():
        said = category in categories if category else not categories
        if said and other in others:
            gone = {category} if other in KEPT else {category, other}
            named = replace(others[other], slot=Slot("category", "=", kind))
            return [*(want for want in kept if want.slot.value not in gone), named]
    return kept


def _other_makers(text: str, found: Sequence[Want]) -> list[Want]:
    """Return the wants where the brands that are named are refused where others are asked for: 索尼的贵，别的牌子呢."""
    if not pattern("other_makers").search(text):
        return list(found)
    return [want.refused() if want.slot.name == "brand" else want for want in found]


def _refused_together(text: str, found: Sequence[Want]) -> list[Want]:
    """Return the wants where what is joined to something refused is refused too: 不要苹果和三星, 苹果和三星除外."""
    wants = list(found)
    for at in range(1, len(wants)):
        if _are_joined(text, wants[at - 1], wants[at]):
            wants[at] = _refused_like(wants[at], wants[at - 1])
    for at in range(len(wants) - 2, -1, -1):
        behind = wants[at + 1]
        # What is refused by a word before it says nothing of what stands before that word.
        listed = _are_joined(text, wants[at], behind) and not LOOSE.fullmatch(
            text[wants[at].end : behind.start]
        )
        if listed and not around(text, *behind.span).denied_before():
            wants[at] = _refused_like(wants[at], behind)
    return wants


def _are_joined(text: str, first: Want, second: Want) -> bool:
    same = first.slot.name == second.slot.name and first.slot.name in {"brand", "feature"}
    return same and joined(text, first.end, second.start)


def _refused_like(want: Want, other: Want) -> Want:
    """Return a want, refused if the other one is."""
    return want.refused() if other.slot.relation == "!=" and want.slot.relation == "=" else want
