"""Hand-written rows in the shape of `recommend.ports`."""

from __future__ import annotations

from dataclasses import dataclass, field

from recommend.ports import Rule


@dataclass(frozen=True)
class Event:
    product: str
    type: str = "VIEWED"
    weight: float = 0.5
    price: float | None = None
    currency: str | None = "CNY"


@dataclass(frozen=True)
class Hit:
    recall: str
    product: str
    via: str = ""
    relation: str = ""
    weight: float = 1.0


@dataclass(frozen=True)
class Evidence:
    events: tuple[Event, ...] = ()
    hits: tuple[Hit, ...] = ()
    known: bool = True
    owned: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AppliedRule:
    action: str
    strength: float = 1.0
    id: str = "rule/1"
    reason: str = "because"


@dataclass(frozen=True)
class Candidate:
    id: str
    price: float | None = None
    currency: str | None = "CNY"
    popularity: int = 0
    groups: frozenset[str] = frozenset()
    rules: tuple[Rule, ...] = field(default=())
