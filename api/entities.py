"""Things with a name: categories, features, use cases, models; brands stand with their products."""

from typing import TYPE_CHECKING, Annotated, TypeVar

import strawberry

from api.arguments import After, First
from api.documented import interface, object_type, resolved
from api.filters import Chosen, Sorted
from api.services import Context
from api.values import Named as InLanguage
from api.values import in_language
from graph.lists import AnyOf
from graph.views import Named

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
        from api.connections import products_page

        return await products_page(info, chosen, order, first, after, AnyOf((self.id,)))


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
class Model(Entity):
    """A device model of a brand; its variants are products."""

    released: str | None = strawberry.field(description="When it came out: a year, a month or a day.")


@object_type
class CategoryCount:
    """How many products of a category there are."""

    category: Category = strawberry.field(description="The category.")
    products: int = strawberry.field(description="Number of products in it.")


T = TypeVar("T", bound=Entity)


def named(kind: type[T], node: Named) -> T:
    """Return an entity of a known kind."""
    extra = {"released": node.released} if kind is Model else {}
    return kind(id=strawberry.ID(node.id), canonical=node.name, aliases=list(node.aliases), **extra)
