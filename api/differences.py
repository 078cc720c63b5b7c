"""How a product differs from another, with the facts beneath both values."""

from typing import TYPE_CHECKING

import strawberry

from api.documented import object_type, resolved
from api.entities import Info
from api.facts import Fact, First, stated
from api.values import In, Language, Quantity

if TYPE_CHECKING:
    from recommend import differences


@object_type
class Difference:
    """How a product differs in one attribute from the one that was asked about."""

    text_zh: strawberry.Private[str]
    text_en: strawberry.Private[str]
    products: strawberry.Private[tuple[str, str]]
    values: strawberry.Private[tuple[str, str]]
    attribute: str = strawberry.field(description="Such as battery_capacity, weight, price.")
    better: bool | None = strawberry.field(description="Null where it is a matter of taste.")
    origin: Quantity = strawberry.field(description="The value of the product that was asked about.")
    other: Quantity = strawberry.field(description="The value of this one.")

    @resolved
    def text(self, language: In = Language.EN) -> str:
        """The difference in words, such as “＋20 % battery”."""
        return self.text_zh if language is Language.ZH else self.text_en

    @resolved
    async def origin_facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that state the value of the product that was asked about; none for a price only a shop sets."""
        return await stated(info, self.products[0], self.values[0], first) if self.values[0] else []

    @resolved
    async def other_facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that state this one's value."""
        return await stated(info, self.products[1], self.values[1], first) if self.values[1] else []


def difference_of(origin: str, other: str, told: "differences.Difference") -> Difference:
    """Return the type for a difference between two products."""
    return Difference(
        text_zh=told.text_zh,
        text_en=told.text_en,
        products=(origin, other),
        values=(told.origin_id, told.other_id),
        attribute=told.attribute,
        better=told.better,
        origin=Quantity(value=told.origin, unit=told.unit),
        other=Quantity(value=told.other, unit=told.unit),
    )
