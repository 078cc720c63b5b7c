"""A shopper's constraints, as arguments of root fields."""

from typing import Annotated

import strawberry

from api.documented import input_type
from api.filters import PriceRange
from graph.within import ANY, Within


@input_type
class Constraints:
    """What a shopper insists on; what nobody states of a product does not meet it."""

    price: PriceRange | None = strawberry.field(default=None, description="A price within the budget.")
    brand: strawberry.ID | None = strawberry.field(default=None, description="Made by this brand.")
    in_stock: bool | None = strawberry.field(
        default=None, description="Known to be in stock; false for known not to be."
    )


Insisted = Annotated[
    Constraints | None,
    strawberry.argument(name="within", description="What the shopper insists on; nothing by default."),
]


def within_of(given: Constraints | None) -> Within:
    """Return the reader's constraints."""
    if given is None:
        return ANY
    least, most = given.price.ends() if given.price else (None, None)
    return Within(
        least=least,
        most=most,
        currency=given.price.currency if given.price else None,
        brand=given.brand,
        in_stock=given.in_stock,
    )
