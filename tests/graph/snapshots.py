"""The graph as a value, to compare two of them."""

from __future__ import annotations

import json
from typing import Any

import neo4j

VOLATILE = {"applied_at", "published_at", "done_at", "read_at"}
NODES = "MATCH (n) WHERE NOT n:SchemaVersion RETURN labels(n) AS labels, properties(n) AS properties"
EDGES = (
    "MATCH (a)-[r]->(b) RETURN a.id AS source, type(r) AS type, properties(r) AS properties, b.id AS target"
)


def snapshot(driver: neo4j.Driver) -> list[str]:
    """Return every node and relation, without times of writing, in an order of its own."""
    rows = [row.data() for query in (NODES, EDGES) for row in driver.execute_query(query).records]
    return sorted(json.dumps(_stable(row), sort_keys=True, default=str) for row in rows)


def unaudited(driver: neo4j.Driver) -> list[str]:
    """Return the snapshot without the audit, which remembers what was undone."""
    return [row for row in snapshot(driver) if '"Change"' not in row and '"Sequence"' not in row]


def _stable(row: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _rounded(value) for name, value in row["properties"].items() if name not in VOLATILE}
    return {**row, "properties": properties, "labels": sorted(row.get("labels", []))}


def _rounded(value: object) -> object:
    return round(value, 9) if isinstance(value, float) else value
