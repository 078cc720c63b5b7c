"""Pages of products, and what there is in a list to filter by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.views.things import Card, Named


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a list: the rank of a product in its order, and its id among equals."""

    rank: float
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of products in an order; `more` tells whether another follows, `ranks` where each stands."""

    cards: tuple[Card, ...]
    more: bool
    ranks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many products have a value of an attribute."""

    attribute: str
    value: str
    unit: str
    text: str
    number: float | None
    products: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is among the products of a list, of which `counted` were looked at; prices in rising order."""

    total: int
    counted: int
    brands: tuple[tuple[Named, int], ...]
    categories: tuple[tuple[Named, int], ...]
    features: tuple[tuple[Named, int], ...]
    parameters: tuple[ValueCount, ...]
    prices: tuple[tuple[str, float, int], ...]
    in_stock: int | None
