"""Values with a unit, and languages."""

from decimal import Decimal
from enum import Enum
from typing import Annotated

import strawberry

from api.documented import enum_type, object_type
from api.units import Unit, converted


@enum_type(
    ZH="Chinese.",
    EN="English.",
)
class Language(Enum):
    """Language of a text."""

    ZH = "zh"
    EN = "en"


In = Annotated[Language, strawberry.argument(name="lang", description="Language of the answer.")]
Named = Annotated[
    Language | None,
    strawberry.argument(name="lang", description="Language of the name; the canonical name by default."),
]


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


def money(amount: float, currency: str) -> Money:
    """Return the money, to the digits that are shown of the amount."""
    return Money(amount=Decimal(str(amount)), currency=currency)


def known_money(amount: float | None, currency: str | None) -> Money | None:
    """Return the money, or None where either part is unknown."""
    return None if amount is None or currency is None else money(amount, currency)


def quantity(number: float | None, unit: str, wanted: Unit | None = None) -> Quantity | None:
    """Return a quantity, in the wanted unit; None where there is no number or no way from one unit to the other."""
    if wanted and number is not None:
        number, unit = converted(number, unit, wanted), wanted.value
    return None if number is None else Quantity(value=number, unit=unit)


def in_language(name: str, aliases: list[str], language: Language | None) -> str:
    """Return the first of the names that is of the language, the canonical one where none is."""
    if language is None:
        return name
    chinese = language is Language.ZH
    return next((each for each in (name, *aliases) if is_chinese(each) is chinese), name)


def is_chinese(text: str) -> bool:
    """Say whether a text has a Chinese character."""
    return any("一" <= character <= "鿿" for character in text)
