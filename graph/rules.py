"""Merchandising rules as nodes: what people decide about products, with an owner, a reason and an end."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from graph.batches import run_batch
from graph.queries import load_queries

if TYPE_CHECKING:
    from collections.abc import Iterable

    import neo4j

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
    rows = [{**asdict(rule), "targets": list(rule.targets)} for rule in rules]
    (answer,) = run_batch(driver, (load_queries()["write_rules"], {"rows": rows}))
    return tuple(row["missing"] for row in answer)
