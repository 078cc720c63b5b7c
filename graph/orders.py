"""Orders: written from files, and read for the shopper who placed them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from graph.batches import transact
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import neo4j

    from graph.statements import Statements

Status = Literal["ordered", "shipped", "delivered", "returned", "cancelled"]
LATEST: Final = 20
"""Orders that are read of one shopper."""


@dataclass(frozen=True, slots=True)
class OrderItem:
    """So many of a product in an order, `price` being that of one, and what the product is called and costs now.

    `name` is brand and model where these are known, which is shorter than the title; `about` are the ids of the product
    and of its model, brand and categories.
    """

    product: str
    title: str
    name: str
    quantity: int
    price: float | None = None
    currency: str | None = None
    price_now: float | None = None
    currency_now: str | None = None
    about: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """What a shopper bought, and how far it has come; times are UTC ISO 8601."""

    id: str
    at: str
    status: Status
    items: tuple[OrderItem, ...]
    shipped_at: str | None = None
    delivered_at: str | None = None
    carrier: str | None = None
    tracking: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Orders that were not written: their product is not there (order to product), or their id another's."""

    unknown: Mapping[str, str]
    taken: frozenset[str]


def write_orders(driver: neo4j.Driver, orders: Iterable[Mapping[str, Any]]) -> Refused:
    """Write orders (`user`, `items`, `properties` with `id`) in one transaction; an order that is there is updated.

    Raises:
        GraphError: the server refuses; nothing is written then.
    """
    rows = {order["properties"]["id"]: order for order in orders}
    queries = load_queries()

    def work(transaction: neo4j.ManagedTransaction) -> Refused:
        found = list(transaction.run(queries["write_orders_refused"].text, rows=list(rows.values())))
        refused = {row["id"] for row in found}
        written = [row for id_, row in rows.items() if id_ not in refused]
        transaction.run(queries["write_orders"].text, rows=written).consume()
        return Refused(
            {row["id"]: row["unknown"] for row in found if row["unknown"]},
            frozenset(row["id"] for row in found if row["taken"]),
        )

    return transact(driver, work)


class OrderReader:
    """Reads a shopper's orders. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def prepare(self) -> None:
        """Have the server plan the statement."""
        await self._statements.plan("orders_of", user="", limit=LATEST)

    async def of(self, user: str, limit: int = LATEST) -> list[Order]:
        """Return the latest orders of a shopper, the newest first; none of an unknown one."""
        rows = await self._statements.read("orders_of", user=user, limit=limit)
        return [Order(**row["order"], items=tuple(map(_item, row["items"]))) for row in rows]


def _item(item: dict[str, Any]) -> OrderItem:
    return OrderItem(**{**item, "about": frozenset(item["about"])})
