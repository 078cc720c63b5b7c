"""Things with a name: categories, features, use cases, models; brands stand with their products."""

from typing import TypeVar

import strawberry

from api.documented import interface, object_type
from api.services import Context
from graph.views import Named

Info = strawberry.Info[Context, None]


@interface
class Entity:
    """A thing with a name."""

    id: strawberry.ID = strawberry.field(description="Such as brand/huawei.")
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

    category: Category = strawberry.field(description="The category.")
    products: int = strawberry.field(description="Number of products in it.")


T = TypeVar("T", bound=Entity)


def named(kind: type[T], node: Named) -> T:
    """Return an entity of a known kind."""
    extra = {"released": node.released} if kind is Model else {}
    return kind(id=strawberry.ID(node.id), name=node.name, aliases=list(node.aliases), **extra)
