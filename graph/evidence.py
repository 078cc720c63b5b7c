"""Rows that the recommender reads: plain frozen data in the shape of `recommend.ports`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph.views.facts import FactView


@dataclass(frozen=True, slots=True)
class Event:
    """One of the shopper's latest events; `weight` > 0 says what it tells of taste."""

    product: str
    type: str
    weight: float
    price: float | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """One piece of evidence for a product."""

    recall: str
    product: str
    via: str
    relation: str
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the graph knows about a shopper."""

    known: bool = False
    owned: frozenset[str] = frozenset()
    events: tuple[Event, ...] = ()
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A merchandiser's rule in force."""

    id: str
    action: str
    strength: float
    reason: str


@dataclass(frozen=True, slots=True)
class TargetedRule(Rule):
    """A rule with the ids of what it applies to; `products` are those of them that can be bought."""

    targets: frozenset[str]
    products: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shopper:
    """What a learned ranking knows a shopper by; see `recommend.ports.Shopper`."""

    user: str | None = None
    model: str | None = None
    owned: frozenset[str] = frozenset()
    did: Mapping[str, float] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    rules: tuple[TargetedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that may be recommended."""

    id: str
    price: float | None
    currency: str | None
    popularity: int
    groups: frozenset[str]
    rules: tuple[Rule, ...]


class Node(NamedTuple):
    """A node of a path; another shopper has neither id nor name."""

    id: str
    label: str
    name: str
    aliases: tuple[str, ...] = ()


class Step(NamedTuple):
    """One relation of a path, in its own direction."""

    source: Node
    relation: str
    target: Node


@dataclass(frozen=True, slots=True)
class Path:
    """A path of the graph that ends at `product`; see `recommend.ports.Path`."""

    kind: str
    product: str
    origin: Node | None
    via: Node | None
    count: int
    steps: tuple[Step, ...] = ()
    facts: tuple[FactView, ...] = ()
