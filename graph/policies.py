"""The shop's rules, by topic and by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from graph.lucene import escape

if TYPE_CHECKING:
    from graph.statements import Statements

LIMIT: Final = 5
POOL: Final = 200
"""Hits of the index among which a language and a topic are looked for."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule of the shop; `days` is its period, whose first day is that of delivery (`same`) or the next."""

    id: str
    topic: str
    title: str
    text: str
    language: Literal["zh", "en"]
    days: int | None = None
    first_day: Literal["same", "next"] | None = None


class PolicyReader:
    """Finds policies. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def about(
        self, topic: str | None, language: str, text: str = "", limit: int = LIMIT
    ) -> list[Policy]:
        """Return the policies of a topic, those with words of `text` first; without a topic those with such words."""
        found: list[Policy] = []
        if words := escape(text):
            params = {"words": words, "topic": topic, "language": language, "pool": POOL, "limit": limit}
            rows = await self._statements.read("policies_with", **params)
            found = [Policy(**row["policy"]) for row in rows]
        if topic:
            rows = await self._statements.read("policies_of", topic=topic, language=language, limit=limit)
            found += [Policy(**row["policy"]) for row in rows]
        return list(dict.fromkeys(found))[:limit]
