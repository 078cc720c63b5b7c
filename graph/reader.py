"""What the API asks of the graph about products, brands and words; `graph.people` has the shoppers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.details import features, named, opinions
from graph.facts import fact_views
from graph.lucene import escape
from graph.parameters import settle
from graph.views import (
    BrandView,
    Card,
    Details,
    FactView,
    Match,
    Named,
    Page,
    Readiness,
    Similar,
)
from graph.within import ANY, Within

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.statements import Statements


POOL: Final = 200
"""Similar products among which those are looked for that pass a shopper's constraints."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which products: all of `entities` (ids of brands, categories, features), and a range of prices."""

    entities: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    currency: str | None = None


class Reader:
    """Reads products; each method is one statement and takes as many ids as it is given.

    An id that the graph lacks has no entry in the answer. Errors are `graph.errors`'.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def cards(self, ids: Sequence[str]) -> dict[str, Card]:
        """Return the cards of products by id."""
        row = await self._statements.read_one("read_cards", ids=list(ids))
        return {card.id: card for card in map(_card, row["cards"] if row else ())}

    async def page(self, chosen: Filter, first: int, after: str = "") -> Page:
        """Return up to `first` products that pass the filter, the next after the id `after`."""
        rows = await self._statements.read(
            "read_page",
            entities=list(chosen.entities),
            after=after,
            least=chosen.least,
            most=chosen.most,
            currency=chosen.currency,
            limit=first + 1,
        )
        return Page(tuple(_card(row["card"]) for row in rows[:first]), more=len(rows) > first)

    async def search(self, text: str, first: int) -> list[Match]:
        """Return what is named by the words of `text` in Chinese or English, best first."""
        lucene = escape(text)
        if not lucene:
            return []
        rows = await self._statements.read("read_search", lucene=lucene, limit=first)
        return [Match(row["score"], _found(row["label"], row["node"])) for row in rows]

    async def similar(self, product: str, first: int, within: Within = ANY) -> list[Similar]:
        """Return products like one: by its edges, then its embedding, then its model.

        Within constraints, they are looked for among the `POOL` most alike of each.
        """
        pool = first if within.any else max(first, POOL)
        rows = await self._statements.read(
            "read_similar", id=product, pool=pool, limit=first, **within.params()
        )
        return [Similar(_card(row["card"]), row["relation"], row["score"]) for row in rows]

    async def details(self, products: Sequence[str]) -> dict[str, Details]:
        """Return features, parameters, opinions and use cases of products by id."""
        rows = await self._statements.read("read_details", ids=list(products))
        return {
            row["id"]: Details(
                features=features(row["features"]),
                parameters=settle(row["parameters"]),
                opinions=opinions(row["opinions"]),
                use_cases=tuple(named("UseCase", node) for node in row["use_cases"]),
            )
            for row in rows
        }

    async def facts(self, products: Sequence[str], limit: int = 200) -> dict[str, tuple[FactView, ...]]:
        """Return up to `limit` facts of each product and its model, the surest first."""
        rows = await self._statements.read("read_facts", ids=list(products), limit=limit)
        return {row["id"]: fact_views(row["facts"], row["sources"]) for row in rows}

    async def stated(
        self, pairs: Sequence[tuple[str, str]], limit: int = 200
    ) -> dict[tuple[str, str], tuple[FactView, ...]]:
        """Return up to `limit` facts that name the object, for each pair of a product and an object."""
        rows = await self._statements.read("read_stated", pairs=[list(pair) for pair in pairs], limit=limit)
        return {(row["pair"][0], row["pair"][1]): fact_views(row["facts"], row["sources"]) for row in rows}

    async def names(self, ids: Sequence[str]) -> dict[str, Named]:
        """Return entities by id."""
        rows = await self._statements.read("read_names", ids=list(ids))
        return {row["node"]["id"]: named(row["label"], row["node"]) for row in rows}

    async def brands(self, ids: Sequence[str], popular: int = 10) -> dict[str, BrandView]:
        """Return what brands make, by id, with their `popular` most bought products."""
        rows = await self._statements.read("read_brands", ids=list(ids), limit=popular)
        return {
            row["id"]: BrandView(
                products=row["products"],
                categories=tuple((named("Category", node), size) for node, size in row["categories"]),
                popular=tuple(_card(card) for card in row["popular"]),
            )
            for row in rows
        }

    async def readiness(self) -> Readiness:
        """Return the state of the database; two statements."""
        version = await self._statements.read_one("read_readiness")
        pending = await self._statements.read("read_pending_indexes")
        return Readiness(version["version"] if version else 0, tuple(row["name"] for row in pending))


def _card(row: Mapping[str, Any]) -> Card:
    linked = {
        field: named(label, row[field]) if row[field] else None
        for field, label in (("model", "Model"), ("brand", "Brand"), ("category", "Category"))
    }
    return Card(**{**row, **linked})


def _found(label: str, node: Mapping[str, Any]) -> Card | Named:
    return _card(node) if label == "Product" else named(label, node)
