"""How good the data is, by where it came from: what a report of it asks of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import neo4j

from graph.driver import own_errors
from graph.events import RELATIONS
from graph.identity import MOVED
from graph.queries import load_queries


@dataclass(frozen=True, slots=True)
class Quality:
    """Of one source: how many records there are, in how many each field is filled, and when they are of.

    `duplicates` are records that say what another one says, `contradicted` facts that another fact contradicts,
    `unlinked` names that no entity has. `newest` is UTC ISO 8601.
    """

    source: str
    records: int
    filled: Mapping[str, int]
    duplicates: int
    newest: str | None
    contradicted: int = 0
    unlinked: int = 0


class Audit:
    """Reads it all once; time grows with the graph, memory with the kinds of sources."""

    def __init__(self, driver: neo4j.Driver) -> None:
        self._driver = driver
        self._queries = load_queries()

    def sources(self) -> list[Quality]:
        """Return the products, each kind of text and each kind of event that there is any of."""
        contradicted = {row["source"]: row["facts"] for row in self._rows("audit_contradictions")}
        unlinked = {row["source"]: row["names"] for row in self._rows("audit_unlinked")}
        statements = (
            "audit_products",
            "audit_texts",
            *(f"audit_events:{kind}" for kind in RELATIONS.values()),
        )
        return [
            Quality(
                source=row["source"],
                records=row["records"],
                filled=row["filled"],
                duplicates=row["duplicates"],
                newest=row["newest"],
                contradicted=contradicted.get(row["source"], 0),
                unlinked=unlinked.get(row["source"], 0),
            )
            for name in statements
            for row in self._rows(name)
            if row["records"]
        ]

    def months(self, since: str = "") -> dict[str, dict[str, int]]:
        """Return how many events there are of each kind in each month (`2026-06`) from `since` on."""
        found = {
            kind: {row["month"]: row["events"] for row in self._rows(f"audit_months:{kind}", since=since)}
            for kind in MOVED
        }
        return {kind: months for kind, months in found.items() if months}

    def _rows(self, name: str, **params: object) -> list[dict[str, Any]]:
        with own_errors(), self._driver.session(default_access_mode=neo4j.READ_ACCESS) as session:
            return [row.data() for row in session.run(self._queries[name].text, params)]
