"""Relay connections: pages of products whose cursors are stable under inserts."""

import strawberry
from strawberry.relay import PageInfo

from api import cursors
from api.documented import input_type, object_type
from api.products import Product, product_of
from graph.reader import Filter
from graph.views import Page


@input_type
class PriceRange:
    """Prices in one currency; products without a price are left out."""

    currency: str = strawberry.field(description="ISO 4217 code, such as CNY.")
    least: float | None = strawberry.field(default=None, description="The lowest price that is taken.")
    most: float | None = strawberry.field(default=None, description="The highest price that is taken.")


@input_type
class ProductFilter:
    """Which products: those that meet every part that is given."""

    brand: strawberry.ID | None = strawberry.field(default=None, description="Made by this brand.")
    category: strawberry.ID | None = strawberry.field(default=None, description="In this category.")
    features: list[strawberry.ID] | None = strawberry.field(
        default=None, description="With each of these features."
    )
    price: PriceRange | None = strawberry.field(default=None, description="With a price in this range.")


@object_type
class ProductEdge:
    """A product at its place in the list."""

    cursor: str = strawberry.field(description="Hand it back as `after` to go on behind this product.")
    node: Product = strawberry.field(description="The product.")


@object_type
class ProductConnection:
    """A page of products."""

    edges: list[ProductEdge] = strawberry.field(description="The products in order.")
    page_info: PageInfo = strawberry.field(description="Whether more follow, and from where.")

    @classmethod
    def of(cls, page: Page, after: str | None) -> "ProductConnection":
        """Return the type for a page that followed `after`."""
        edges = [ProductEdge(cursor=cursors.encode(card.id), node=product_of(card)) for card in page.cards]
        return cls(
            edges=edges,
            page_info=PageInfo(
                has_next_page=page.more,
                has_previous_page=after is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
        )


def filter_of(given: ProductFilter | None) -> Filter:
    """Return the reader's filter, features first: they have the fewest products, categories the most."""
    if given is None:
        return Filter()
    entities = [*(given.features or ()), given.brand, given.category]
    price = given.price
    return Filter(
        entities=tuple(entity for entity in entities if entity),
        least=price.least if price else None,
        most=price.most if price else None,
        currency=price.currency if price else None,
    )
