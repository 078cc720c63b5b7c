"""What the assistant asks of the graph when it looks for products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cards import card
from graph.facts import fact_view
from graph.lists import COUNTED, LISTED, facets_of
from graph.views.facts import FactView
from graph.views.lists import Facets
from graph.views.things import Card

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.statements import Statements

SCORED: Final = 6_000
"""Products of an answer whose score is computed."""
ARTICLES: Final = ("expert_review", "description", "review")
"""Kinds of text that explain a thing."""
VALUES: Final = 5_000
"""Values of an attribute that are read."""
EMPTY: Final[Mapping[str, Any]] = {
    "groups": [], "least": None, "most": None, "currency": None, "in_stock": None, "by": "", "after": "", "refused": [],
    "unwanted": [], "seen": [], "foremost": "", "example": "", "praised": [], "uses": [], "leans": [],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Products that meet every condition, best first, of `total`; `numbers` by attribute for each that leaned."""

    total: int
    cards: tuple[Card, ...]
    numbers: tuple[Mapping[str, float | None], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text that speaks of a thing, with the sentence."""

    fact: FactView
    title: str | None
    product: str | None
    url: str | None


class FindingReader:
    """Looks for products; each method is one statement. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def prepare(self) -> None:
        """Have the server plan the statements, which takes seconds where they take milliseconds."""
        await self._statements.plan("find_products", sought=dict(EMPTY), limit=1, most=1)

    async def find(self, sought: Mapping[str, Any], first: int) -> Found:
        """Return the best `first` of the products that meet `sought`, see `find_products`."""
        rows = await self._statements.read(
            "find_products", sought={**EMPTY, **sought}, limit=first, most=SCORED
        )
        return Found(
            rows[0]["total"] if rows else 0,
            tuple(card(row["card"]) for row in rows),
            tuple(dict(row["numbers"]) for row in rows),
        )

    async def counted(self, sought: Mapping[str, Any]) -> Facets:
        """Return how many products meet `sought`, and what brands, categories and prices there are among them."""
        asked = {"parts": ["brands", "categories", "prices"], "attributes": [], "open": []}
        (row,) = await self._statements.read(
            "list_facets", sought={**EMPTY, **sought, **asked}, limit=LISTED, most=COUNTED
        )
        return facets_of(row)

    async def spread(
        self, categories: Sequence[str], attributes: Sequence[str], currency: str | None
    ) -> dict[str, tuple[str, float, float]]:
        """Return unit, lowest and highest tenth of each attribute's numbers."""
        rows = await self._statements.read(
            "find_spread", categories=list(categories), attributes=list(attributes), currency=currency
        )
        return {row["attribute"]: tuple(row["spread"]) for row in rows}

    async def values(self, attributes: Sequence[str]) -> dict[str, list[str]]:
        """Return all values of each attribute, at most `VALUES`."""
        rows = await self._statements.read("find_values", attributes=list(attributes), limit=VALUES)
        return {row["attribute"]: row["values"] for row in rows}

    async def sold(self, ids: Sequence[str]) -> dict[str, Card]:
        """Return a product of each model, or the product itself, by the id that was given."""
        rows = await self._statements.read("find_sold", ids=list(ids))
        return {row["id"]: card(row["card"]) for row in rows}

    async def articles(self, entity: str, first: int) -> list[Article]:
        """Return what texts say of a thing."""
        rows = await self._statements.read("find_articles", id=entity, kinds=list(ARTICLES), limit=first)
        facts = [fact_view(row["fact"], row["source"]) for row in rows]
        return [
            Article(fact, row["title"], row["product"], row["url"])
            for fact, row in zip(facts, rows, strict=True)
        ]
