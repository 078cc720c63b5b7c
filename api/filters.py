"""Filters and orders of products, as arguments of fields that list them."""

from collections.abc import Iterable
from dataclasses import fields
from enum import Enum
from typing import Annotated, Final

import strawberry

from api.documented import enum_type, input_type
from api.errors import BadInputError
from api.limits import MAX_CHOICES, MAX_TEXT
from api.units import Unit, kept, scaled
from graph.lists import LAST, Among, AnyOf, Between, Order, Sought

Ids = list[strawberry.ID] | None
USE_GTE: Final = "Use `gte`, as all ranges do."
USE_LTE: Final = "Use `lte`, as all ranges do."


@input_type
class PriceRange:
    """Prices in one currency; products without a price are left out."""

    currency: str = strawberry.field(description="ISO 4217 code, such as CNY.")
    gte: float | None = strawberry.field(default=None, description="The lowest price that is taken.")
    lte: float | None = strawberry.field(default=None, description="The highest price that is taken.")
    least: float | None = strawberry.field(
        default=None, description="The lowest price that is taken.", deprecation_reason=USE_GTE
    )
    most: float | None = strawberry.field(
        default=None, description="The highest price that is taken.", deprecation_reason=USE_LTE
    )

    def ends(self) -> tuple[float | None, float | None]:
        """Return the lowest and the highest price."""
        return (
            self.least if self.gte is None else self.gte,
            self.most if self.lte is None else self.lte,
        )


@input_type
class QuantityRange:
    """Numbers in a unit, ends included."""

    gte: float | None = strawberry.field(default=None, description="The lowest number that is taken.")
    lte: float | None = strawberry.field(default=None, description="The highest number that is taken.")
    unit: Unit | None = strawberry.field(
        default=None, description="The unit of both; that which the attribute is usually given in by default."
    )


@input_type
class Choice:
    """Values that are words."""

    any: list[str] = strawberry.field(description="One of these, whatever their case; as `Parameter.value`.")


@input_type
class ParameterFilter:
    """What parameters must be, of those that are shown: of contested values the best supported."""

    ram: QuantityRange | None = strawberry.field(default=None, description="Memory; in GB.")
    storage: QuantityRange | None = strawberry.field(default=None, description="Storage; in GB.")
    battery_capacity: QuantityRange | None = strawberry.field(
        default=None, description="In mAh; of laptops in Wh, which only a range in Wh finds."
    )
    charging_power: QuantityRange | None = strawberry.field(default=None, description="In W.")
    screen_size: QuantityRange | None = strawberry.field(default=None, description="In inches.")
    refresh_rate: QuantityRange | None = strawberry.field(default=None, description="In Hz.")
    brightness: QuantityRange | None = strawberry.field(default=None, description="In nit.")
    main_camera: QuantityRange | None = strawberry.field(default=None, description="In megapixels.")
    front_camera: QuantityRange | None = strawberry.field(default=None, description="In megapixels.")
    camera: QuantityRange | None = strawberry.field(
        default=None, description="In megapixels, where nobody says which side it is on."
    )
    optical_zoom: QuantityRange | None = strawberry.field(default=None, description="Times.")
    weight: QuantityRange | None = strawberry.field(default=None, description="In g.")
    water_resistance: QuantityRange | None = strawberry.field(default=None, description="In m.")
    year: QuantityRange | None = strawberry.field(default=None, description="The year; without a unit.")
    resolution: Choice | None = strawberry.field(default=None, description="Such as 2560x1440 or 4K.")
    soc: Choice | None = strawberry.field(default=None, description="The chip of a phone.")
    cpu: Choice | None = strawberry.field(default=None, description="The processor.")
    gpu: Choice | None = strawberry.field(default=None, description="The graphics processor.")
    network: Choice | None = strawberry.field(default=None, description="Such as 5G.")
    wifi: Choice | None = strawberry.field(default=None, description="Standard or version.")
    bluetooth: Choice | None = strawberry.field(default=None, description="Version.")
    os: Choice | None = strawberry.field(default=None, description="Name and version, such as Android 8.1.")
    color: Choice | None = strawberry.field(default=None, description="As it is written.")
    sim: Choice | None = strawberry.field(default=None, description="Such as dual.")
    video: Choice | None = strawberry.field(default=None, description="Such as 4K.")


@input_type
class ProductFilter:
    """Which products: those that meet every part that is given; an empty list is none."""

    brand: strawberry.ID | None = strawberry.field(
        default=None, description="Made by this brand.", deprecation_reason="Use `brands`."
    )
    category: strawberry.ID | None = strawberry.field(
        default=None, description="In this category.", deprecation_reason="Use `categories`."
    )
    brands: Ids = strawberry.field(default=None, description="Made by any of these brands.")
    categories: Ids = strawberry.field(default=None, description="In any of these categories.")
    models: Ids = strawberry.field(default=None, description="Variants of any of these models.")
    use_cases: Ids = strawberry.field(default=None, description="That suit any of these.")
    features: Ids = strawberry.field(default=None, description="With each of these features.")
    price: PriceRange | None = strawberry.field(default=None, description="With a price in this range.")
    in_stock: bool | None = strawberry.field(
        default=None, description="Known to be in stock; false for known not to be."
    )
    parameters: ParameterFilter | None = strawberry.field(
        default=None, description="With parameters in these ranges."
    )


@enum_type(
    ID="The id.",
    PRICE="The price, in the filter's currency.",
    POPULARITY="The number of purchases.",
    RELEASED="When the model came out.",
    RAM="Memory, in GB.",
    STORAGE="Storage, in GB.",
    BATTERY_CAPACITY="Battery capacity, in mAh.",
    CHARGING_POWER="Charging power, in W.",
    SCREEN_SIZE="The screen's diagonal, in inches.",
    REFRESH_RATE="The screen's refresh rate, in Hz.",
    BRIGHTNESS="The screen's brightness, in nits.",
    MAIN_CAMERA="Resolution of the main camera, in MP.",
    OPTICAL_ZOOM="Optical zoom, as a factor.",
    WEIGHT="Weight, in g.",
)
class ProductOrder(Enum):
    """What a list is ordered by; what lacks it comes last."""

    # The value of an attribute's is its name.
    ID = "ID"
    PRICE = "PRICE"
    POPULARITY = "POPULARITY"
    RELEASED = "RELEASED"
    RAM = "ram"
    STORAGE = "storage"
    BATTERY_CAPACITY = "battery_capacity"
    CHARGING_POWER = "charging_power"
    SCREEN_SIZE = "screen_size"
    REFRESH_RATE = "refresh_rate"
    BRIGHTNESS = "brightness"
    MAIN_CAMERA = "main_camera"
    OPTICAL_ZOOM = "optical_zoom"
    WEIGHT = "weight"


@enum_type(
    ASC="The least first.",
    DESC="The greatest first.",
)
class Direction(Enum):
    """Which end of an order comes first."""

    ASC = "asc"
    DESC = "desc"


@input_type
class ProductSort:
    """The order of a list."""

    by: ProductOrder = strawberry.field(
        description="POPULARITY is the number of purchases. PRICE needs a filter of the price, which says the currency."
    )
    direction: Direction = strawberry.field(default=Direction.ASC, description="Which end comes first.")


Chosen = Annotated[
    ProductFilter | None, strawberry.argument(name="filter", description="Which products; all by default.")
]
Sorted = Annotated[
    ProductSort | None, strawberry.argument(name="sort", description="In which order; by id by default.")
]


def sought_of(given: ProductFilter | None, *more: AnyOf) -> Sought:
    """Return what the reader seeks.

    Raises:
        BadInputError: a list is too long, or a unit is none of its attribute's.
    """
    if given is None:
        return Sought(more)
    anyone = (
        ("brands", [given.brand] if given.brand else None),
        ("categories", [given.category] if given.category else None),
        ("brands", given.brands),
        ("categories", given.categories),
        ("", given.models),
        ("", given.use_cases),
        *(("", [feature]) for feature in _few("features", given.features or ())),
    )
    least, most = given.price.ends() if given.price else (None, None)
    return Sought(
        groups=(
            *more,
            *(AnyOf(tuple(_few("ids", ids)), part) for part, ids in anyone if ids),
            *(_conditions(given.parameters) if given.parameters else ()),
        ),
        least=least,
        most=most,
        currency=given.price.currency if given.price else None,
        in_stock=given.in_stock,
    )


def order_of(given: ProductSort | None, sought: Sought) -> Order:
    """Return the reader's order.

    Raises:
        BadInputError: prices of several currencies are to be ordered.
    """
    if given is None:
        return Order()
    if given.by is ProductOrder.PRICE and sought.currency is None:
        raise BadInputError(
            "prices of one currency have an order; say which in `filter: {price: {currency}}`"
        )
    attribute = given.by.value
    unit = "" if attribute.isupper() else kept(attribute, None)[0]
    return Order(attribute, unit, descending=given.direction is Direction.DESC)


def _conditions(given: ParameterFilter) -> Iterable[Between | Among]:
    for field in fields(given):
        wanted: QuantityRange | Choice | None = getattr(given, field.name)
        if isinstance(wanted, QuantityRange):
            unit, factor = kept(field.name, wanted.unit)
            least = -LAST if wanted.gte is None else scaled(wanted.gte, factor)
            most = LAST if wanted.lte is None else scaled(wanted.lte, factor)
            yield Between(field.name, unit, least, most)
        elif wanted and wanted.any:
            yield Among(field.name, tuple(_few(field.name, wanted.any)))


def _few(name: str, texts: Iterable[str]) -> list[str]:
    given = list(texts)
    if len(given) > MAX_CHOICES:
        raise BadInputError(f"`{name}` has {len(given)} choices; at most {MAX_CHOICES} are taken")
    if longest := next((text for text in given if len(text) > MAX_TEXT), None):
        raise BadInputError(
            f"a choice of `{name}` has {len(longest)} characters; at most {MAX_TEXT} are taken"
        )
    return given
