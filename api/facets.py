"""What there is among the products of a list to filter by, with counts."""

from collections.abc import Sequence
from itertools import groupby
from typing import Annotated, Final

import strawberry

from api.documented import object_type, resolved
from api.entities import Category, CategoryCount, Feature, Info, named
from api.errors import BadInputError
from api.limits import MAX_CHOICES, page_size
from api.products import Brand
from api.ranges import ranges
from api.units import UNITS
from api.values import Money, Quantity, money
from graph.lists import Sought
from graph.views.lists import Facets as Found
from graph.views.lists import ValueCount

WORDS: Final = ("color", "network", "os", "soc", "cpu", "gpu", "sim")
"""Attributes of words that are counted where nobody says which."""
First = Annotated[int, strawberry.argument(description="How many at most; 1 to 100.")]
Ranges = Annotated[int, strawberry.argument(description="Into how many ranges at most; 1 to 20.")]
Attributes = Annotated[
    list[str] | None,
    strawberry.argument(
        description="Such as battery_capacity; by default the numbers, and words that shoppers choose by."
    ),
]


@object_type
class BrandCount:
    """How many products a brand has in a list."""

    brand: Brand = strawberry.field(description="The brand.")
    products: int = strawberry.field(description="Number of its products.")


@object_type
class FeatureCount:
    """How many products of a list have a feature."""

    feature: Feature = strawberry.field(description="The feature.")
    products: int = strawberry.field(description="Number of products that have it.")


@object_type
class PriceCount:
    """Prices next to each other, and how many products have one."""

    gte: Money = strawberry.field(description="The lowest of them.")
    lte: Money = strawberry.field(description="The highest of them.")
    products: int = strawberry.field(description="Number of products.")


@object_type
class PriceFacet:
    """The prices of a list in one currency."""

    prices: strawberry.Private[Sequence[tuple[float, int]]]
    currency: str = strawberry.field(description="ISO 4217 code, such as CNY.")
    products: int = strawberry.field(description="Number of products with a price in it.")

    @resolved
    def ranges(self, first: Ranges = 5) -> list[PriceCount]:
        """The prices, rising, in ranges of about as many products."""
        return [
            PriceCount(gte=money(least, self.currency), lte=money(most, self.currency), products=products)
            for least, most, products in ranges(self.prices, page_size(first, most=20))
        ]


@object_type
class QuantityCount:
    """Numbers next to each other, and how many products have one."""

    gte: Quantity = strawberry.field(description="The lowest of them.")
    lte: Quantity = strawberry.field(description="The highest of them.")
    products: int = strawberry.field(
        description="Number of products; one that has several values is counted with each."
    )


@object_type
class ParameterCount:
    """How many products of a list have a value."""

    value: str = strawberry.field(description="The normalised value, as a filter takes it.")
    text: str = strawberry.field(description="As it is shown to people.")
    products: int = strawberry.field(description="Number of products that have it.")


@object_type
class ParameterFacet:
    """The values of an attribute in a list; an attribute that is given in several units has a facet of each."""

    counts: strawberry.Private[Sequence[ValueCount]]
    attribute: str = strawberry.field(description="Such as battery_capacity.")
    unit: str = strawberry.field(description="The unit of the numbers; empty where there is none.")

    @resolved
    def values(self, first: First = 10) -> list[ParameterCount]:
        """The values that most products have."""
        most = sorted(self.counts, key=lambda count: (-count.products, count.value))
        return [
            ParameterCount(value=count.value, text=count.text, products=count.products)
            for count in most[: page_size(first)]
        ]

    @resolved
    def ranges(self, first: Ranges = 5) -> list[QuantityCount]:
        """The numbers, rising, in ranges of about as many products; none for words."""
        numbers = [(count.number, count.products) for count in self.counts if count.number is not None]
        return [
            QuantityCount(
                gte=Quantity(value=least, unit=self.unit),
                lte=Quantity(value=most, unit=self.unit),
                products=products,
            )
            for least, most, products in ranges(numbers, page_size(first, most=20))
        ]


@object_type
class Facets:
    """What there is in a list to filter by, with counts.

    Each part counts what would be found without its own condition, so that a second brand can be chosen. Features count
    beside those that are asked for, as products must have each.
    """

    sought: strawberry.Private[Sought]

    @resolved
    async def counted(self, info: Info) -> int:
        """How many products of the list are counted: all, up to 10,000."""
        return (await self._found(info, "")).counted

    @resolved
    async def brands(self, info: Info, first: First = 10) -> list[BrandCount]:
        """Brands, that with most products first."""
        found = (await self._found(info, "brands")).brands[: page_size(first)]
        return [BrandCount(brand=named(Brand, node), products=products) for node, products in found]

    @resolved
    async def categories(self, info: Info, first: First = 10) -> list[CategoryCount]:
        """Categories, that with most products first."""
        found = (await self._found(info, "categories")).categories[: page_size(first)]
        return [CategoryCount(category=named(Category, node), products=products) for node, products in found]

    @resolved
    async def features(self, info: Info, first: First = 10) -> list[FeatureCount]:
        """Features, that which most products have first."""
        found = (await self._found(info, "features")).features[: page_size(first)]
        return [FeatureCount(feature=named(Feature, node), products=products) for node, products in found]

    @resolved
    async def prices(self, info: Info) -> list[PriceFacet]:
        """Prices, by currency."""
        found = (await self._found(info, "prices")).prices
        return [
            PriceFacet(
                currency=currency,
                prices=(prices := [(price, products) for _, price, products in rows]),
                products=sum(products for _, products in prices),
            )
            for currency, rows in groupby(found, key=lambda row: row[0])
        ]

    @resolved
    async def in_stock(self, info: Info) -> int:
        """How many are known to be in stock."""
        return (await self._found(info, "inStock")).in_stock or 0

    @resolved
    async def parameters(
        self, info: Info, attributes: Attributes = None, first: First = 20
    ) -> list[ParameterFacet]:
        """Values of attributes, in the order that they are asked for."""
        asked = tuple(attributes) if attributes is not None else (*UNITS, *WORDS)
        if len(asked) > MAX_CHOICES:
            raise BadInputError(f"`attributes` has {len(asked)} names; at most {MAX_CHOICES} are taken")
        found = (await self._found(info, "parameters", asked)).parameters
        facets = [
            ParameterFacet(attribute=attribute, unit=unit, counts=counts)
            for attribute in dict.fromkeys(asked)
            for unit, counts in _by_unit(found, attribute).items()
        ]
        return facets[: page_size(first)]

    async def _found(self, info: Info, part: str, attributes: tuple[str, ...] = ()) -> Found:
        return await info.context.loaders.facets.load((self.sought, part, attributes))


def _by_unit(counts: Sequence[ValueCount], attribute: str) -> dict[str, list[ValueCount]]:
    units: dict[str, list[ValueCount]] = {}
    for count in counts:
        if count.attribute == attribute:
            units.setdefault(count.unit, []).append(count)
    return units
