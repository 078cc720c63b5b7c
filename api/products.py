"""Products: the card, and what loaders add to it."""

from itertools import islice
from typing import Annotated

import strawberry

from api.documented import object_type, resolved
from api.entities import Brand, Category, Feature, Info, Model, UseCase, named
from api.facts import Fact, fact_of
from api.limits import page_size
from api.values import Money, Quantity, money
from graph.views import Card, FeatureView, ParameterView

MAX_FACTS = 200
First = Annotated[int, strawberry.argument(description="How many at most; 1 to 200.")]


async def facts_of(info: Info, product: str, first: int, object_id: str | None = None) -> list[Fact]:
    """Return up to `first` facts of a product, the surest first; with `object_id` those that name it."""
    views = await info.context.loaders.facts.load(product)
    wanted = (view for view in views if object_id in (None, view.object))
    return [fact_of(view) for view in islice(wanted, page_size(first, most=MAX_FACTS))]


@object_type
class Parameter:
    """A stated value of an attribute."""

    product: strawberry.Private[str]
    id: strawberry.ID
    attribute: str = strawberry.field(description="Such as battery_capacity, ram, screen_size.")
    value: str = strawberry.field(description="The normalised value as text.")
    quantity: Quantity | None = strawberry.field(description="The value as a number, where it is one.")
    text: str = strawberry.field(description="As it is shown to people.")
    support: int = strawberry.field(description="How many facts state it.")
    confidence: float = strawberry.field(description="How sure it is, in [0, 1].")
    contested: bool = strawberry.field(description="Whether sources state another value.")
    others: list["Parameter"] = strawberry.field(description="The other values that sources state.")

    @resolved
    async def facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that state this value."""
        return await facts_of(info, self.product, first, self.id)


@object_type
class ProductFeature:
    """Whether a product has a feature."""

    product: strawberry.Private[str]
    feature: Feature
    present: bool = strawberry.field(description="False where sources say that it lacks the feature.")
    support: int = strawberry.field(description="How many facts state it.")
    confidence: float = strawberry.field(description="How sure it is, in [0, 1].")
    contested: bool = strawberry.field(description="Whether sources also say the opposite.")

    @resolved
    async def facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that speak of this feature."""
        return await facts_of(info, self.product, first, self.feature.id)


@object_type
class Opinion:
    """What reviews say of a feature."""

    feature: Feature
    praised: int = strawberry.field(description="Reviews that praise it.")
    criticised: int = strawberry.field(description="Reviews that criticise it.")
    of: int = strawberry.field(description="Reviews of the model in all.")


@object_type
class Product:
    """Something that can be bought."""

    id: strawberry.ID
    title: str
    price: Money | None = strawberry.field(description="The price, where a source states one.")
    url: str | None
    image: str | None
    description: str | None
    model: Model | None
    brand: Brand | None
    category: Category | None

    @resolved
    async def features(self, info: Info) -> list[ProductFeature]:
        """Features it has or is said to lack, its model's included."""
        details = await info.context.loaders.details.load(self.id)
        return [_feature(self.id, view) for view in details.features]

    @resolved
    async def parameters(self, info: Info, attributes: list[str] | None = None) -> list[Parameter]:
        """Its parameters, or those of the given attributes."""
        details = await info.context.loaders.details.load(self.id)
        return [
            _parameter(self.id, view)
            for view in details.parameters
            if attributes is None or view.attribute in attributes
        ]

    @resolved
    async def opinions(self, info: Info) -> list[Opinion]:
        """What reviews praise and criticise."""
        details = await info.context.loaders.details.load(self.id)
        return [
            Opinion(
                feature=named(Feature, view.feature),
                praised=view.praised,
                criticised=view.criticised,
                of=view.of,
            )
            for view in details.opinions
        ]

    @resolved
    async def use_cases(self, info: Info) -> list[UseCase]:
        """What it suits."""
        details = await info.context.loaders.details.load(self.id)
        return [named(UseCase, node) for node in details.use_cases]

    @resolved
    async def facts(self, info: Info, first: First = 20) -> list[Fact]:
        """Everything stated of it and its model, each with its sentence."""
        return await facts_of(info, self.id, first)


def product_of(card: Card) -> Product:
    """Return the type for a card."""
    return Product(
        id=strawberry.ID(card.id),
        title=card.title,
        price=money(card.price, card.currency),
        url=card.url,
        image=card.image,
        description=card.description,
        model=named(Model, card.model) if card.model else None,
        brand=named(Brand, card.brand) if card.brand else None,
        category=named(Category, card.category) if card.category else None,
    )


def _feature(product: str, view: FeatureView) -> ProductFeature:
    return ProductFeature(
        product=product,
        feature=named(Feature, view.node),
        present=view.present,
        support=view.support,
        confidence=view.confidence,
        contested=view.contested,
    )


def _parameter(product: str, view: ParameterView) -> Parameter:
    return Parameter(
        product=product,
        id=strawberry.ID(view.id),
        attribute=view.attribute,
        value=view.value,
        quantity=None if view.number is None else Quantity(value=view.number, unit=view.unit),
        text=view.text,
        support=view.support,
        confidence=view.confidence,
        contested=view.contested,
        others=[_parameter(product, other) for other in view.others],
    )
