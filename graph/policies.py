"""The shop's rules, by topic and by words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from graph.lucene import escape

if TYPE_CHECKING:
    from graph.statements import Row, Statements

LIMIT: Final = 50
POOL: Final = 200
"""Hits of the index among which a language and a topic are looked for."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One rule of the shop; `days` is its period, whose first day is that of delivery (`same`) or the next.

    `asked_as` are words by which shoppers ask for it.
    """

    id: str
    topic: str
    title: str
    text: str
    language: Literal["zh", "en"]
    days: int | None = None
    first_day: Literal["same", "next"] | None = None
    asked_as: tuple[str, ...] = ()


class PolicyReader:
    """Finds policies. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def prepare(self) -> None:
        """Have the server plan the statements."""
        params = {"topic": "", "language": "", "limit": LIMIT}
        await self._statements.plan("policy_by_id", id="")
        await self._statements.plan("policies_of", **params)
        await self._statements.plan("policies_with", **params, words="a", pool=POOL)

    async def get(self, id_: str) -> Policy | None:
        """Return a policy by its id."""
        row = await self._statements.read_one("policy_by_id", id=id_)
        return _policy(row) if row else None

    async def of_topic(self, topic: str, language: str, limit: int = LIMIT) -> list[Policy]:
        """Return the policies of a topic, in an order that stays."""
        rows = await self._statements.read("policies_of", topic=topic, language=language, limit=limit)
        return [_policy(row) for row in rows]

    async def with_words(
        self, text: str, language: str, topic: str | None = None, limit: int = LIMIT
    ) -> list[Policy]:
        """Return the policies that have words of a text, the best first; of one topic, or of any."""
        if not (words := escape(text)):
            return []
        params = {"words": words, "topic": topic, "language": language, "pool": POOL, "limit": limit}
        rows = await self._statements.read("policies_with", **params)
        return [_policy(row) for row in rows]


def _policy(row: Row) -> Policy:
    return Policy(**{**row["policy"], "asked_as": tuple(row["policy"]["asked_as"] or ())})
