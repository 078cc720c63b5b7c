"""How large the graph is, by which the cost of a question is told before it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.statements import Statements


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of nodes and relations; `stated` are relations that facts are of, `neighbours` those between products."""

    products: int = 0
    models: int = 0
    brands: int = 0
    facts: int = 0
    users: int = 0
    segments: int = 0
    stated: int = 0
    neighbours: int = 0
    events: int = 0
    memberships: int = 0


class CountsReader:
    """Reads the counts; time does not grow with the graph."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def counts(self) -> Counts:
        """Return the counts as they are now."""
        (row,) = await self._statements.read("counts_read")
        return Counts(**row["counts"])
