"""Things with a name: brands, categories, features, use cases, models."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import strawberry

from api.documented import interface, object_type, resolved
from api.services import Context
from graph.views import BrandView, Named

if TYPE_CHECKING:
    from api.products import Product

Info = strawberry.Info[Context, None]


@interface
class Entity:
    """A thing with a name."""

    id: strawberry.ID
    name: str = strawberry.field(description="The canonical name.")
    aliases: list[str] = strawberry.field(description="Other names, Chinese and English.")


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

    category: Category
    products: int


@object_type
class Brand(Entity):
    """Who makes a product."""

    @resolved
    async def product_count(self, info: Info) -> int:
        """Number of products of this brand."""
        return (await self._view(info)).products

    @resolved
    async def categories(self, info: Info) -> list[CategoryCount]:
        """The categories it makes products of, the largest first."""
        counts = (await self._view(info)).categories
        return [CategoryCount(category=named(Category, node), products=size) for node, size in counts]

    @resolved
    async def popular(self, info: Info) -> list[Annotated["Product", strawberry.lazy("api.products")]]:
        """Its ten most bought products."""
        from api.products import product_of

        return [product_of(card) for card in (await self._view(info)).popular]

    async def _view(self, info: Info) -> BrandView:
        return await info.context.loaders.brands.load(self.id)


T = TypeVar("T", bound=Entity)
KINDS: Final[Mapping[str, type[Entity]]] = {
    "Brand": Brand,
    "Category": Category,
    "Feature": Feature,
    "UseCase": UseCase,
    "Model": Model,
}


def entity_of(node: Named) -> Entity:
    """Return the type for an entity, by its label."""
    return named(KINDS[node.label], node)


def named(kind: type[T], node: Named) -> T:
    """Return an entity of a known kind."""
    extra = {"released": node.released} if kind is Model else {}
    return kind(id=strawberry.ID(node.id), name=node.name, aliases=list(node.aliases), **extra)
