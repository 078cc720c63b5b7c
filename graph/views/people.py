"""What a shopper's behaviour tells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.views.segments import SegmentView
    from graph.views.things import Named


@dataclass(frozen=True, slots=True)
class EventView:
    """One thing a shopper did with a product, or a query they searched for."""

    id: str
    type: str
    at: str | None
    product: str | None
    query: str | None


@dataclass(frozen=True, slots=True)
class Measures:
    """How a shopper shops, as of the last build; None where nothing is known. See `docs/profiles.md`."""

    price_sensitivity: float | None = None
    price_sensitivity_low: float | None = None
    price_sensitivity_high: float | None = None
    discount: float | None = None
    recency: float | None = None
    frequency: float | None = None
    monetary: float | None = None
    currency: str | None = None
    brand_diversity: float | None = None
    category_diversity: float | None = None
    events: int | None = None
    purchases: int | None = None


@dataclass(frozen=True, slots=True)
class Like:
    """What a shopper's latest events share: how many lead to it, and the ids of the newest of them."""

    node: Named
    times: int
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """What a shopper does more with than expected, as of the last build, and the events that lead there now."""

    node: Named
    lift: float
    weight: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a shopper's behaviour tells: counts, likes and events live, measures and preferences of the last build."""

    user: str
    segments: tuple[tuple[SegmentView, float], ...]
    counts: tuple[tuple[str, int], ...]
    likes: tuple[Like, ...]
    recent: tuple[EventView, ...]
    prefers: tuple[PreferenceView, ...] = ()
    measures: Measures = field(default_factory=Measures)
