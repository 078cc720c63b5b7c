"""What is known of a product: features, parameters and opinions, with the facts that state them."""

import strawberry

from api.documented import object_type, resolved
from api.entities import Feature, Info, named
from api.facts import Fact, First, stated
from api.units import In
from api.values import Quantity, quantity
from graph.views.details import FeatureView, ParameterView
from graph.views.details import Opinion as OpinionView


@object_type
class Parameter:
    """A stated value of an attribute."""

    product: strawberry.Private[str]
    id: strawberry.ID = strawberry.field(description="Such as parameter/battery_capacity/4400/mAh.")
    attribute: str = strawberry.field(description="Such as battery_capacity, ram, screen_size.")
    value: str = strawberry.field(description="The normalised value as text.")
    number: strawberry.Private[float | None]
    unit: strawberry.Private[str]
    text: str = strawberry.field(description="As it is shown to people.")
    support: int = strawberry.field(description="How many facts state it.")
    confidence: float = strawberry.field(description="How sure it is, in [0, 1].")
    contested: bool = strawberry.field(description="Whether sources state another value.")
    others: list["Parameter"] = strawberry.field(description="The other values that sources state.")

    @resolved
    def quantity(self, unit: In = None) -> Quantity | None:
        """The value as a number, where it is one; null in a unit that does not measure it."""
        return quantity(self.number, self.unit, unit)

    @resolved
    async def facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that state this value."""
        return await stated(info, self.product, self.id, first)


@object_type
class ProductFeature:
    """Whether a product has a feature."""

    product: strawberry.Private[str]
    feature: Feature = strawberry.field(description="The feature.")
    present: bool = strawberry.field(description="False where sources say that it lacks the feature.")
    support: int = strawberry.field(description="How many facts state it.")
    confidence: float = strawberry.field(description="How sure it is, in [0, 1].")
    contested: bool = strawberry.field(description="Whether sources also say the opposite.")

    @resolved
    async def facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that speak of this feature."""
        return await stated(info, self.product, self.feature.id, first)


@object_type
class Opinion:
    """What reviews say of a feature."""

    feature: Feature = strawberry.field(description="What they speak of.")
    praised: int = strawberry.field(description="Reviews that praise it.")
    criticised: int = strawberry.field(description="Reviews that criticise it.")
    of: int = strawberry.field(description="Reviews of the model in all.")


def feature_of(product: str, view: FeatureView) -> ProductFeature:
    """Return the type for a feature of a product."""
    return ProductFeature(
        product=product,
        feature=named(Feature, view.node),
        present=view.present,
        support=view.support,
        confidence=view.confidence,
        contested=view.contested,
    )


def parameter_of(product: str, view: ParameterView) -> Parameter:
    """Return the type for a parameter of a product."""
    return Parameter(
        product=product,
        id=strawberry.ID(view.id),
        attribute=view.attribute,
        value=view.value,
        number=view.number,
        unit=view.unit,
        text=view.text,
        support=view.support,
        confidence=view.confidence,
        contested=view.contested,
        others=[parameter_of(product, other) for other in view.others],
    )


def opinion_of(view: OpinionView) -> Opinion:
    """Return the type for what reviews say of a feature."""
    return Opinion(
        feature=named(Feature, view.feature),
        praised=view.praised,
        criticised=view.criticised,
        of=view.of,
    )
