"""What a message asks about: an attribute, or a feature."""

from __future__ import annotations

from typing import Final

from assistant.reading.doubted import asked_instead
from assistant.reading.heard import BATTERY, Heard
from assistant.reading.sensed import Sensed
from assistant.words import pattern, patterns, spoken

ABOUT: Final = frozenset({"detail", "opinion", "compare"})
VALUE: Final = "feature/value"
VALUED: Final = frozenset(
    (
        *("network", "water_resistance", "sim", "wifi", "video", "resolution", "refresh_rate"),
        *("soc", "gpu", "cpu", "os", "color"),
    )
)
"""Attributes that are asked for by a value: 有黑色的吗."""


def asked(heard: Heard, intent: str, sensed: Sensed | None = None) -> str | None:
    """Return the attribute or the id of the feature that a message of this intent asks about.

    What only names another product (那小米呢, and the 14?) asks the same of it. Where no word tells, its states may.
    """
    same = heard.before.asks if heard.same and intent in ABOUT else None
    found = same or _asked_here(heard, intent)
    sought = intent in ABOUT | {"article"} and not pattern("unknowable").search(heard.text)
    if not sensed or not sought:
        return found
    if not found:
        return sensed.likeliest("ask")
    return found if same else asked_instead(found, sensed)


def _asked_here(heard: Heard, intent: str) -> str | None:
    feature, aspect = heard.feature or (None, False)
    if intent == "article":
        # Cameras for travel are read about for travel, where nothing of cameras is named.
        named = any(mention.name.label == "Feature" for mention in heard.mentions)
        return feature if named else heard.use or feature
    if intent == "opinion":
        return None if feature == VALUE and pattern("worth_it").search(heard.text) else feature
    if intent not in {"detail", "compare"} or pattern("unknowable").search(heard.text):
        return None
    if heard.attribute and (not feature or aspect or not _names_feature(heard)):
        return heard.attribute
    if feature == BATTERY and intent == "detail":
        return "battery_capacity"
    return feature or _compared_by(heard)


def _names_feature(heard: Heard) -> bool:
    """Say whether a feature's name is as long as the attribute's: wireless charging speaks of no power."""
    attributes, _ = spoken("attributes")
    longest = max((len(match[0]) for match in attributes.finditer(heard.text)), default=0)
    features = (mention for mention in heard.mentions if mention.may_be("Feature"))
    return any(mention.end - mention.start >= longest for mention in features)


def _compared_by(heard: Heard) -> str | None:
    """Return the attribute that an adjective alone compares by: which is lighter."""
    adjectives = (name for name, each in patterns("compared_by").items() if each.search(heard.text))
    values = (w.slot.name for w in heard.wants if w.slot.lean or w.slot.name in VALUED)
    return next(adjectives, None) or next(values, None)
