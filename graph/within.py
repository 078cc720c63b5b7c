"""What a shopper's constraints leave of an answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Within:
    """Constraints on products, None for any; a product of which the property is unknown passes no constraint on it.

    `least` and `most` bound the price, in `currency`; `brand` is an id; `in_stock` is what a catalogue says.
    """

    least: float | None = None
    most: float | None = None
    currency: str | None = None
    brand: str | None = None
    in_stock: bool | None = None

    @property
    def any(self) -> bool:
        """Whether every product passes."""
        return self == Within()

    def params(self) -> dict[str, Any]:
        """Return the parameters of the statements that take constraints."""
        return asdict(self)


ANY = Within()
