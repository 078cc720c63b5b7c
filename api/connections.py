"""Relay connections: pages of products whose cursors are stable under inserts."""

import strawberry
from strawberry.relay import PageInfo

from api import cursors
from api.documented import object_type, resolved
from api.entities import Info
from api.facets import Facets
from api.filters import ProductFilter, ProductSort, order_of, sought_of
from api.limits import page_size
from api.products import Product, product_of
from graph.lists import AnyOf, Order, Sought
from graph.views.lists import Page, Place


@object_type
class ProductEdge:
    """A product at its place in the list."""

    cursor: str = strawberry.field(description="Hand it back as `after` to go on behind this product.")
    node: Product = strawberry.field(description="The product.")


@object_type
class ProductConnection:
    """A page of products."""

    sought: strawberry.Private[Sought]
    edges: list[ProductEdge] = strawberry.field(description="The products in order.")
    page_info: PageInfo = strawberry.field(description="Whether more follow, and from where.")

    @resolved
    async def total_count(self, info: Info) -> int:
        """How many products the whole list has."""
        return (await info.context.loaders.facets.load((self.sought, "", ()))).total

    @resolved
    def facets(self) -> Facets:
        """What there is in the whole list to filter by, with counts; all parts are one statement."""
        return Facets(sought=self.sought)


async def products_page(
    info: Info,
    chosen: ProductFilter | None,
    order: ProductSort | None,
    first: int,
    after: str | None,
    *within: AnyOf,
) -> ProductConnection:
    """Return a page of the products that pass the filter, of those within the groups."""
    sought = sought_of(chosen, *within)
    by = order_of(order, sought)
    page = await info.context.services.lists.page(sought, page_size(first), by, cursors.decode(after, by))
    return _connection(page, sought, by, after)


def _connection(page: Page, sought: Sought, order: Order, after: str | None) -> ProductConnection:
    edges = [
        ProductEdge(cursor=cursors.encode(Place(rank, card.id), order), node=product_of(card))
        for rank, card in zip(page.ranks, page.cards, strict=True)
    ]
    return ProductConnection(
        sought=sought,
        edges=edges,
        page_info=PageInfo(
            has_next_page=page.more,
            has_previous_page=after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )
