"""What searches find, and what is like another thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.views.things import Card, Named


@dataclass(frozen=True, slots=True)
class Match:
    """Something that a search found; `by` are the lists that it stood in: WORDS, SPELLING, GRAPH, VECTORS."""

    score: float
    node: Card | Named
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that a text may be about to become, and what is called so."""

    text: str
    node: Named


@dataclass(frozen=True, slots=True)
class Similar:
    """A product like another; `relation` says how that is known."""

    card: Card
    relation: str
    score: float
