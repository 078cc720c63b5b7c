"""What the recommender asks of a graph, and the shape of the answers.

The reader is handed in (`graph.recall.RecallReader` live, arrays in batch work); nothing here knows a
database. All records are read-only.
"""

# ruff: noqa: D102 (each class says what its properties hold)
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from recommend.proofs import Clue, Path


class Event(Protocol):
    """One of the shopper's latest events; `type` is the relation's name, as `PURCHASED`.

    `weight` > 0 says what it tells of taste: by its type, fading with time.
    """

    @property
    def product(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...


class Hit(Protocol):
    """One piece of evidence for a product.

    `recall` names the recall it belongs to, `via` the node it came through (a product of an event, an
    entity, a segment), `relation` how, `weight` how strongly (≥ 0, in the relation's own unit).
    """

    @property
    def recall(self) -> str: ...
    @property
    def product(self) -> str: ...
    @property
    def via(self) -> str: ...
    @property
    def relation(self) -> str: ...
    @property
    def weight(self) -> float: ...


class Evidence(Protocol):
    """What the graph knows about a shopper; an unknown shopper has no events and no hits."""

    @property
    def known(self) -> bool: ...
    @property
    def owned(self) -> Collection[str]: ...
    @property
    def events(self) -> Sequence[Event]: ...
    @property
    def hits(self) -> Sequence[Hit]: ...


class Rule(Protocol):
    """A merchandiser's rule in force: `action` is pin, bury, filter or boost."""

    @property
    def id(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def strength(self) -> float: ...
    @property
    def reason(self) -> str: ...


class TargetedRule(Rule, Protocol):
    """A rule with the ids of what it applies to; `products` are those of them that can be bought."""

    @property
    def targets(self) -> Collection[str]: ...
    @property
    def products(self) -> Collection[str]: ...


class Shopper(Protocol):
    """What a learned ranking knows a shopper by; an unknown one did nothing.

    `user` is who it is, another one where a device was asked for that is known as a shopper, None for an unknown one;
    `did` is what each product of the latest events weighs, as its weightiest one; `model` is the version of the live
    model, None where none is published; `asked` are entities of the latest searches; `rules` are all that are in
    force.
    """

    @property
    def user(self) -> str | None: ...
    @property
    def model(self) -> str | None: ...
    @property
    def owned(self) -> Collection[str]: ...
    @property
    def did(self) -> Mapping[str, float]: ...
    @property
    def asked(self) -> Sequence[str]: ...
    @property
    def rules(self) -> Sequence[TargetedRule]: ...


class Choice(Protocol):
    """A product that may be recommended; `groups` are the ids of its model, brand, category and features."""

    @property
    def id(self) -> str: ...
    @property
    def groups(self) -> Collection[str]: ...
    @property
    def rules(self) -> Sequence[Rule]: ...


class Candidate(Choice, Protocol):
    """One with what the recalls weighed by hand look at."""

    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def popularity(self) -> int: ...


class Within(Protocol):
    """What a shopper insists on: a budget, a brand, in stock; the reader knows what it means."""

    @property
    def any(self) -> bool: ...
    def params(self) -> dict[str, Any]: ...


class Reader(Protocol):
    """The questions; each is one statement. Errors of the graph pass through unchanged."""

    async def shopper(self, user: str) -> Shopper:
        """Return what the shopper did last, and the version of the live model."""
        ...

    async def model(self, version: str) -> bytes | None:
        """Return the live model, or None where it is no longer this version."""
        ...

    async def evidence(self, user: str) -> Evidence:
        """Return the shopper's latest events and the recalls' hits."""
        ...

    async def popular(self, limit: int) -> Sequence[Hit]:
        """Return the products that most shoppers bought, best first."""
        ...

    async def candidates(self, products: Sequence[str]) -> Sequence[Candidate]:
        """Return those products, and the pinned ones, each with the rules that apply to it."""
        ...

    async def passing(self, products: Sequence[str], within: Within) -> Sequence[str]:
        """Return those of the products that pass the constraints, then others that do, best known first."""
        ...

    async def prepare(self) -> None:
        """Do beforehand what the first answer would have to wait for."""
        ...

    async def paths(self, user: str, products: Sequence[str], seeds: Sequence[str]) -> Sequence[Path]:
        """Return paths to each product, from the shopper over the seeds (products of events) or otherwise."""
        ...

    async def stated(self, products: Sequence[str]) -> Sequence[Path]:
        """Return a path to what is best known of each product, whoever asks."""
        ...

    async def beside(self, origin: str | None, products: Sequence[str]) -> Sequence[Path]:
        """Return paths to each product whoever asks: from a product, or without one from who bought it."""
        ...

    async def proofs(self, user: str, clues: Sequence[Clue]) -> Sequence[Path]:
        """Return the paths that the clues name, in their order; one that the graph does not bear out has none."""
        ...
