"""What subscriptions ask of the graph, once an interval for all that they watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.statements import Statements


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs."""

    amount: float
    currency: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a shopper's list depends on: equal ones give equal lists, as far as the shopper and the shop go.

    `shopper` is who it is and how much they did, None for an unknown one; `shop` the live set and the rules in force.
    """

    shopper: tuple[Any, ...] | None
    shop: tuple[Any, ...]


class WatchReader:
    """Reads what may change; each method is one statement, whatever the number of ids."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def prices(self, products: Collection[str]) -> dict[str, Price]:
        """Return prices by the products' ids; one without a price has no entry."""
        row = await self._statements.read_one("watch_prices", watched={"ids": list(products)})
        return {id_: Price(amount, currency) for id_, amount, currency in (row["prices"] if row else ())}

    async def bases(self, shoppers: Collection[str]) -> dict[str, Basis]:
        """Return what lists depend on, for every id, known or not."""
        row = await self._statements.read_one("watch_shoppers", watched={"ids": list(shoppers)})
        shop = (row["live"], row["rules"]) if row else ()
        known = {id_: tuple(did) for id_, *did in (row["shoppers"] if row else ())}
        return {id_: Basis(known.get(id_), shop) for id_ in shoppers}
