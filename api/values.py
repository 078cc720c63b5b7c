"""Values with a unit, and languages."""

from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from api.documented import object_type


@strawberry.enum(description="Language of a text.")
class Language(Enum):
    """Language of a text."""

    ZH = "zh"
    EN = "en"


In = Annotated[Language, strawberry.argument(description="Language of the answer.")]


@object_type
class Money:
    """An amount of money."""

    amount: Decimal = strawberry.field(description="The exact decimal amount.")
    currency: str = strawberry.field(description="ISO 4217 code, such as CNY.")


@object_type
class Quantity:
    """A number with its unit."""

    value: float = strawberry.field(description="The number, in `unit`.")
    unit: str = strawberry.field(description="The unit, such as mAh; empty for a bare number.")


def money(amount: float | None, currency: str | None) -> Money | None:
    """Return the money, or None where either part is unknown."""
    if amount is None or currency is None:
        return None
    return Money(amount=Decimal(str(amount)), currency=currency)
