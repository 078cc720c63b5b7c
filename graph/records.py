"""Rows the graph takes in and gives back: plain frozen data, no driver, no Cypher."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final, Literal

Label = Literal["Brand", "Category", "Feature", "UseCase", "Model", "Parameter", "Product"]
Predicate = Literal[
    "OF_MODEL",
    "MADE_BY",
    "IN_CATEGORY",
    "HAS_FEATURE",
    "LACKS_FEATURE",
    "HAS_PARAMETER",
    "QUANTIFIES",
    "PRAISED_FOR",
    "CRITICISED_FOR",
    "SUITS",
]
SourceKind = Literal["title", "description", "review", "expert_review", "specification", "correction"]
EventType = Literal["view", "search", "add_to_cart", "purchase", "rating", "review", "login"]
Neighbour = Literal["ALSO_BOUGHT", "ALSO_VIEWED", "BOUGHT_TOGETHER", "SIMILAR_TO"]
CORRECTION: Final = "correction"
"""Kind of the texts in which people correct facts, and extractor of these facts."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A node with a name that facts speak of: brand, category, feature, use case or model."""

    label: Label
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    released: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of one attribute; `number` is set where the value is a quantity in `unit`."""

    id: str
    attribute: str
    value: str
    unit: str
    text: str
    number: float | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What can be bought."""

    id: str
    title: str
    price: float | None = None
    currency: str | None = None
    url: str | None = None
    image: str | None = None
    description: str | None = None
    in_stock: bool | None = None
    shelf: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One text as it was read, and the product it is about."""

    kind: SourceKind
    text: str
    origin: str
    language: str
    about: str | None = None
    author: str | None = None
    read_at: str | None = None

    @property
    def id(self) -> str:
        """Hash of kind, origin and text: two shoppers' equal words are two sources."""
        return digest(self.kind, self.origin, self.text)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim with the span that states it: `Source.text[start:end] == mention`."""

    subject: str
    predicate: Predicate
    object: str
    source: str
    start: int
    end: int
    mention: str
    extractor: str
    version: str
    confidence: float = 1.0
    polarity: Literal["positive", "negative", "neutral"] | None = None

    @property
    def id(self) -> str:
        """Hash of subject, predicate, object, source and span."""
        return digest(self.subject, self.predicate, self.object, self.source, str(self.start), str(self.end))


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a shopper did; `at` is UTC ISO 8601, or None where the data set has no time.

    `currency` is that of `price`, None for the product's own. A login says that what was known as `device_id` is
    `user`.
    """

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
    asks_for: tuple[str, ...] = field(default=())


def digest(*parts: str) -> str:
    """Return 32 hex digits that name `parts`; no two lists of parts share a spelling."""
    joined = "\x1f".join(part.replace("\x1f", "\x1f\x1f") for part in parts)
    return hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
