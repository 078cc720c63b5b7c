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
    least: float | None = None
    most: float | None = None


@input_type
class ProductFilter:
    """Which products: those that meet every part that is given."""

    brand: strawberry.ID | None = None
    category: strawberry.ID | None = None
    features: list[strawberry.ID] | None = None
    price: PriceRange | None = None


@object_type
class ProductEdge:
    """A product at its place in the list."""

    cursor: str
    node: Product


@object_type
class ProductConnection:
    """A page of products."""

    edges: list[ProductEdge]
    page_info: PageInfo

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
