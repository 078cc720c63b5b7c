"""Walks over what is known of things: what lies around one, and the ways from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.evidence import Node, Step

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.statements import Statements


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes by id; `support` and `confidence` of what facts state."""

    source: str
    relation: str
    target: str
    support: int | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes with their distance from the first, and relations between them; `complete` where nothing was left out."""

    nodes: tuple[tuple[Node, int], ...]
    edges: tuple[Edge, ...]
    complete: bool


class WalkReader:
    """Walks the graph. Errors are `graph.errors`'."""

    def __init__(self, statements: Statements, reach: int = 2_000) -> None:
        self._statements = statements
        self._reach = reach

    async def prepare(self) -> None:
        """Have the server plan both statements, which takes longer than they do."""
        await self._statements.plan("walk_around", sought={})
        await self._statements.plan("walk_paths", sought={}, limit=1)

    async def neighbourhood(
        self, start: str, depth: int, relations: Collection[str], most: int, fan: int
    ) -> Neighbourhood | None:
        """Return up to `most` nodes within `depth` steps, `fan` from each; a statement a step, None for no node."""
        nodes: dict[str, tuple[Node, int]] = {}
        edges: dict[tuple[str, str, str], Edge] = {}
        frontier, complete = [start], True
        for distance in range(1, depth + 1):
            sought = {"ids": frontier, "types": list(relations), "reach": self._reach, "fan": fan + 1}
            rows = await self._statements.read("walk_around", sought=sought)
            if not rows:
                break
            frontier = []
            for row in rows:
                nodes.setdefault(row["node"][0], (Node(*row["node"]), 0))
                complete = complete and len(row["edges"]) <= fan
                for *edge, other in row["edges"][:fan]:
                    if other[0] not in nodes:
                        if len(nodes) >= most:
                            complete = False
                            continue
                        nodes[other[0]] = Node(*other), distance
                        frontier.append(other[0])
                    edges[edge[0], edge[1], edge[2]] = Edge(*edge)
        return Neighbourhood(tuple(nodes.values()), tuple(edges.values()), complete) if nodes else None

    async def paths(self, start: str, end: str, longest: int, first: int) -> list[tuple[Step, ...]]:
        """Return up to `first` of the shortest paths of at most `longest` steps; one statement."""
        sought = {"from": start, "to": end, "longest": longest}
        rows = await self._statements.read("walk_paths", sought=sought, limit=first)
        found = []
        for row in rows:
            nodes = [Node(*node) for node in row["nodes"]]
            found.append(
                tuple(
                    Step(left, relation, right) if forward else Step(right, relation, left)
                    for left, (relation, forward), right in zip(
                        nodes[:-1], row["edges"], nodes[1:], strict=True
                    )
                )
            )
        return found
