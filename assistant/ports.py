"""What the assistant asks of a graph; readers of `graph` fit, and nothing here knows a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.views import Article, Card, Details, Facets, Fact, Found


class States(Protocol):
    """A language encoder."""

    def __call__(self, text: str, /) -> NDArray[np.float32]:
        """Return the states of a text's pieces, [pieces, width], the first of which is the whole text's; or only 0."""


class Finding(Protocol):
    """Looks for products."""

    async def find(self, sought: Mapping[str, Any], first: int) -> Found:
        """Return the best `first` of the products that meet a plan; see `plan.plan`."""

    async def spread(
        self, categories: Sequence[str], attributes: Sequence[str], currency: str | None
    ) -> Mapping[str, tuple[str, float, float]]:
        """Return unit, and where the lowest and the highest tenth begin, of each attribute that has numbers."""

    async def values(self, attributes: Sequence[str]) -> Mapping[str, Sequence[str]]:
        """Return all values that are stated of each attribute."""

    async def sold(self, ids: Sequence[str]) -> Mapping[str, Card]:
        """Return products by id, and for the id of a model one of its products; what most is known of first."""

    async def articles(self, entity: str, first: int) -> Sequence[Article]:
        """Return texts that speak of an entity."""


class Facts(Protocol):
    """Reads what is known of products, and what states it."""

    async def details(self, products: Sequence[str]) -> Mapping[str, Details]:
        """Return what is known of products, by id."""

    async def stated(
        self, pairs: Sequence[tuple[str, str]], limit: int = 200
    ) -> Mapping[tuple[str, str], Sequence[Fact]]:
        """Return the facts, at most `limit` of each pair and the surest first, that state an id of a product."""

    async def nodes(self, ids: Sequence[str]) -> Mapping[str, Any]:
        """Return entities by id; products too, which have a title in place of a name."""


class Counts(Protocol):
    """Counts what there is among the products that meet a plan."""

    async def counted(self, sought: Mapping[str, Any]) -> Facets:
        """Return brands, categories and prices; see `plan.plan`."""
