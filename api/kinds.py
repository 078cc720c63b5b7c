"""Kinds of answer: bought together, trending, popular in a segment, substitutes and upgrades."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from api.arguments import First, Other
from api.differences import Difference, difference_of
from api.documented import object_type, resolved
from api.entities import Info
from api.limits import page_size
from api.products import Product, product_of
from api.recommendations import Explained, Reason, reasons_of
from api.within import Constraints, Insisted, within_of
from graph.kinds import Popular
from recommend.alternatives import Alternative as Chosen
from recommend.alternatives import substitutes, upgrades
from recommend.differences import MEASURES, PRICE

if TYPE_CHECKING:
    from recommend.differences import Comparable

COMPARED: Final = (*MEASURES, PRICE)
SegmentId = Annotated[strawberry.ID, strawberry.argument(description="Id of the segment, such as segment/1.")]
Choose = Callable[["Comparable", Iterable["Comparable"], int], list[Chosen]]


@object_type
class BoughtTogether(Explained):
    """A product that is bought together with another."""

    relation: str = strawberry.field(
        description="How that is known: BOUGHT_TOGETHER where the shop's data says so, PURCHASED from shoppers."
    )
    score: float = strawberry.field(
        description="The data's own score, or the number of shoppers; compare it within one relation only."
    )
    shoppers: int = strawberry.field(
        description="Shoppers who bought both, of 500 at most that are looked at."
    )


@object_type
class PopularProduct:
    """A product that shoppers choose."""

    product: Product = strawberry.field(description="The product.")
    shoppers: int = strawberry.field(description="Shoppers who did something with it, each counted once.")
    score: float = strawberry.field(
        description="The sum over these shoppers: 1 for a purchase, 0.9 for a rating or review, 0.8 for the basket, "
        "0.5 for a look; among what is trending, halved with every 7 days before the newest event."
    )

    @resolved
    async def reasons(self, info: Info) -> list[Reason]:
        """Why it is chosen: who bought it, and what best speaks for it."""
        return await reasons_of(info, None, self.product)


@object_type
class Alternative(Explained):
    """A product that may take another's place, and how it differs."""

    score: float = strawberry.field(description="Only the order means something.")
    differences: list[Difference] = strawberry.field(
        description="What is better first, then what is worse, the price last; what is equal is left out."
    )


@object_type
class Kinds:
    """Kinds of answer besides "for you" and "similar"."""

    @resolved
    async def bought_together(
        self, info: Info, product: Other, first: First = 10, within: Insisted = None
    ) -> list[BoughtTogether]:
        """What is bought together with a product: as the shop's data says first, then by what shoppers bought."""
        found = await info.context.services.kinds.bought_together(
            product, page_size(first), within_of(within)
        )
        products = await _products(info, [one.product for one in found])
        return [
            BoughtTogether(
                product=products[one.product],
                relation="PURCHASED" if one.given is None else "BOUGHT_TOGETHER",
                score=one.shoppers if one.given is None else one.given,
                shoppers=one.shoppers,
                origin=product,
            )
            for one in found
            if one.product in products
        ]

    @resolved
    async def trending(self, info: Info, first: First = 10, within: Insisted = None) -> list[PopularProduct]:
        """What shoppers do most with at present; an event counts half with every 7 days before the newest one."""
        found = await info.context.services.kinds.trending(page_size(first), within_of(within))
        return await _popular(info, found)

    @resolved
    async def popular_in_segment(
        self, info: Info, segment: SegmentId, first: First = 10, within: Insisted = None
    ) -> list[PopularProduct]:
        """What the shoppers of a segment do most with; 300 of them at most are looked at."""
        found = await info.context.services.kinds.popular_in(segment, page_size(first), within_of(within))
        return await _popular(info, found)

    @resolved
    async def substitutes(
        self, info: Info, product: Other, first: First = 10, within: Insisted = None
    ) -> list[Alternative]:
        """Products of other models, of the same category and use, close in their numbers and price; closest first."""
        return await _alternatives(info, product, first, within, substitutes)

    @resolved
    async def upgrades(
        self, info: Info, product: Other, first: First = 10, within: Insisted = None
    ) -> list[Alternative]:
        """Products of other models, of the same category and use, better in some number, worse in none; best first."""
        return await _alternatives(info, product, first, within, upgrades)


async def _alternatives(
    info: Info, product: str, first: int, within: Constraints | None, choose: Choose
) -> list[Alternative]:
    size = page_size(first)
    found = await info.context.services.kinds.comparable(product, COMPARED, within_of(within))
    if found is None:
        return []
    chosen = choose(*found, size)
    products = await _products(info, [one.product for one in chosen])
    return [
        Alternative(
            product=products[one.product],
            score=one.score,
            differences=[difference_of(product, one.product, told) for told in one.differences],
            origin=product,
        )
        for one in chosen
        if one.product in products
    ]


async def _popular(info: Info, found: Sequence[Popular]) -> list[PopularProduct]:
    products = await _products(info, [one.product for one in found])
    return [
        PopularProduct(product=products[one.product], shoppers=one.shoppers, score=one.score)
        for one in found
        if one.product in products
    ]


async def _products(info: Info, ids: Sequence[str]) -> dict[str, Product]:
    """Return products by id; one that went meanwhile has no entry."""
    cards = await info.context.loaders.cards.load_many(list(ids))
    return {card.id: product_of(card) for card in cards if card}
