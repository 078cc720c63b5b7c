"""Rows that readers of the graph get: plain frozen data, no driver, no Cypher."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Named:
    """A node people know by name: brand, category, feature, use case or model."""

    label: str
    id: str
    name: str
    aliases: tuple[str, ...] = ()
    released: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
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
class FeatureView:
    """A feature and whether the product has or lacks it; contested where sources say both, `corrected` by a person."""

    node: Named
    present: bool
    support: int
    confidence: float
    contested: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class ParameterView:
    """The best supported value of an attribute; where sources disagree, the others stand beside it."""

    id: str
    attribute: str
    value: str
    unit: str
    text: str
    number: float | None
    support: int
    confidence: float
    others: tuple[ParameterView, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether sources state another value."""
        return bool(self.others)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What reviews say of a feature: `praised` and `criticised` of `of` reviews."""

    feature: Named
    praised: int
    criticised: int
    of: int


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a product beyond its card: its own facts and its model's."""

    features: tuple[FeatureView, ...] = ()
    parameters: tuple[ParameterView, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    use_cases: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a sentence was read."""

    id: str
    kind: str
    origin: str
    language: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with the sentence that states it; `mention` is the source's text in `[start, end)`.

    `attribute` is that of a parameter, where the ledger was asked.
    """

    id: str
    subject: str
    predicate: str
    object: str
    object_name: str
    polarity: str | None
    confidence: float
    start: int
    end: int
    mention: str
    sentence: str
    source: SourceView
    attribute: str | None = None


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


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a search found; `by` are the lists that it stood in: WORDS, SPELLING, GRAPH, VECTORS."""

    score: float
    node: Card | Named
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that a text may be about to become, and what is called so."""

    text: str
    node: Named


@dataclass(frozen=True, slots=True)
class Similar:
    """A product like another; `relation` says how that is known."""

    card: Card
    relation: str
    score: float


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


@dataclass(frozen=True, slots=True)
class Readiness:
    """State of the database: schema version (0 for none), and the indexes that are not online."""

    version: int
    pending: tuple[str, ...]
