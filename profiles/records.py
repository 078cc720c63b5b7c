"""Profiles of shoppers and of the segments they fall into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Preference:
    """What a segment likes: `lift` is its share over everybody's, `count` the weighted events behind it."""

    entity: str
    lift: float
    count: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of at least the least publishable size; names and descriptions say what sets it apart."""

    id: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    size: int
    prefers: tuple[Preference, ...]
    price_sensitivity: float


@dataclass(frozen=True, slots=True)
class Profile:
    """One shopper. `segment` is None where the group was too small to publish; `score` is closeness, 0 to 1."""

    user: str
    segment: str | None
    score: float
    price_sensitivity: float
    events: int
    purchases: int


@dataclass(frozen=True, slots=True)
class Profiles:
    """All of them, and why there are so many segments: silhouette by number of clusters."""

    segments: tuple[Segment, ...]
    profiles: tuple[Profile, ...]
    silhouettes: Mapping[int, float]
