"""What a message wants: slots, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.cues import Surroundings, around, joined
from assistant.reading.leanings import leanings
from assistant.reading.measures import measures
from assistant.reading.names import Mention, Name
from assistant.reading.prices import Want, prices
from assistant.slots import GENERIC, Slot
from assistant.words import pattern

SLOTS: Final = {"Brand": "brand", "Category": "category", "Feature": "feature", "UseCase": "use"}
CAPABILITIES: Final = frozenset({"feature/gps", "feature/heart-rate", "feature/sleep-tracking"})
"""Aspects that a product has or lacks, before anybody judges them."""
UNWANTED: Final = frozenset(
    {"feature/ads", "feature/heat", "feature/fan-noise", "feature/latency", "feature/crease"}
)
"""Aspects that one does not want, so that wanting none is praise."""
ECHOES: Final = {
    "feature/screen": {"screen_size", "refresh_rate", "brightness", "resolution"},
    "feature/battery-life": {"battery_capacity"},
    "feature/charging": {"charging_power"},
    "feature/storage-space": {"storage"},
    "feature/camera": {"main_camera", "front_camera"},
    "feature/price": {"price"},
    "feature/weight": {"weight"},
}
"""Aspects, and the attributes that say more of them."""
KINDS: Final = {
    ("category/smartwatch", "usecase/children"): "category/kids-smartwatch",
    ("category/smartphone", "feature/foldable-screen"): "category/foldable-phone",
    ("", "feature/foldable-screen"): "category/foldable-phone",
    ("", "feature/e-ink"): "category/e-reader",
    ("", "feature/over-ear"): "category/headphones",
    ("category/earbuds", "feature/over-ear"): "category/headphones",
}
"""A category (none with "") and what else is said, which together name a kind; over-ear headphones keep what is said."""
SHAPES: Final = {"category/2-in-1-laptop": "feature/2-in-1", "category/foldable-phone": "feature/foldable-screen"}
"""Kinds that are refused as a feature."""
KEPT: Final = frozenset({"feature/over-ear", "feature/e-ink"})


def wants(
    text: str, mentions: Sequence[Mention], currency: str, category: str | None = None, *, shown: bool
) -> list[Want]:
    """Return what a folded message wants, in the order in which it stands.

    `shown` says whether products were shown before, which a comparative is then said of, `category` what is sought so far.
    """
    models = [(mention.start, mention.end) for mention in mentions if mention.name.label == "Model"]
    digits = [(m.start, m.end) for m in mentions if re.search(r"\d", text[m.start : m.end])]
    features = [
        (m.start, m.end) for m in mentions if any(n.label == "Feature" and not n.aspect for n in m.names)
    ]
    values = [want for want in measures(text, [*models, *digits]) if not _is_within(want, features)]
    measured = [(want.start, want.end) for want in values]
    named = [m for m in mentions if m.name.label != "Model" and not _is_part(m, mentions, measured)]
    firm = [(m.start, m.end) for m in named if m.name.label not in {"Category", "Line", "Feature"}]
    told = [(m.start, m.end) for m in named if any(name.label == "Feature" for name in m.names)]
    leaning = list(leanings(text, [*models, *measured, *firm], told, shown=shown))
    named = [mention for mention in named if not _is_leaning(mention, leaning)]
    spans = [(m.start, m.end) for m in named if m.name.label not in {"Category", "Line"}]
    spans += [*models, *measured, *((want.start, want.end) for want in leaning)]
    found = [want for mention in named for want in _named(text, mention, named, category)]
    found += [*values, *leaning, *prices(text, spans, currency)]
    return _refused_together(text, sorted(_settled(found), key=lambda want: (want.start, want.end)))


def _is_within(want: Want, features: Sequence[tuple[int, int]]) -> bool:
    """Say whether a value is only a part of a feature's name: 双卡 of 双卡槽; a feature is no colour either."""
    touched = [(start, end) for start, end in features if start <= want.start and want.end <= end]
    return any(want.slot.name == "color" or end - start > want.end - want.start for start, end in touched)


def _is_part(mention: Mention, mentions: Sequence[Mention], measured: Sequence[tuple[int, int]]) -> bool:
    """Say whether a name is part of a value, or of a model's or a line's name: its brand, right before it."""
    if any(left <= mention.start and mention.end <= right for left, right in measured):
        return True
    behind = [m for m in mentions if 0 <= m.start - mention.end <= 1]
    model = any(m.name.label == "Model" for m in behind)
    line = any(m.name.label == "Line" and mention.name.id in m.name.id for m in behind)
    return mention.name.label in {"Brand", "Line"} and (model or line)


def _is_leaning(mention: Mention, leaning: Sequence[Want]) -> bool:
    """Say whether a leaning says all that a name does, as more battery does."""
    inside = (want.start <= mention.start and mention.end <= want.end for want in leaning)
    return any(name.label == "Feature" for name in mention.names) and any(inside)


def _named(text: str, mention: Mention, named: Sequence[Mention], category: str | None) -> Iterator[Want]:
    """Yield what a name wants, refuses or drops."""
    near = around(text, mention.start, mention.end)
    denied, dropped = near.denied(), near.denied("dropped")
    for name in _meant(near, mention, named, category):
        slot = "praised" if name.aspect and name.id not in CAPABILITIES else SLOTS[name.label]
        gone = near.denied_before("dropped") if name.label == "Brand" else dropped
        want = Want(mention.start, mention.end, Slot(slot, "=", name.id), gone)
        if not denied:
            yield want
        elif slot in {"brand", "feature"}:
            yield replace(want, slot=Slot(slot, "!=", name.id))
        elif slot == "praised":
            if name.id in UNWANTED:
                yield want
        elif name.id in SHAPES:
            yield replace(want, slot=Slot("feature", "!=", SHAPES[name.id]))
        elif slot == "category":
            # Not a huge phone is still a phone.
            yield replace(want, dropped=near.adjacent())
        elif mention.name.label != "Line":
            yield replace(want, dropped=True)


def _meant(
    near: Surroundings, mention: Mention, named: Sequence[Mention], category: str | None
) -> Iterator[Name]:
    """Yield what a stretch names of all that it may."""
    names = {name.label: name for name in reversed(mention.names)}
    feature, use = names.get("Feature"), names.get("UseCase")
    if mention.name.label == "Line":
        for id_ in mention.name.id.split():
            yield replace(mention.name, id=id_, label="Brand" if id_.startswith("brand/") else "Category")
    elif mention.name.label == "Category":
        if _is_aspect(near, mention, named, category):
            yield Name("", "Feature", "feature/camera", aspect=True)
        else:
            yield mention.name
            yield from [use] if use else []
            yield from [feature] if feature and not feature.aspect else []
    elif feature and use and feature.aspect:
        praised = pattern("quality").match(near.after) or pattern("good").search(near.before)
        yield feature if praised and not pattern("maker").search(near.before) else use
    else:
        yield mention.name


def _is_aspect(
    near: Surroundings, mention: Mention, named: Sequence[Mention], category: str | None
) -> bool:
    """Say whether a camera is that of a phone."""
    if mention.name.id != "category/camera":
        return False
    others = [m.name.id for m in named if m.name.label in {"Category", "Line"}]
    if any("camera" not in id_ for id_ in others):
        return True
    judged = pattern("quality").match(near.after) or pattern("good").search(near.before)
    return bool(judged and category and "camera" not in category)


def _settled(found: list[Want]) -> list[Want]:
    """Leave out what other wants say better: an aspect beside its number, a low beside a lower, a wider category."""
    said = {want.slot.name for want in found if want.slot.name not in {"praised", "feature"}}
    numbers = {want.slot.name for want in found if want.slot.number is not None}
    stepped = {want.slot.name for want in found if want.slot.value in {"lower", "higher"}}
    kept = [
        want
        for want in found
        if not (want.slot.name == "praised" and said & ECHOES.get(str(want.slot.value), set()))
        and not (want.slot.name == "praised" and want.slot.value in {"feature/price", "feature/weight"})
        and not (want.slot.name in stepped and want.slot.value in {"low", "high"})
        and not (want.slot.name in numbers and want.slot.lean)
    ]
    return _of_one_kind(kept)


def _of_one_kind(found: list[Want]) -> list[Want]:
    """Return the wants with the narrowest category that they say together."""
    categories = {str(w.slot.value): w for w in found if w.slot.name == "category" and not w.dropped}
    wider = {category for category in categories if categories.keys() & GENERIC.get(category, set())}
    found = [want for want in found if want.slot.name != "category" or want.slot.value not in wider]
    others = {
        str(w.slot.value): w
        for w in found
        if w.slot.name in {"use", "feature"} and w.slot.relation == "=" and not w.dropped
    }
    for (category, other), kind in KINDS.items():
        said = category in categories if category else not categories
        if said and other in others:
            gone = {category} if other in KEPT else {category, other}
            where = others[other]
            found = [want for want in found if want.slot.value not in gone]
            return [*found, Want(where.start, where.end, Slot("category", "=", kind))]
    return found


def _refused_together(text: str, found: list[Want]) -> list[Want]:
    """Return the wants where what is joined to something refused is refused too: 不要苹果和三星, 苹果和三星除外."""
    for order in (range(1, len(found)), range(len(found) - 2, -1, -1)):
        for at in order:
            step = -1 if order.step > 0 else 1
            other, this = found[at + step], found[at]
            first, second = (other, this) if step < 0 else (this, other)
            same = other.slot.name == this.slot.name and this.slot.name in {"brand", "feature"}
            together = same and joined(text, first.end, second.start)
            behind = step < 0 or not around(text, other.start, other.end).denied_before()
            if together and behind and other.slot.relation == "!=" and this.slot.relation == "=":
                found[at] = replace(this, slot=replace(this.slot, relation="!="))
    return found


def is_lifted(text: str) -> bool:
    """Say whether a message takes a refusal back: oppo可以, asus is fine."""
    return bool(re.search(pattern("lifted"), text))
