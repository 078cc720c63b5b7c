"""What the API asks of the graph for kinds of answer besides "for you" and "similar"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.recall import EVENT_WEIGHTS
from graph.within import ANY, Within

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from graph.statements import Row, Statements

HALF_LIFE_DAYS: Final = 7.0
"""Days before the newest event after which an event counts half for what is trending."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an answer reaches; together these bound its cost whatever the size of the graph."""

    edges: int = 1_000
    """Edges of the data from one product."""
    buyers: int = 500
    """Shoppers of one product whose other purchases are counted."""
    peers: int = 300
    """Shoppers of a segment whose events are counted."""
    each: int = 200
    """Events of one shopper."""
    events: int = 2_000
    """The newest events of a type."""
    neighbours: int = 200
    """Neighbours of a product, and as many by its embedding, that may stand in for it."""
    pool: int = 1_000
    """Products of its category that may."""
    values: int = 200
    """Values of one product."""


@dataclass(frozen=True, slots=True)
class Together:
    """A product bought together with another: `given` is the data's score, `shoppers` bought both."""

    product: str
    given: float | None
    shoppers: int


@dataclass(frozen=True, slots=True)
class Popular:
    """A product that `shoppers` did something with; `score` weighs what they did."""

    product: str
    score: float
    shoppers: int


@dataclass(frozen=True, slots=True)
class Value:
    """The only number that is shown of an attribute; `id` is the parameter's."""

    number: float
    unit: str
    id: str


@dataclass(frozen=True, slots=True)
class Comparable:
    """A product with its values by attribute; an attribute of several values, contested or not, is left out."""

    id: str
    model: str | None
    price: float | None
    currency: str | None
    values: Mapping[str, Value]


class KindsReader:
    """Reads other kinds of answer; each method is one statement. Errors are `graph.errors`'.

    A product or segment that the graph lacks has an empty answer.
    """

    def __init__(self, statements: Statements, reach: Reach | None = None) -> None:
        self._statements = statements
        self._reach = reach or Reach()

    async def bought_together(self, product: str, first: int, within: Within = ANY) -> list[Together]:
        """Return what is bought together with a product: as the data says first, then by what shoppers did."""
        reach = self._reach
        rows = await self._statements.read(
            "kinds_bought_together",
            id=product,
            edges=reach.edges,
            buyers=reach.buyers,
            each=reach.each,
            limit=first,
            **within.params(),
        )
        return [Together(row["product"], row["given"], row["shoppers"]) for row in rows]

    async def trending(self, first: int, within: Within = ANY) -> list[Popular]:
        """Return what shoppers do most with, an event counting half with every `HALF_LIFE_DAYS` before the newest."""
        rows = await self._statements.read(
            "kinds_trending",
            weights=EVENT_WEIGHTS,
            half_life=HALF_LIFE_DAYS,
            events=self._reach.events,
            limit=first,
            **within.params(),
        )
        return _popular(rows)

    async def popular_in(self, segment: str, first: int, within: Within = ANY) -> list[Popular]:
        """Return what the shoppers of a segment do most with."""
        rows = await self._statements.read(
            "kinds_segment",
            id=segment,
            weights=EVENT_WEIGHTS,
            peers=self._reach.peers,
            each=self._reach.each,
            limit=first,
            **within.params(),
        )
        return _popular(rows)

    async def comparable(
        self, product: str, attributes: Collection[str], within: Within = ANY
    ) -> tuple[Comparable, list[Comparable]] | None:
        """Return a product, and those of other models that share its category and, where it suits any, a use case.

        Each has what is known of `attributes`; None for an unknown product.
        """
        reach = self._reach
        rows = await self._statements.read(
            "kinds_comparable",
            id=product,
            attributes=list(attributes),
            neighbours=reach.neighbours,
            pool=reach.pool,
            values=reach.values,
            **within.params(),
        )
        first, *others = map(_comparable, rows) if rows else (None,)
        return (first, others) if first else None


def _popular(rows: Iterable[Row]) -> list[Popular]:
    return [Popular(row["product"], row["score"], row["shoppers"]) for row in rows]


def _comparable(row: Row) -> Comparable:
    stated = defaultdict(list)
    for attribute, number, unit, id_ in row["parameters"]:
        stated[attribute].append((number, unit, id_))
    values = {
        attribute: Value(*found[0])
        for attribute, found in stated.items()
        if len(found) == 1 and found[0][0] is not None
    }
    return Comparable(row["id"], row["model"], row["price"], row["currency"], values)
