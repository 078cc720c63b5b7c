"""The shape of what a graph knows, as the assistant reads it; the views of `graph` fit, and nothing here knows one."""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol


class Named(Protocol):
    """A node that people know by name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


class Card(Protocol):
    """A product as a list shows it."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def in_stock(self) -> bool | None: ...
    @property
    def shelf(self) -> str | None: ...
    @property
    def model(self) -> Named | None: ...
    @property
    def brand(self) -> Named | None: ...
    @property
    def category(self) -> Named | None: ...


def one_of(card: Card) -> str:
    """Return the id of what a product is a variant of: its model, or itself."""
    return card.model.id if card.model else card.id


class Found(Protocol):
    """Products that meet every condition, best first, of `total`; `numbers` by attribute for each that leaned."""

    @property
    def total(self) -> int: ...
    @property
    def cards(self) -> Sequence[Card]: ...
    @property
    def numbers(self) -> Sequence[Mapping[str, float | None]]: ...


class Source(Protocol):
    """Where a sentence was read."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def origin(self) -> str: ...


class Fact(Protocol):
    """A fact with the sentence that states it."""

    @property
    def id(self) -> str: ...
    @property
    def predicate(self) -> str: ...
    @property
    def object(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def source(self) -> Source: ...


class Parameter(Protocol):
    """The best supported value of an attribute, and what others state."""

    @property
    def id(self) -> str: ...
    @property
    def attribute(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def number(self) -> float | None: ...
    @property
    def others(self) -> Sequence[Parameter]: ...


class Feature(Protocol):
    """A feature, and whether the product has or lacks it."""

    @property
    def node(self) -> Named: ...
    @property
    def present(self) -> bool: ...
    @property
    def contested(self) -> bool: ...


class Opinion(Protocol):
    """What reviews say of a feature."""

    @property
    def feature(self) -> Named: ...
    @property
    def praised(self) -> int: ...
    @property
    def criticised(self) -> int: ...
    @property
    def of(self) -> int: ...


class Details(Protocol):
    """What is known of a product beyond its card."""

    @property
    def features(self) -> Sequence[Feature]: ...
    @property
    def parameters(self) -> Sequence[Parameter]: ...
    @property
    def opinions(self) -> Sequence[Opinion]: ...
    @property
    def use_cases(self) -> Sequence[Named]: ...


class Article(Protocol):
    """A text that speaks of a thing, with the sentence."""

    @property
    def fact(self) -> Fact: ...
    @property
    def title(self) -> str | None: ...
    @property
    def product(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...


class Facets(Protocol):
    """What there is among products: entities with counts, the commonest first, and prices in rising order."""

    @property
    def total(self) -> int: ...
    @property
    def brands(self) -> Sequence[tuple[Named, int]]: ...
    @property
    def categories(self) -> Sequence[tuple[Named, int]]: ...
    @property
    def prices(self) -> Sequence[tuple[str, float, int]]:
        """Currency, price and count."""
