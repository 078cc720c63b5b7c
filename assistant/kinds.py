"""What kind of product a need is about, where nobody says it in so many words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from assistant.slots import GENERIC, Need, Slot, akin, first
from assistant.state import State
from assistant.words import read_words

LENSES: Final = {
    "brand/leica": "feature/leica-camera",
    "brand/hasselblad": "feature/hasselblad-camera",
    "brand/zeiss": "feature/zeiss-optics",
}
"""Makers of lenses, whose name on a phone is a feature of it."""

SYSTEMS: Final = {"brand/apple": ("ios", "ipados", "macos", "watchos")}
"""Makers whose products run their own systems alone."""


def of_its_kind(need: Need) -> Need:
    """Return a need in which a camera with a small screen is a compact one, and a phone by Leica has its lens."""
    category = first(need, "category")
    if category is None and (implied := _implied(need)):
        return of_its_kind((Slot("category", "=", implied), *need))
    if category in {"category/camera", "category/compact-camera"} and Slot("screen_size", "=", "low") in need:
        need = tuple(slot for slot in need if slot.name not in {"category", "screen_size"})
        return (Slot("category", "=", "category/compact-camera"), *need)
    lenses = LENSES if category == "category/smartphone" else {}
    return tuple(
        Slot("feature", "=", lenses[str(s.value)]) if str(s.value) in lenses and s.relation == "=" else s
        for s in need
    )


def of_what_is_spoken(need: Need, state: State) -> Need:
    """Return a need of no kind as one of the kind spoken of: in pink, said of a phone that was asked about."""
    if not state.kind or not state.spoken or first(need, "category") or first(need, "like") or _implied(need):
        return need
    return (Slot("category", "=", state.kind), *need)


def runs_another(slot: Slot, said: Iterable[Slot]) -> bool:
    """Say whether a maker that is wanted has nothing with the system that is said now: an iPhone, then Android."""
    own = SYSTEMS.get(str(slot.value), ()) if slot.relation == "=" else ()
    systems = [str(other.value).lower() for other in said if other.name == "os" and other.relation == "="]
    return bool(own and systems) and not any(system.startswith(own) for system in systems)


def _implied(need: Need) -> str | None:
    """Return the kind of product that hardly any other but it has what is wanted: one with a graphics card."""
    said = {name for slot in need for name in (slot.name, str(slot))}
    return next((row["category"] for row in read_words("implied") if said & set(row["slots"])), None)


def is_another(need: Need, said: Iterable[Slot]) -> bool:
    """Say whether what is said names another kind of product than the one sought so far."""
    old = first(need, "category")
    new = next((str(slot.value) for slot in said if slot.name == "category"), None)
    return bool(old and new) and not akin(str(old), str(new))


def is_wider(slot: Slot, need: Need) -> bool:
    """Say whether a category is only a wider word for the one that is sought: 游戏本 … 这种笔记本."""
    old = first(need, "category")
    return slot.name == "category" and bool(old) and old in GENERIC.get(str(slot.value), ())
