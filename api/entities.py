"""Things with an id: categories, features, use cases, values; brands and models stand with their products."""

from typing import TYPE_CHECKING, Annotated, TypeVar

import strawberry

from api.arguments import After, First
from api.documented import interface, object_type, resolved
from api.filters import Chosen, ProductFilter, ProductSort, Sorted
from api.services import Context
from api.units import In
from api.values import Named as InLanguage
from api.values import Quantity, in_language, quantity
from graph.lists import AnyOf
from graph.views.things import Named
from graph.views.things import Value as ValueView

if TYPE_CHECKING:
    from api.connections import ProductConnection

Products = Annotated["ProductConnection", strawberry.lazy("api.connections")]
Info = strawberry.Info[Context, None]


@interface
class Node:
    """A thing with an id that no other thing has, whatever its kind."""

    id: strawberry.ID = strawberry.field(description="Such as product/1 or brand/huawei.")


@interface
class Entity(Node):
    """A thing with a name."""

    canonical: strawberry.Private[str]
    aliases: list[str] = strawberry.field(description="Other names, Chinese and English.")

    @resolved
    def name(self, language: InLanguage = None) -> str:
        """The canonical name; in a language the first that is of it, where there is one."""
        return in_language(self.canonical, self.aliases, language)

    @resolved
    async def products(
        self, info: Info, chosen: Chosen = None, order: Sorted = None, first: First = 20, after: After = None
    ) -> Products:
        """Products that it is joined to, their models included, a page at a time."""
        return await _joined(info, self.id, chosen, order, first, after)


@object_type
class Value(Node):
    """A value of an attribute, whoever has it."""

    number: strawberry.Private[float | None]
    unit: strawberry.Private[str]
    attribute: str = strawberry.field(description="Such as battery_capacity.")
    value: str = strawberry.field(description="The normalised value as text.")
    text: str = strawberry.field(description="As it is shown to people.")

    @resolved
    def quantity(self, unit: In = None) -> Quantity | None:
        """The value as a number, where it is one; null in a unit that does not measure it."""
        return quantity(self.number, self.unit, unit)

    @resolved
    async def products(
        self, info: Info, chosen: Chosen = None, order: Sorted = None, first: First = 20, after: After = None
    ) -> Products:
        """Products that have it, their models included, a page at a time."""
        return await _joined(info, self.id, chosen, order, first, after)


@object_type
class Category(Entity):
    """A kind of product, such as smartphone."""


@object_type
class Feature(Entity):
    """A function, technology or quality without a number."""


@object_type
class UseCase(Entity):
    """What shoppers need a product for."""


@object_type
class CategoryCount:
    """How many products of a category there are."""

    category: Category = strawberry.field(description="The category.")
    products: int = strawberry.field(description="Number of products in it.")


async def _joined(
    info: Info,
    id_: str,
    chosen: ProductFilter | None,
    order: ProductSort | None,
    first: int,
    after: str | None,
) -> "ProductConnection":
    from api.connections import products_page

    return await products_page(info, chosen, order, first, after, AnyOf((id_,)))


T = TypeVar("T", bound=Entity)


def named(kind: type[T], node: Named) -> T:
    """Return an entity of a known kind."""
    return kind(id=strawberry.ID(node.id), canonical=node.name, aliases=list(node.aliases))


def value_of(view: ValueView) -> Value:
    """Return the type for a value."""
    return Value(
        id=strawberry.ID(view.id),
        attribute=view.attribute,
        value=view.value,
        text=view.text,
        number=view.number,
        unit=view.unit,
    )
