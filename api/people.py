"""Shoppers' profiles and the segments they belong to."""

from collections.abc import Iterable
from dataclasses import asdict

import strawberry

from api.documented import object_type, resolved
from api.entities import Entity, Info, Node
from api.products import Product, entity_of, product_of
from api.values import In, Language, Money, known_money
from graph.views.people import Profile as ProfileView
from graph.views.segments import Lift, SegmentView
from graph.views.things import Named

NEEDS = frozenset({"Feature", "UseCase"})


@object_type
class Preference:
    """What the shoppers of a segment prefer."""

    entity: Entity = strawberry.field(description="A brand, feature, use case or category.")
    lift: float = strawberry.field(description="How much more than shoppers at large; 1 is the same.")
    low: float | None = strawberry.field(description="Lower end of the lift's 95 % interval.")
    high: float | None = strawberry.field(description="Upper end of it.")
    count: int | None = strawberry.field(description="Shoppers of the segment who prefer it.")
    everybody: int | None = strawberry.field(description="Shoppers at large who do.")


@object_type
class TypicalProduct:
    """A product that the shoppers of a segment take more than others do."""

    product_id: strawberry.Private[str]
    lift: float = strawberry.field(description="How much more than shoppers at large; 1 is the same.")
    low: float | None = strawberry.field(description="Lower end of the lift's 95 % interval.")
    high: float | None = strawberry.field(description="Upper end of it.")
    count: int | None = strawberry.field(description="Shoppers of the segment who took it.")
    everybody: int | None = strawberry.field(description="Shoppers at large who did.")

    @resolved
    async def product(self, info: Info) -> Product | None:
        """The product."""
        card = await info.context.loaders.cards.load(self.product_id)
        return product_of(card) if card else None


@object_type
class PriceBand:
    """Quartiles of the prices that the shoppers of a segment take."""

    low: Money = strawberry.field(description="A quarter of what they do is with cheaper products.")
    middle: Money = strawberry.field(description="The median.")
    high: Money = strawberry.field(description="A quarter of what they do is with dearer products.")


@object_type
class Trait:
    """A feature by which a segment is told apart."""

    feature: str = strawberry.field(description="Id of an entity, or a measure such as price_sensitivity.")
    more: bool = strawberry.field(description="Whether its shoppers have more of it than others, or less.")


@object_type
class Segment(Node):
    """A group of shoppers who like the same; it keeps its id, such as segment/1, between builds."""

    view: strawberry.Private[SegmentView]
    size: int = strawberry.field(description="Number of shoppers in it.")
    share: float | None = strawberry.field(description="Its part of all shoppers, 0 to 1.")
    price_sensitivity: float | None = strawberry.field(
        description="1 takes the cheapest of a category, 0 the dearest."
    )
    told_apart: float | None = strawberry.field(
        description="Balanced accuracy of the tree behind `toldApartBy` on other shoppers; 0.5 is chance."
    )

    @resolved
    def name(self, language: In = Language.EN) -> str:
        """What its shoppers have in common, in short."""
        return (self.view.name_en if language is Language.EN else None) or self.view.name

    @resolved
    def description(self, language: In = Language.EN) -> str | None:
        """The same in some sentences, with counts and intervals."""
        return (self.view.description_en if language is Language.EN else None) or self.view.description

    @resolved
    def prefers(self) -> list[Preference]:
        """What they prefer, the surest and commonest first."""
        return [_preference(node, lift) for node, lift in self.view.prefers]

    @resolved
    def needs(self) -> list[Preference]:
        """The features and use cases among what they prefer."""
        return [_preference(node, lift) for node, lift in self.view.prefers if node.label in NEEDS]

    @resolved
    def typical_products(self) -> list[TypicalProduct]:
        """Products that they take more than others do, the surest and commonest first."""
        return [TypicalProduct(product_id=product, **asdict(lift)) for product, lift in self.view.products]

    @resolved
    def price_band(self) -> PriceBand | None:
        """The prices they take; null where none is known."""
        view = self.view
        low, middle, high = (
            known_money(price, view.currency)
            for price in (view.price_low, view.price_middle, view.price_high)
        )
        return PriceBand(low=low, middle=middle, high=high) if low and middle and high else None

    @resolved
    def told_apart_by(self) -> list[Trait]:
        """What a small decision tree needs to tell them apart, ten at most, the weightiest first."""
        parts = (trait.partition(" ") for trait in self.view.told_apart_by)
        return [Trait(feature=feature, more=way == "more") for way, _, feature in parts]


@object_type
class Membership:
    """How far a shopper belongs to a segment."""

    segment: Segment = strawberry.field(description="The segment.")
    score: float = strawberry.field(description="In [0, 1].")


@object_type
class Like:
    """Something the shopper's latest events share."""

    entity: Entity = strawberry.field(description="A brand, feature or category.")
    times: int = strawberry.field(description="Number of events that lead to it.")
    events: list[strawberry.ID] = strawberry.field(description="Ids of the newest of them.")


@object_type
class OwnPreference:
    """What the shopper does more with than their categories lead to expect, as of the last build."""

    entity: Entity = strawberry.field(description="A brand, feature, use case or category.")
    lift: float = strawberry.field(description="How many times as much as expected, shrunk towards 1.")
    weight: float = strawberry.field(description="What lies behind it, in views, older ones less.")
    events: list[strawberry.ID] = strawberry.field(description="Ids of the newest events that lead to it.")


@object_type
class Measures:
    """How the shopper shops, as of the last build; null where nothing is known."""

    price_sensitivity: float | None = strawberry.field(
        description="1 takes the cheapest of a category, 0 the dearest."
    )
    price_sensitivity_low: float | None = strawberry.field(description="Lower end of its 95 % interval.")
    price_sensitivity_high: float | None = strawberry.field(description="Upper end of it.")
    discount: float | None = strawberry.field(description="Mean part of the list price that was saved.")
    recency: float | None = strawberry.field(description="Days from the newest event to the build's moment.")
    frequency: float | None = strawberry.field(description="Purchases, older ones less.")
    monetary: float | None = strawberry.field(description="Money spent in `currency`, older purchases less.")
    currency: str | None = strawberry.field(
        description="The one in which they bought most; null where no price is known."
    )
    brand_diversity: float | None = strawberry.field(
        description="How many equally liked brands would be as diverse."
    )
    category_diversity: float | None = strawberry.field(description="The same of categories.")
    events: int | None = strawberry.field(description="Events that lead to something known.")
    purchases: int | None = strawberry.field(description="Purchases among them.")


@object_type
class EventCount:
    """How often the shopper did something."""

    type: str = strawberry.field(description="The relation, such as VIEWED or PURCHASED.")
    times: int = strawberry.field(description="How often.")


@object_type
class RecentEvent:
    """One thing the shopper did."""

    product_id: strawberry.Private[str | None]
    id: strawberry.ID = strawberry.field(description="The id it was reported with.")
    type: str = strawberry.field(description="The relation, such as VIEWED or PURCHASED.")
    at: str | None = strawberry.field(description="When, in UTC, ISO 8601; null where the data has no time.")
    query: str | None = strawberry.field(description="What was searched for.")

    @resolved
    async def product(self, info: Info) -> Product | None:
        """The product it was done with."""
        card = await info.context.loaders.cards.load(self.product_id) if self.product_id else None
        return product_of(card) if card else None


@object_type
class Profile:
    """What a shopper's behaviour tells: counts, likes and events are read live."""

    user: strawberry.ID = strawberry.field(description="Id of the shopper.")
    segments: list[Membership] = strawberry.field(description="The segments they are in, the closest first.")
    prefers: list[OwnPreference] = strawberry.field(description="What they prefer, the weightiest first.")
    measures: Measures = strawberry.field(description="How they shop.")
    likes: list[Like] = strawberry.field(description="What the latest events share, the commonest first.")
    counts: list[EventCount] = strawberry.field(description="How often they did what.")
    recent: list[RecentEvent] = strawberry.field(description="The latest events, newest first.")


def segment_of(view: SegmentView) -> Segment:
    """Return the type for a segment."""
    return Segment(
        view=view,
        id=strawberry.ID(view.id),
        size=view.size,
        share=view.share,
        price_sensitivity=view.price_sensitivity,
        told_apart=view.told_apart,
    )


def _preference(node: Named, lift: Lift) -> Preference:
    return Preference(entity=entity_of(node), **asdict(lift))


def _ids(events: Iterable[str]) -> list[strawberry.ID]:
    return [strawberry.ID(event) for event in events]


def profile_of(view: ProfileView) -> Profile:
    """Return the type for a profile."""
    return Profile(
        user=strawberry.ID(view.user),
        segments=[Membership(segment=segment_of(segment), score=score) for segment, score in view.segments],
        prefers=[
            OwnPreference(
                entity=entity_of(own.node), lift=own.lift, weight=own.weight, events=_ids(own.events)
            )
            for own in view.prefers
        ],
        measures=Measures(**asdict(view.measures)),
        likes=[
            Like(entity=entity_of(like.node), times=like.times, events=_ids(like.events))
            for like in view.likes
        ],
        counts=[EventCount(type=type_, times=times) for type_, times in view.counts],
        recent=[
            RecentEvent(
                product_id=event.product,
                id=strawberry.ID(event.id),
                type=event.type,
                at=event.at,
                query=event.query,
            )
            for event in view.recent
        ],
    )
