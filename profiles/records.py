"""Segments, and the frames of shoppers that go with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from profiles.candidates import Candidate


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times as common something is in a segment as among everybody, with a 95 % interval.

    `count` of the segment's shoppers prefer it (a product: took it), `everybody` of all.
    """

    entity: str
    lift: float
    low: float
    high: float
    count: int
    everybody: int


@dataclass(frozen=True, slots=True)
class Trait:
    """A feature by which a segment is told apart: it has `more` of it than the others, or less."""

    feature: str
    more: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """What a small tree needs to tell a segment apart, the weightiest first, and how well it does on other shoppers.

    `accuracy` is balanced: ½ is chance, 1 is always right.
    """

    traits: tuple[Trait, ...]
    accuracy: float


@dataclass(frozen=True, slots=True)
class Band:
    """Quartiles of the prices that a segment takes, each weighing what was done with its product."""

    low: float
    middle: float
    high: float
    currency: str | None


@dataclass(frozen=True, slots=True)
class Words:
    """A name and a description in both languages."""

    name_zh: str
    name_en: str
    description_zh: str
    description_en: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of at least the least publishable size. `share` is its part of all shoppers."""

    id: str
    words: Words
    size: int
    share: float
    prefers: tuple[Lift, ...]
    products: tuple[Lift, ...]
    price_sensitivity: float
    band: Band | None
    apart: Apart


@dataclass(frozen=True, slots=True)
class Profiles:
    """All of them, and why shoppers are grouped so.

    `count` is the number of shoppers, `last` the highest number that a segment ever had. Of the frames of `parts`, each
    of some shoppers, `shoppers` have a row each: user, segment (null where the group was too small), score, events,
    purchases, currency and the measures; `prefers` their strongest preferences: user, entity, lift (shrunk), weight
    (views, decayed).
    """

    segments: tuple[Segment, ...]
    count: int
    parts: Callable[[], Iterator[tuple[pl.DataFrame, pl.DataFrame]]]
    last: int
    chosen: Candidate | None
    candidates: Sequence[Candidate]

    @property
    def shoppers(self) -> pl.DataFrame:
        """All of them, in memory."""
        return pl.concat(shoppers for shoppers, _ in self.parts())

    @property
    def prefers(self) -> pl.DataFrame:
        """All their preferences, in memory."""
        return pl.concat(prefers for _, prefers in self.parts())
