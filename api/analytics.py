"""What shoppers do, added up for people who run a shop."""

from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from api import limits
from api.arguments import First
from api.documented import enum_type, object_type, resolved
from api.entities import Info
from api.errors import BadInputError
from graph.behaviour import Window


@enum_type(
    WEEK="Calendar weeks, from Monday.",
    MONTH="Calendar months.",
)
class RetentionPeriod(Enum):
    """What retention is told by."""

    WEEK = "week"
    MONTH = "month"


@object_type
class Funnel:
    """How many of all looked, then put into the cart, then bought, each after the one before."""

    unit: str = strawberry.field(description="session (half an hour of silence ends one) or shopper.")
    all: int = strawberry.field(description="That did anything with a product.")
    viewed: int = strawberry.field(description="That looked.")
    carted: int = strawberry.field(description="That put into the cart after a look.")
    bought: int = strawberry.field(description="That bought after that.")


@object_type
class Cohort:
    """Shoppers by the week or month of their first event."""

    start: str = strawberry.field(description="Its first day, in UTC.")
    active: list[int] = strawberry.field(
        description="How many did anything so many periods later; the first number is all of them."
    )


@object_type
class Retention:
    """Who came back."""

    cohorts: list[Cohort] = strawberry.field(description="The oldest first.")
    left_out: int = strawberry.field(description="Cohorts of too few shoppers to be told.")


@object_type
class UnansweredSearch:
    """A search that no product answers."""

    text: str = strawberry.field(description="As it was first typed.")
    searches: int = strawberry.field(description="How often.")
    shoppers: int = strawberry.field(description="By how many.")
    asked: list[strawberry.ID] = strawberry.field(
        description="What it asks for, and no product has together; none where we know none of it."
    )


@object_type
class Demand:
    """A feature or a use that searches ask for."""

    id: strawberry.ID = strawberry.field(description="Such as feature/nfc.")
    name: str = strawberry.field(description="Its name.")
    searches: int = strawberry.field(description="How often.")
    shoppers: int = strawberry.field(description="By how many.")
    products: int = strawberry.field(description="Products that have it.")


@object_type
class Switch:
    """Purchases of one category in a row."""

    from_brand: strawberry.ID = strawberry.field(description="The brand of the first.")
    to_brand: strawberry.ID = strawberry.field(description="The brand of the next, which may be the same.")
    times: int = strawberry.field(description="How often.")
    shoppers: int = strawberry.field(description="By how many.")


@object_type
class Switching:
    """From which brand to which shoppers went."""

    switches: list[Switch] = strawberry.field(description="The commonest first.")
    left_out: int = strawberry.field(description="Ways that too few shoppers went to be told.")


@object_type
class Takings:
    """What was paid in one currency."""

    currency: str | None = strawberry.field(description="Three letters; null where nothing says.")
    purchases: int = strawberry.field(description="How many.")
    priced: int = strawberry.field(description="Of these, those whose price is known.")
    paid: float = strawberry.field(description="The sum of these.")


@object_type
class Behaviour:
    """What shoppers did between two times; events without a time are left out, and what no person did."""

    window: strawberry.Private[Window]

    @resolved
    async def funnels(self, info: Info) -> list[Funnel]:
        """The funnel of sessions and that of shoppers."""
        found = await info.context.services.behaviour.funnel(self.window)
        return [
            Funnel(unit=row.unit, all=row.all, viewed=row.viewed, carted=row.carted, bought=row.bought)
            for row in found
        ]

    @resolved
    async def retention(
        self,
        info: Info,
        period: Annotated[
            RetentionPeriod, strawberry.argument(description="Weeks or months.")
        ] = RetentionPeriod.MONTH,
    ) -> Retention:
        """Cohorts that began in the window."""
        found = await info.context.services.behaviour.retention(self.window, period.value)
        cohorts = [Cohort(start=row.start, active=list(row.active)) for row in found.cohorts]
        return Retention(cohorts=cohorts, left_out=found.left_out)

    @resolved
    async def unanswered(self, info: Info, first: First = 20) -> list[UnansweredSearch]:
        """Searches that no product answers, the commonest first."""
        found = await info.context.services.behaviour.unanswered(self.window, limits.page_size(first))
        return [
            UnansweredSearch(
                text=row.text,
                searches=row.searches,
                shoppers=row.shoppers,
                asked=[strawberry.ID(id_) for id_ in row.asked],
            )
            for row in found
        ]

    @resolved
    async def demand(self, info: Info, first: First = 20) -> list[Demand]:
        """What searches ask for: what no product has first, then the commonest."""
        found = await info.context.services.behaviour.demand(self.window, limits.page_size(first))
        return [
            Demand(
                id=strawberry.ID(row.id),
                name=row.name,
                searches=row.searches,
                shoppers=row.shoppers,
                products=row.products,
            )
            for row in found
        ]

    @resolved
    async def switching(self, info: Info, first: First = 20) -> Switching:
        """From which brand to which shoppers went."""
        found = await info.context.services.behaviour.switching(self.window, limits.page_size(first))
        switches = [
            Switch(
                from_brand=strawberry.ID(row.from_id),
                to_brand=strawberry.ID(row.to_id),
                times=row.times,
                shoppers=row.shoppers,
            )
            for row in found.switches
        ]
        return Switching(switches=switches, left_out=found.left_out)

    @resolved
    async def paid(self, info: Info) -> list[Takings]:
        """What was paid, by currency: amounts of two are never added up."""
        found = await info.context.services.behaviour.takings(self.window)
        return [
            Takings(currency=row.currency, purchases=row.purchases, priced=row.priced, paid=row.paid)
            for row in found
        ]


def behaviour_of(since: datetime | None, until: datetime | None) -> Behaviour:
    """Return the window.

    Raises:
        BadInputError: a time has no zone.
    """
    for name, time in (("since", since), ("until", until)):
        if time and time.tzinfo is None:
            raise BadInputError(f"`{name}` needs a time zone, as 2026-05-01T00:00:00Z")
    return Behaviour(window=Window.of(since, until))
