"""Lists of products: a page of what passes a filter in an order, and what there is in it to filter by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cards import card
from graph.details import named
from graph.views.lists import Facets, Page, Place, ValueCount

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.statements import Row, Statements

LAST: Final = 1e308
"""The rank of what lacks that by which the list is ordered."""
COUNTED: Final = 10_000
"""Products of an answer that facets look at."""
JOINED: Final = frozenset({"features"})
"""Parts of which products must have each that is chosen: one more is counted beside those."""
LISTED: Final = 100
"""Brands, categories and features of the facets, those with most products first."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of these entities (brands, categories, features, use cases), by id.

    `part` is the part of the facets whose own condition it is, which counts without it.
    """

    ids: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """A number of an attribute in the unit that the graph keeps it in, ends included."""

    attribute: str
    unit: str
    least: float = -LAST
    most: float = LAST


@dataclass(frozen=True, slots=True)
class Among:
    """One of these values of an attribute, whatever their case."""

    attribute: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """Which products: those that meet every part. None is any; what nobody states meets nothing."""

    groups: tuple[AnyOf | Between | Among, ...] = ()
    least: float | None = None
    most: float | None = None
    currency: str | None = None
    in_stock: bool | None = None

    def params(self) -> dict[str, Any]:
        """Return what statements take, case folded."""
        groups = [{"part": getattr(group, "attribute", ""), **asdict(group)} for group in self.groups]
        for group in groups:
            if "values" in group:
                group["values"] = [value.lower() for value in group["values"]]
        return {
            "groups": groups,
            "least": self.least,
            "most": self.most,
            "currency": self.currency,
            "in_stock": self.in_stock,
        }


@dataclass(frozen=True, slots=True)
class Order:
    """By `ID`, `PRICE`, `POPULARITY` (purchases), `RELEASED` or an attribute's number in a unit."""

    by: str = "ID"
    unit: str = ""
    descending: bool = False


START: Final = Place(-LAST, "")
BY_ID: Final = Order()
ALL: Final = Sought()


class ListReader:
    """Reads lists of products; each method is one statement. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def prepare(self) -> None:
        """Have the server plan both statements, which takes seconds where they take milliseconds."""
        await self._statements.plan("list_page", **_page(ALL, 1, BY_ID, START))
        await self._statements.plan("list_facets", **_facets(ALL, (), ()))

    async def page(self, sought: Sought, first: int, order: Order = BY_ID, after: Place = START) -> Page:
        """Return up to `first` products that are sought, the next after a place in the order."""
        rows = await self._statements.read("list_page", **_page(sought, first, order, after))
        return Page(
            tuple(card(row["card"]) for row in rows[:first]),
            more=len(rows) > first,
            ranks=tuple(float(row["rank"]) for row in rows[:first]),
        )

    async def facets(
        self, sought: Sought, parts: Collection[str], attributes: Collection[str] = ()
    ) -> Facets:
        """Return how many products are sought, and of the first `COUNTED` those `parts` that are asked for.

        `parts` are `brands`, `categories`, `features`, `prices`, `inStock` and `parameters` (those of `attributes`).
        Each but `features`, and each attribute, counts what would be found without its own condition.
        """
        (row,) = await self._statements.read("list_facets", **_facets(sought, parts, attributes))
        return facets_of(row)


def _page(sought: Sought, first: int, order: Order, after: Place) -> dict[str, Any]:
    place = {"rank": after.rank, "after": after.id, "last": LAST}
    by = {"by": order.by, "unit": order.unit, "sign": -1.0 if order.descending else 1.0}
    return {"sought": sought.params() | place | by, "limit": first + 1}


def _facets(sought: Sought, parts: Collection[str], attributes: Collection[str]) -> dict[str, Any]:
    asked = {"parts": list(parts), "attributes": list(attributes), "open": [*{*parts} - JOINED, *attributes]}
    return {"sought": sought.params() | asked, "limit": LISTED, "most": COUNTED}


def facets_of(row: Row) -> Facets:
    """Return what a row of `list_facets` counts."""

    def entities(label: str, part: str) -> tuple[Any, ...]:
        return tuple((named(label, node), products) for node, products in row[part])

    return Facets(
        total=row["total"],
        counted=row["counted"],
        brands=entities("Brand", "brands"),
        categories=entities("Category", "categories"),
        features=entities("Feature", "features"),
        parameters=tuple(ValueCount(**value) for value in row["parameters"]),
        prices=tuple((currency, price, products) for currency, price, products in row["prices"]),
        in_stock=row["in_stock"],
    )
