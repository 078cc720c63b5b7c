"""What a reader yields: one record or one reject for every row of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

Span: TypeAlias = tuple[int, int]
"""`[start, end)` in characters."""
DocumentKind = Literal["title", "description", "review", "expert_review", "specification"]
EventType = Literal["view", "search", "add_to_cart", "purchase", "rating", "review", "login"]
NeighbourKind = Literal["ALSO_BOUGHT", "ALSO_VIEWED", "BOUGHT_TOGETHER"]
Language = Literal["zh", "en"]
OrderStatus = Literal["ordered", "shipped", "delivered", "returned", "cancelled"]
FirstDay = Literal["next", "same"]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not taken; `line` is the physical line where it starts, counted from 1."""

    line: int
    reason: str
    found: str
    expected: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A stated value: `specification[start:end] == text`.

    `attribute` is one of ANNOTATION.md's, `other`, or `feature`; a `negated` feature is one the product
    lacks. `unit` is what the mapping says of a bare number, "" where the text itself names the unit; a number below
    `least` is no value.
    """

    column: str
    attribute: str
    unit: str
    text: str
    start: int
    end: int
    negated: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class CatalogRecord:
    """One product of a catalogue.

    `specification` is the row as text, one `header: cell` a line. `spans` says where the fields `title`,
    `brand`, `model`, `category`, `released` and `price` stand in it; `spans["category"][i]` is where
    `categories[i]` stands. `model` never repeats the brand. `released` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    """

    line: int
    id: str
    title: str
    brand: str | None = None
    model: str | None = None
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    released: str | None = None
    price: float | None = None
    currency: str | None = None
    in_stock: bool | None = None
    shelf: str | None = None
    url: str | None = None
    image: str | None = None
    description: str | None = None
    specification: str = ""
    cells: tuple[Cell, ...] = ()
    spans: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A text about a product, such as a review; `rating` is on the file's own scale."""

    line: int
    id: str
    kind: DocumentKind
    text: str
    language: Language | None = None
    product: str | None = None
    author: str | None = None
    at: str | None = None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One thing a shopper did; `at` is UTC ISO 8601, or None where the data set has no time.

    `currency` is that of `price`, None where the row does not say. A login says that what was known as `device_id`
    is `user`.
    """

    line: int
    id: str
    type: EventType
    user: str
    at: str | None = None
    product: str | None = None
    query: str | None = None
    rating: float | None = None
    price: float | None = None
    currency: str | None = None
    device: str | None = None
    dwell_seconds: float | None = None
    device_id: str | None = None


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """What one shopper thinks of one item, in the file's own scale."""

    line: int
    user: str
    item: str
    rating: float
    at: str | None = None


@dataclass(frozen=True, slots=True)
class NeighbourRecord:
    """An edge that the data set gives between two products."""

    line: int
    kind: NeighbourKind
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class PolicyRecord:
    """One rule of the shop; `days` is its period where it has one.

    `first_day` says whether the day on which the period begins (that of delivery) is its first one, or the next is.
    `asked_as` are words by which shoppers ask for it.
    """

    line: int
    id: str
    topic: str
    title: str
    text: str
    language: Language
    days: int | None = None
    first_day: FirstDay | None = None
    asked_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderItem:
    """So many of a product in an order; `price` is that of one."""

    product: str
    quantity: int
    price: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """What a shopper bought, and how far it has come; times are UTC ISO 8601."""

    line: int
    id: str
    user: str
    at: str
    status: OrderStatus
    items: tuple[OrderItem, ...]
    shipped_at: str | None = None
    delivered_at: str | None = None
    carrier: str | None = None
    tracking: str | None = None


Record = TypeVar(
    "Record",
    bound=CatalogRecord
    | DocumentRecord
    | EventRecord
    | NeighbourRecord
    | OrderRecord
    | PolicyRecord
    | RatingRecord,
)
Read: TypeAlias = Iterator[Record | Reject]
