"""Merchandising rules as nodes: what people decide about products, with an owner, a reason and an end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from graph.batches import transact
from graph.errors import DecisionError
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import neo4j

    from graph.statements import Row, Statements

Action = Literal["pin", "bury", "filter", "boost"]


@dataclass(frozen=True, slots=True)
class MerchandisingRule:
    """One rule; `targets` are ids of products, models, brands, categories or features.

    `strength` counts for boost alone: 0.5 is half as much again. `starts` and `expires` are ISO 8601 with a
    time zone; a rule without them holds from now, for good.
    """

    id: str
    action: Action
    targets: tuple[str, ...]
    owner: str
    reason: str
    strength: float = 1.0
    starts: str | None = None
    expires: str | None = None


def write_rules(driver: neo4j.Driver, rules: Iterable[MerchandisingRule]) -> tuple[str, ...]:
    """Write rules, in place of those with the same id, in one transaction; return the targets not found."""
    return transact(driver, partial(write_rules_in, rules=list(rules)))


def write_rules_in(
    transaction: neo4j.ManagedTransaction, rules: Iterable[MerchandisingRule]
) -> tuple[str, ...]:
    """Write rules within the caller's transaction."""
    rows = [{**asdict(rule), "targets": list(rule.targets)} for rule in rules]
    return tuple(row["missing"] for row in transaction.run(load_queries()["write_rules"].text, rows=rows))


def remove_rule_in(transaction: neo4j.ManagedTransaction, id_: str) -> None:
    """Remove a rule within the caller's transaction.

    Raises:
        DecisionError: there is none.
    """
    if not list(transaction.run(load_queries()["rule_remove"].text, id=id_)):
        raise DecisionError(f"no rule has the id {id_!r}: `rules` lists those that there are")


class RulesReader:
    """Reads rules, those too that have ended or not begun."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def page(self, first: int, after: str = "") -> list[MerchandisingRule]:
        """Return up to `first` rules after an id, in the order of ids."""
        return _rules(await self._statements.read("rules_page", after=after, limit=first))

    async def by_id(self, ids: Sequence[str]) -> dict[str, MerchandisingRule]:
        """Return those of the rules that there are."""
        rows = await self._statements.read("rules_by_id", ids=list(ids))
        return {rule.id: rule for rule in _rules(rows)}


def _rules(rows: Iterable[Row]) -> list[MerchandisingRule]:
    return [MerchandisingRule(**{**row["rule"], "targets": tuple(row["rule"]["targets"])}) for row in rows]
