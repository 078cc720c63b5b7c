"""What is known by a name or an id: rows as readers of the graph get them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Named(NamedTuple):
    """A node people know by name: brand, category, feature, use case or model."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    released: str | None = None


class Card(NamedTuple):
    """A product as a list shows it."""

    id: str
    title: str
    price: float | None = None
    currency: str | None = None
    url: str | None = None
    image: str | None = None
    description: str | None = None
    model: Named | None = None
    brand: Named | None = None
    category: Named | None = None
    in_stock: bool | None = None
    shelf: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an attribute, whoever has it."""

    id: str
    attribute: str
    value: str
    unit: str
    text: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class BrandView:
    """What a brand makes: number of products, by category too, the most bought ones, the newest models."""

    products: int
    categories: tuple[tuple[Named, int], ...]
    popular: tuple[Card, ...]
    models: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelView:
    """What a model is."""

    brand: Named | None = None
    category: Named | None = None
