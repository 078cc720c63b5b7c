"""Groups of shoppers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.views.things import Named


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times as common a thing is in a segment as among everybody, with its 95 % interval.

    `count` of the segment's shoppers prefer or take it, `everybody` of all; None where whoever wrote it did not say.
    """

    lift: float
    low: float | None = None
    high: float | None = None
    count: int | None = None
    everybody: int | None = None


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A group of shoppers and what they prefer more than others do (`lift` 1 is like everybody).

    `price_low`, `price_middle` and `price_high` are quartiles of what they take. `told_apart_by` are features by which
    a small tree tells them apart, `more x` or `less x`, and `told_apart` how well: ½ is chance, 1 always.
    """

    id: str
    name: str
    description: str | None
    size: int
    name_en: str | None = None
    description_en: str | None = None
    share: float | None = None
    price_sensitivity: float | None = None
    price_low: float | None = None
    price_middle: float | None = None
    price_high: float | None = None
    currency: str | None = None
    told_apart_by: tuple[str, ...] = ()
    told_apart: float | None = None
    prefers: tuple[tuple[Named, Lift], ...] = ()
    products: tuple[tuple[str, Lift], ...] = ()
