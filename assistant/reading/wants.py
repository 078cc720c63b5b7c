"""What a message wants: slots, each with where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from assistant.reading.cues import around
from assistant.reading.leanings import leanings
from assistant.reading.meant import SHAPES, meant
from assistant.reading.measures import measures
from assistant.reading.mentions import Mention, Name, spans_of
from assistant.reading.prices import prices
from assistant.reading.settling import settled
from assistant.reading.want import Span, Want, overlaps
from assistant.slots import Slot
from assistant.words import pattern

SLOTS: Final = {"Brand": "brand", "Category": "category", "Feature": "feature", "UseCase": "use"}
CAPABILITIES: Final = frozenset(
    {"feature/gps", "feature/heart-rate", "feature/sleep-tracking", "feature/webcam", "feature/viewfinder"}
)
"""Aspects that a product has or lacks, before anybody judges them."""
IN_KITS: Final = frozenset({"category/lens", "category/charger", "category/phone-case"})
"""Kinds of things that come with another."""
WORN: Final = frozenset(
    f"category/{name}" for name in ("smartwatch", "fitness-band", "kids-smartwatch", "earbuds", "headphones")
)
"""Kinds that are used with a phone."""
UNWANTED: Final = frozenset(
    {"feature/ads", "feature/heat", "feature/fan-noise", "feature/latency", "feature/crease"}
)
"""Aspects that one does not want, so that wanting none is praise."""


def wants(
    text: str, mentions: Sequence[Mention], currency: str, category: str | None = None, *, shown: bool
) -> list[Want]:
    """Return what a folded message wants, in the order in which it stands.

    Args:
        text: the message.
        mentions: what it names.
        currency: of a price that names none.
        category: what is sought so far.
        shown: whether products were shown before, which a comparative is then said of.
    """
    models = spans_of(mentions, "Model")
    numbered = [m.span for m in mentions if re.search(r"\d", text[m.start : m.end])]
    firm = [m.span for m in mentions if any(n.label == "Feature" and not n.aspect for n in m.names)]
    brands = spans_of(mentions, "Brand")
    values = [want for want in measures(text, [*models, *numbered]) if not _is_within(want, [*firm, *brands])]
    taken = [*models, *(want.span for want in values)]
    named = [m for m in mentions if m.name.label != "Model" and not _is_part(m, mentions, values)]
    named = _without_company(text, named, category)
    features = [mention.span for mention in named if mention.may_be("Feature")]
    leaning = list(leanings(text, [*taken, *spans_of(named, "Brand", "UseCase")], features, shown=shown))
    named = [mention for mention in named if not _is_leaning(mention, leaning)]
    taken += [*spans_of(named, "Brand", "Feature", "UseCase"), *(want.span for want in leaning)]
    # A camera beside a phone is that phone's; not beside one that is refused: 不是手机，是相机.
    beside = [m for m in named if m.name.label != "Category" or not around(text, *m.span).adjacent()]
    refusing = [m for m in named if pattern("refusing").match(text[m.start : m.end])]
    found = [
        want
        for mention in named
        for want in _named(_without(text, refusing, mention.start), mention, beside, category)
    ]
    wanted = settled(text, [*found, *values, *leaning, *prices(text, taken, currency)])
    kinds = {str(want.slot.value) for want in wanted if want.slot.name == "category"} or {category or ""}
    return [want for want in wanted if not (kinds & WORN and _is_the_phones(text, want))]


def _is_the_phones(text: str, want: Want) -> bool:
    """Say whether a system is that of the phone that something is used with: a watch for my Android phone."""
    near = around(text, *want.span)
    used = pattern("phones_system").match(near.after) or pattern("with_system").search(near.before)
    return want.slot.name == "os" and used is not None


def _without_company(text: str, named: Sequence[Mention], category: str | None) -> list[Mention]:
    """Leave out what one has, and kinds that what is sought goes with: buds for my iphone; not the only kind."""
    kinds = [mention for mention in named if mention.name.label in {"Category", "Line"}]
    company = [mention for mention in kinds if _goes_with(text, mention)]
    alone = len(company) == len(kinds) and not category
    left = list(named) if alone else [mention for mention in named if mention not in company]
    owned = [mention for mention in left if mention.name.label == "Brand" and _is_owned(text, mention)]
    unsaid = (_is_complained_of, _is_part_of_kit, _is_verb)
    return [m for m in left if m not in owned and not any(each(text, m) for each in unsaid)]


def _is_complained_of(text: str, mention: Mention) -> bool:
    """Say whether something is only what a shopper is tired of: 佳明太贵, 曲面的容易误触."""
    kinds = mention.name.label in {"Brand", "Feature"} and not any(name.aspect for name in mention.names)
    return kinds and pattern("complained").match(text[mention.end :]) is not None


def _is_verb(text: str, mention: Mention) -> bool:
    """Say whether a use's name is what something does: the pencil must work, maps that work."""
    said = text[mention.start : mention.end] in {"work", "works"}
    return said and pattern("does_work").search(text[: mention.start]) is not None


def _is_part_of_kit(text: str, mention: Mention) -> bool:
    """Say whether a kind of thing comes with what is sought: 800 incl lens, the charger should be 80 W."""
    if mention.name.id not in IN_KITS:
        return False
    before, behind = text[: mention.start], text[mention.end :]
    return bool(pattern("including").search(before) or pattern("of_kit").match(behind))


def _goes_with(text: str, mention: Mention) -> bool:
    near = around(text, *mention.span)
    line = mention.name.label == "Line" and (
        pattern("made_for").search(near.before) or _is_owned(text, mention)
    )
    kind = mention.name.label == "Category" and pattern("at_hand").search(near.before)
    return bool(
        line or kind or pattern("goes_with").search(near.before) or pattern("used_with").match(near.after)
    )


def _is_owned(text: str, mention: Mention) -> bool:
    """Say whether something is what a shopper has, and so nothing that is wanted: my old Nokia."""
    return pattern("owned").search(around(text, *mention.span).before) is not None


def _is_within(want: Want, features: Sequence[Span]) -> bool:
    """Say whether a value is only a part of a feature's name: 双卡 of 双卡槽; a feature is no colour either."""
    if want.slot.name == "color":
        return overlaps(want.start, want.end, features)
    touched = [(start, end) for start, end in features if start <= want.start and want.end <= end]
    return any(end - start > want.end - want.start for start, end in touched)


def _is_part(mention: Mention, mentions: Sequence[Mention], values: Sequence[Want]) -> bool:
    """Say whether a name is part of a value, or of a model's or a line's name: its brand, right before it."""
    if any(want.start <= mention.start and mention.end <= want.end for want in values):
        return True
    behind = [m for m in mentions if 0 <= m.start - mention.end <= 1]
    model = any(m.name.label == "Model" for m in behind)
    line = any(m.name.label == "Line" and mention.name.id in m.name.id for m in behind)
    return mention.name.label in {"Brand", "Line"} and (model or line)


def _is_leaning(mention: Mention, leaning: Sequence[Want]) -> bool:
    """Say whether a leaning says all that a name does, as more battery does."""
    inside = (want.start <= mention.start and mention.end <= want.end for want in leaning)
    return mention.may_be("Feature") and any(inside)


def _named(text: str, mention: Mention, named: Sequence[Mention], category: str | None) -> Iterator[Want]:
    """Yield what a name wants, refuses or drops."""
    near = around(text, *mention.span)
    dropped = near.denied("dropped")
    for name in meant(near, mention, named, category):
        # 小米不要了 refuses a brand; what drops it is said before it.
        gone = near.denied_before("dropped") if name.label == "Brand" else dropped
        want = Want(*mention.span, Slot(slot_of(name), "=", name.id), gone)
        if not near.denied():
            yield want
        else:
            line = mention.name.label == "Line"
            if line and name.label == "Category" and not category and not spans_of(named, "Category"):
                # Not an iPhone is another phone.
                yield want
            else:
                yield from _denied(want, adjacent=near.adjacent(), alone=not line)


def _without(text: str, refusing: Sequence[Mention], start: int) -> str:
    """Blank names before a place that refuse something themselves: 不要刘海 refuses no 挖孔 behind it."""
    for other in refusing:
        if other.end <= start:
            text = text[: other.start] + "·" * (other.end - other.start) + text[other.end :]
    return text


def slot_of(name: Name) -> str:
    """Return the name of the slot that wants something of this name."""
    return "praised" if name.aspect and name.id not in CAPABILITIES else SLOTS[name.label]


def _denied(want: Want, *, adjacent: bool, alone: bool) -> Iterator[Want]:
    """Yield what is refused, or not wanted any more, where a name is denied; `alone` it is no line's."""
    slot, id_ = want.slot.name, str(want.slot.value)
    if slot in {"brand", "feature"}:
        yield want.refused()
    elif slot == "praised":
        if id_ in UNWANTED:
            yield want
    elif id_ in SHAPES:
        yield replace(want, slot=Slot("feature", "!=", SHAPES[id_]))
    elif slot == "category":
        # Not a huge phone is still a phone, and no iPad may be another tablet.
        if alone:
            yield replace(want, dropped=adjacent)
    elif alone:
        yield replace(want, dropped=True)


def is_lifted(text: str) -> bool:
    """Say whether a message takes a refusal back: oppo可以, asus is fine."""
    return bool(pattern("lifted").search(text))
