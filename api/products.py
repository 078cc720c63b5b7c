"""Products and the brands that make them."""

from collections.abc import Mapping
from typing import Annotated, Final

import strawberry

from api.details import Opinion, Parameter, ProductFeature, feature_of, opinion_of, parameter_of
from api.documented import object_type, resolved
from api.entities import Category, CategoryCount, Entity, Feature, Info, Node, UseCase, named
from api.facts import Fact, facts_of
from api.facts import First as FirstFacts
from api.limits import at_most, page_size
from api.loaders import DetailsKey
from api.measures import Measures
from api.values import Money, known_money
from graph.views.things import BrandView, Card, Named

POPULAR: Final = 10
First = Annotated[int, strawberry.argument(description="How many at most; 1 to 10.")]
FirstModels = Annotated[int, strawberry.argument(description="How many at most; 1 to 100.")]
FirstOfThese = Annotated[
    int | None, strawberry.argument(name="first", description="How many at most, 1 to 100; 100 by default.")
]
Attributes = Annotated[
    list[str] | None, strawberry.argument(description="Such as battery_capacity; all by default.")
]


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
    async def models(self, info: Info, first: FirstModels = 20) -> list["Model"]:
        """Its models, the newest first."""
        return [model_of(node) for node in (await self._view(info)).models[: page_size(first)]]

    @resolved
    async def popular(self, info: Info, first: First = POPULAR) -> list["Product"]:
        """Its most bought products."""
        cards = (await self._view(info)).popular
        return [product_of(card) for card in cards[: page_size(first, most=POPULAR)]]

    async def _view(self, info: Info) -> BrandView:
        return await info.context.loaders.brands.load(self.id)


@object_type
class Model(Entity):
    """A device model of a brand; its variants are products."""

    released: str | None = strawberry.field(description="When it came out: a year, a month or a day.")

    @resolved
    async def brand(self, info: Info) -> Brand | None:
        """Who makes it."""
        brand = (await info.context.loaders.models.load(self.id)).brand
        return named(Brand, brand) if brand else None

    @resolved
    async def category(self, info: Info) -> Category | None:
        """What kind of device it is."""
        category = (await info.context.loaders.models.load(self.id)).category
        return named(Category, category) if category else None


@object_type
class Product(Measures, Node):
    """Something that can be bought."""

    title: str = strawberry.field(description="As the shop writes it.")
    price: Money | None = strawberry.field(description="The price, where a source states one.")
    in_stock: bool | None = strawberry.field(description="Whether it can be had now; null where nobody says.")
    url: str | None = strawberry.field(description="Its page in the shop.")
    image: str | None = strawberry.field(description="Address of its picture.")
    description: str | None = strawberry.field(description="What the shop says of it.")
    model: Model | None = strawberry.field(description="The device model it is a variant of.")
    brand: Brand | None = strawberry.field(description="Who makes it.")
    category: Category | None = strawberry.field(description="What kind of product it is.")

    @resolved
    async def features(self, info: Info, first: FirstOfThese = None) -> list[ProductFeature]:
        """Features it has or is said to lack, its model's included, the best supported first."""
        views = (await info.context.loaders.details.load(DetailsKey(self.id, ("features",)))).features
        return [feature_of(self.id, view) for view in at_most(views, first)]

    @resolved
    async def parameters(
        self, info: Info, attributes: Attributes = None, first: FirstOfThese = None
    ) -> list[Parameter]:
        """Its parameters, or those of the given attributes."""
        asked = None if attributes is None else tuple(attributes)
        details = await info.context.loaders.details.load(DetailsKey(self.id, ("parameters",), asked))
        found = [view for view in details.parameters if asked is None or view.attribute in asked]
        return [parameter_of(self.id, view) for view in at_most(found, first)]

    @resolved
    async def opinions(self, info: Info, first: FirstOfThese = None) -> list[Opinion]:
        """What reviews praise and criticise."""
        details = await info.context.loaders.details.load(DetailsKey(self.id, ("opinions",)))
        return [opinion_of(view) for view in at_most(details.opinions, first)]

    @resolved
    async def use_cases(self, info: Info, first: FirstOfThese = None) -> list[UseCase]:
        """What it suits."""
        details = await info.context.loaders.details.load(DetailsKey(self.id, ("useCases",)))
        return [named(UseCase, node) for node in at_most(details.use_cases, first)]

    @resolved
    async def facts(self, info: Info, first: FirstFacts = 20) -> list[Fact]:
        """Everything stated of it and its model, each with its sentence."""
        return await facts_of(info, self.id, first)


def model_of(node: Named) -> Model:
    """Return the type for a model."""
    return Model(
        id=strawberry.ID(node.id),
        canonical=node.name,
        aliases=list(node.aliases),
        released=node.released,
    )


def product_of(card: Card) -> Product:
    """Return the type for a card."""
    return Product(
        id=strawberry.ID(card.id),
        title=card.title,
        price=known_money(card.price, card.currency),
        in_stock=card.in_stock,
        url=card.url,
        image=card.image,
        description=card.description,
        model=model_of(card.model) if card.model else None,
        brand=named(Brand, card.brand) if card.brand else None,
        category=named(Category, card.category) if card.category else None,
    )


KINDS: Final[Mapping[str, type[Entity]]] = {
    "Brand": Brand,
    "Category": Category,
    "Feature": Feature,
    "UseCase": UseCase,
    "Model": Model,
}


def entity_of(node: Named) -> Entity:
    """Return the type for an entity, by its label."""
    return model_of(node) if node.label == "Model" else named(KINDS[node.label], node)
