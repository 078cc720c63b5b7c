"""Shoppers' profiles and the segments they belong to."""

import strawberry

from api.documented import object_type, resolved
from api.entities import Entity, Info
from api.products import Product, entity_of, product_of
from graph.views import Profile as ProfileView
from graph.views import SegmentView


@object_type
class Preference:
    """What the shoppers of a segment prefer."""

    entity: Entity = strawberry.field(description="A brand, feature or category.")
    lift: float = strawberry.field(description="How much more than shoppers at large; 1 is the same.")


@object_type
class Segment:
    """A group of shoppers who like the same."""

    id: strawberry.ID = strawberry.field(description="Such as segment/1.")
    name: str = strawberry.field(description="What its shoppers have in common, in short.")
    description: str | None = strawberry.field(description="The same in a sentence.")
    size: int = strawberry.field(description="Number of shoppers in it.")
    prefers: list[Preference] = strawberry.field(description="What they prefer, the strongest first.")


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
    """What a shopper's behaviour tells, read live."""

    user: strawberry.ID = strawberry.field(description="Id of the shopper.")
    segments: list[Membership] = strawberry.field(description="The segments they are in, the closest first.")
    likes: list[Like] = strawberry.field(description="What the latest events share, the commonest first.")
    counts: list[EventCount] = strawberry.field(description="How often they did what.")
    recent: list[RecentEvent] = strawberry.field(description="The latest events, newest first.")


def segment_of(view: SegmentView) -> Segment:
    """Return the type for a segment."""
    return Segment(
        id=strawberry.ID(view.id),
        name=view.name,
        description=view.description,
        size=view.size,
        prefers=[Preference(entity=entity_of(node), lift=lift) for node, lift in view.prefers],
    )


def profile_of(view: ProfileView) -> Profile:
    """Return the type for a profile."""
    return Profile(
        user=strawberry.ID(view.user),
        segments=[Membership(segment=segment_of(segment), score=score) for segment, score in view.segments],
        likes=[Like(entity=entity_of(node), times=times) for node, times in view.likes],
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
