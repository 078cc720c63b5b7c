"""What the API asks of the graph about products, brands and words; `graph.people` has the shoppers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graph.cards import card, found
from graph.details import features, named, opinions
from graph.facts import fact_view, fact_views
from graph.parameters import settle
from graph.views.details import Details
from graph.views.facts import FactView, SourceView
from graph.views.found import Similar
from graph.views.readiness import Readiness
from graph.views.things import BrandView, Card, ModelView, Named, Value
from graph.within import ANY, Within

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from graph.statements import Statements


PARTS: Final = ("features", "parameters", "opinions", "useCases")
"""Of a product's details."""
POOL: Final = 200
"""Similar products among which those are looked for that pass a shopper's constraints."""


class Reader:
    """Reads products; each method is one statement and takes as many ids as it is given.

    An id that the graph lacks has no entry in the answer. Errors are `graph.errors`'.
    """

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def cards(self, ids: Sequence[str]) -> dict[str, Card]:
        """Return the cards of products by id."""
        row = await self._statements.read_one("read_cards", ids=list(ids))
        return {one.id: one for one in map(card, row["cards"] if row else ())}

    async def similar(self, product: str, first: int, within: Within = ANY) -> list[Similar]:
        """Return products like one: by its edges, then its embedding, then its model.

        Within constraints, they are looked for among the `POOL` most alike of each.
        """
        pool = first if within.any else max(first, POOL)
        rows = await self._statements.read(
            "read_similar", id=product, pool=pool, limit=first, **within.params()
        )
        return [Similar(card(row["card"]), row["relation"], row["score"]) for row in rows]

    async def details(
        self,
        products: Sequence[str],
        parts: Collection[str] = PARTS,
        attributes: Collection[str] | None = None,
    ) -> dict[str, Details]:
        """Return of products, by id, those `parts` that are asked for, and of parameters those of `attributes`."""
        # One map, so that lists of another length have the same plan.
        sought = {
            "ids": list(products),
            "parts": list(parts),
            "attributes": None if attributes is None else list(attributes),
        }
        rows = await self._statements.read("read_details", sought=sought)
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
        """Return up to `limit` facts of each thing, of a product its model's too, the surest first."""
        rows = await self._statements.read("read_facts", ids=list(products), limit=limit)
        return {row["id"]: fact_views(row["facts"], row["sources"]) for row in rows}

    async def stated(
        self, pairs: Sequence[tuple[str, str]], limit: int = 200
    ) -> dict[tuple[str, str], tuple[FactView, ...]]:
        """Return up to `limit` facts that name the object, for each pair of a subject and an object."""
        rows = await self._statements.read("read_stated", pairs=[list(pair) for pair in pairs], limit=limit)
        return {(row["pair"][0], row["pair"][1]): fact_views(row["facts"], row["sources"]) for row in rows}

    async def facts_by_id(self, ids: Sequence[str]) -> dict[str, FactView]:
        """Return facts by their own id."""
        rows = await self._statements.read("read_facts_by_id", ids=list(ids))
        return {row["id"]: fact_view(row["fact"], row["source"]) for row in rows}

    async def sources_by_id(self, ids: Sequence[str]) -> dict[str, SourceView]:
        """Return the texts that facts were read in, by their own id."""
        rows = await self._statements.read("read_sources_by_id", ids=list(ids))
        return {row["source"]["id"]: SourceView(**row["source"]) for row in rows}

    async def nodes(self, ids: Sequence[str]) -> dict[str, Card | Named]:
        """Return products and entities by id."""
        rows = await self._statements.read("read_nodes", ids=list(ids))
        return {row["node"]["id"]: found(row["label"], row["node"]) for row in rows}

    async def values(self, ids: Sequence[str]) -> dict[str, Value]:
        """Return values of attributes by id, whoever has them."""
        rows = await self._statements.read("read_values", ids=list(ids))
        return {row["value"]["id"]: Value(**row["value"]) for row in rows}

    async def models(self, ids: Sequence[str]) -> dict[str, ModelView]:
        """Return brand and category of models by id."""
        rows = await self._statements.read("read_models", ids=list(ids))
        return {
            row["id"]: ModelView(
                brand=named("Brand", row["brand"]) if row["brand"] else None,
                category=named("Category", row["category"]) if row["category"] else None,
            )
            for row in rows
        }

    async def brands(self, ids: Sequence[str], popular: int = 10, models: int = 100) -> dict[str, BrandView]:
        """Return what brands make, by id, with their `popular` most bought products and `models` newest models."""
        rows = await self._statements.read("read_brands", ids=list(ids), limit=popular, models=models)
        return {
            row["id"]: BrandView(
                products=row["products"],
                categories=tuple((named("Category", node), size) for node, size in row["categories"]),
                popular=tuple(card(one) for one in row["popular"]),
                models=tuple(named("Model", node) for node in row["models"]),
            )
            for row in rows
        }

    async def readiness(self) -> Readiness:
        """Return the state of the database; two statements."""
        version = await self._statements.read_one("read_readiness")
        pending = await self._statements.read("read_pending_indexes")
        return Readiness(version["version"] if version else 0, tuple(row["name"] for row in pending))
