"""Products side by side, what tells them apart first."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import strawberry

from api.details import Parameter, ProductFeature, feature_of, parameter_of
from api.documented import object_type, resolved
from api.entities import Feature, Info, named
from api.errors import BadInputError
from api.limits import MAX_COMPARED
from api.loaders import DetailsKey
from api.products import Product, product_of
from graph.views.details import Details, ParameterView
from recommend.differences import MEASURES

Ids = Annotated[list[strawberry.ID], strawberry.argument(description="Ids of 2 to 8 products.")]


@object_type
class ComparedParameter:
    """The values of an attribute."""

    attribute: str = strawberry.field(description="Such as battery_capacity.")
    differs: bool = strawberry.field(description="Whether two products that state it state other values.")
    values: list[list[Parameter]] = strawberry.field(
        description="Each product's, in their order; empty where nobody states any."
    )
    best: list[strawberry.ID] = strawberry.field(
        description="Ids of the products whose number is better; empty where it is a matter of taste, or equal."
    )


@object_type
class ComparedFeature:
    """Who has a feature."""

    feature: Feature = strawberry.field(description="The feature.")
    differs: bool = strawberry.field(
        description="Whether one has it and another lacks it or does not speak of it."
    )
    values: list[ProductFeature | None] = strawberry.field(
        description="What is said of each product, in their order; null where nobody speaks of it."
    )


@object_type
class Comparison:
    """Products side by side."""

    products: list[Product] = strawberry.field(
        description="The products that there are, in the order of the ids."
    )
    parameters: list[ComparedParameter] = strawberry.field(
        description="Attributes: those that differ first, of these those that most products state."
    )
    features: list[ComparedFeature] = strawberry.field(
        description="Features: those that differ first, of these those that are told of most products."
    )


@object_type
class Comparisons:
    """Fields that compare."""

    @resolved
    async def compare(self, info: Info, ids: Ids) -> Comparison:
        """Products side by side, what tells them apart first; two statements."""
        wanted = list(dict.fromkeys(ids))
        if not 2 <= len(wanted) <= MAX_COMPARED:
            raise BadInputError(f"`ids` has {len(wanted)} products; expected 2 to {MAX_COMPARED}")
        loaders = info.context.loaders
        cards = [card for card in await loaders.cards.load_many(wanted) if card]
        asked = [DetailsKey(card.id, ("features", "parameters")) for card in cards]
        details = await loaders.details.load_many(asked)
        known = {card.id: each for card, each in zip(cards, details, strict=True)}
        return Comparison(
            products=[product_of(card) for card in cards],
            parameters=sorted(_parameters(known), key=lambda row: (not row.differs, row.values.count([]))),
            features=sorted(_features(known), key=lambda row: (not row.differs, row.values.count(None))),
        )


def _parameters(known: Mapping[str, Details]) -> Iterable[ComparedParameter]:
    names = dict.fromkeys(view.attribute for each in known.values() for view in each.parameters)
    for name in names:
        views = {
            id_: [view for view in each.parameters if view.attribute == name] for id_, each in known.items()
        }
        stated = {frozenset(view.id for view in each) for each in views.values() if each}
        yield ComparedParameter(
            attribute=name,
            differs=len(stated) > 1,
            values=[[parameter_of(id_, view) for view in each] for id_, each in views.items()],
            best=_best(name, views),
        )


def _best(attribute: str, views: Mapping[str, Sequence[ParameterView]]) -> list[strawberry.ID]:
    """Return those whose only number is the best of them, where all numbers are of one unit."""
    better = MEASURES[attribute].better if attribute in MEASURES else 0
    numbers = {id_: each[0].number for id_, each in views.items() if len(each) == 1}
    units = {each[0].unit for id_, each in views.items() if len(each) == 1}
    signed = {id_: better * number for id_, number in numbers.items() if number is not None}
    if not better or len(units) != 1 or len(set(signed.values())) < 2:
        return []
    most = max(signed.values())
    return [strawberry.ID(id_) for id_, number in signed.items() if number == most]


def _features(known: Mapping[str, Details]) -> Iterable[ComparedFeature]:
    nodes = {view.node.id: view.node for each in known.values() for view in each.features}
    for node in nodes.values():
        views = {
            id_: next((view for view in each.features if view.node.id == node.id), None)
            for id_, each in known.items()
        }
        yield ComparedFeature(
            feature=named(Feature, node),
            differs=len({view is not None and view.present for view in views.values()}) > 1,
            values=[feature_of(id_, view) if view else None for id_, view in views.items()],
        )
