"""What the recommender asks of the graph: the shopper, evidence, popular products, candidates, paths.

Satisfies `recommend.ports.Reader` by its shape; neither room imports the other.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Protocol

from graph.evidence import Candidate, Event, Evidence, Hit, Path, Rule, Shopper, TargetedRule
from graph.paths import by_seed, paths_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.paths import Clue
    from graph.statements import Statements


EVENT_WEIGHTS: Final = {"PURCHASED": 1.0, "RATED": 0.9, "REVIEWED": 0.9, "ADDED_TO_CART": 0.8, "VIEWED": 0.5}
"""What an event says of taste."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a recall reaches; together they bound an answer's cost whatever the size of the graph."""

    history: int = 200
    """The shopper's latest events that a learned ranking sees."""
    events: int = 20
    """The shopper's latest events that are looked at."""
    recency: float = 0.85
    """What an event weighs against the one after it, where it is known when they were."""
    fanout: int = 40
    """Products taken for one event, one entity or one segment."""
    neighbours: int = 60
    """Products taken from the vector index for one vector."""
    vias: int = 16
    """Entities the shopper's paths may pass, those that say most first."""
    common: int = 600
    """Products an entity may have before it says nothing about taste."""
    peers: int = 300
    """Shoppers of a segment, or of a product, whose purchases are counted."""
    passing: int = 200
    """Products within a shopper's constraints that are looked at besides what the recalls propose."""
    each: int = 2
    """Paths of a kind for one product."""


class RecallReader:
    """Answers the recommender's questions, each with one statement."""

    def __init__(self, statements: Statements, limits: Limits | None = None) -> None:
        self._statements = statements
        self._limits = limits or Limits()

    async def prepare(self) -> None:
        """Have the server plan what answers wait for: it takes seconds where an answer takes milliseconds."""
        sought = {"user": "", "products": [], "seeds": []}
        limits = asdict(self._limits)
        for name in ("recall_shopper", "recall_stated", "recall_proofs", "recall_paths", "recall_evidence"):
            await self._statements.plan(name, user="", weights=EVENT_WEIGHTS, sought=sought, **limits)

    async def shopper(self, user: str) -> Shopper:
        """Return what a learned ranking knows a shopper by; of an unknown one the live model's version alone."""
        history, weights = self._limits.history, EVENT_WEIGHTS
        row = await self._statements.read_one("recall_shopper", user=user, history=history, weights=weights)
        if row is None:
            return Shopper()
        return Shopper(
            user=row["user"],
            model=row["model"],
            owned=frozenset(row["owned"]),
            did=dict(row["did"]),
            asked=tuple(row["asked"]),
            rules=tuple(TargetedRule(*rule[:4], *map(frozenset, rule[4:])) for rule in row["rules"]),
        )

    async def model(self, version: str) -> bytes | None:
        """Return the live model, or None where it is no longer this version, or being replaced meanwhile."""
        rows = await self._statements.read("recall_model", version=version)
        content = b"".join(row["content"] for row in rows)
        return content if sha256(content).hexdigest() == version else None

    async def evidence(self, user: str) -> Evidence:
        """Return the shopper's latest events and the recalls' hits; nothing for an unknown shopper."""
        limits = self._limits
        row = await self._statements.read_one(
            "recall_evidence",
            user=user,
            events=limits.events,
            weights=EVENT_WEIGHTS,
            recency=limits.recency,
            fanout=limits.fanout,
            neighbours=limits.neighbours,
            vias=limits.vias,
            common=limits.common,
            peers=limits.peers,
        )
        if row is None:
            return Evidence()
        return Evidence(
            known=True,
            owned=frozenset(row["owned"]),
            events=tuple(Event(**event) for event in row["events"]),
            hits=tuple(Hit(*hit) for hit in row["hits"]),
        )

    async def popular(self, limit: int) -> list[Hit]:
        """Return the products most shoppers bought, best first. Time grows with the number of products."""
        rows = await self._statements.read("recall_popular", limit=limit)
        return [Hit("popularity", row["product"], "", "PURCHASED", row["weight"]) for row in rows]

    async def candidates(self, products: Sequence[str]) -> list[Candidate]:
        """Return those products, and the pinned ones, each with the rules in force that apply to it."""
        rows = await self._statements.read("recall_candidates", products=list(products))
        return [
            Candidate(
                id=row["id"],
                price=row["price"],
                currency=row["currency"],
                popularity=row["popularity"],
                groups=frozenset(row["groups"]),
                rules=tuple(Rule(*rule) for rule in row["rules"]),
            )
            for row in rows
        ]

    async def passing(self, products: Sequence[str], within: Constraints) -> list[str]:
        """Return those of the products that pass the constraints, then the most bought of the others that do.

        Time grows with the number of products.
        """
        row = await self._statements.read_one(
            "recall_passing", products=list(products), limit=self._limits.passing, **within.params()
        )
        return row["products"] if row else []

    async def paths(self, user: str, products: Sequence[str], seeds: Sequence[str]) -> list[Path]:
        """Return paths that end at each product, from the shopper over the seeds where there are any."""
        sought = {"user": user, "products": list(products), "seeds": list(seeds)}
        row = await self._statements.read_one("recall_paths", sought=sought, each=self._limits.each)
        return paths_of(row) if row else []

    async def stated(self, products: Sequence[str]) -> list[Path]:
        """Return a path to what is best known of each product."""
        row = await self._statements.read_one(
            "recall_stated", sought={"user": "", "products": list(products)}
        )
        return paths_of(row) if row else []

    async def beside(self, origin: str | None, products: Sequence[str]) -> list[Path]:
        """Return paths to each product whoever asks: from a product, or without one from who bought it."""
        sought = {"user": "", "origin": origin or "", "products": list(products)}
        row = await self._statements.read_one(
            "recall_beside", sought=sought, each=self._limits.each, peers=self._limits.peers
        )
        return paths_of(row) if row else []

    async def proofs(self, user: str, clues: Sequence[Clue]) -> list[Path]:
        """Return the paths that the clues name, in their order; one that the graph does not bear out has none."""
        sought = {"user": user, "seeds": by_seed(clues)}
        row = await self._statements.read_one("recall_proofs", sought=sought, peers=self._limits.peers)
        return paths_of(row) if row else []


class Constraints(Protocol):
    """What a shopper insists on, as `graph.within.Within`."""

    def params(self) -> dict[str, Any]: ...  # noqa: D102
