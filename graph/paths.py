"""Paths that prove an answer: how a statement is told which to look for, and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from graph.evidence import Node, Path, Step
from graph.facts import fact_view

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph.statements import Row
    from graph.views.facts import FactView

TOGETHER: Final = "PURCHASED"
"""The relation of a clue to what the same shoppers bought; others name an edge of two products."""


class Clue(Protocol):
    """A path that may lead to `product` from `seed`, over a `relation` or over the entity `via`."""

    @property
    def product(self) -> str: ...  # noqa: D102
    @property
    def seed(self) -> str: ...  # noqa: D102
    @property
    def relation(self) -> str | None: ...  # noqa: D102
    @property
    def via(self) -> str | None: ...  # noqa: D102


def by_seed(clues: Iterable[Clue]) -> list[dict[str, Any]]:
    """Return the clues by seed, and by what leads from it to a product, each with its rank among all."""
    seeds: dict[str, dict[str, Any]] = {}
    for rank, clue in enumerate(clues):
        told = seeds.setdefault(clue.seed, {"seed": clue.seed, "edges": [], "together": [], "shared": []})
        way = "shared" if clue.via else "together" if clue.relation == TOGETHER else "edges"
        told[way].append({"rank": rank, "product": clue.product, "relation": clue.relation, "via": clue.via})
    return list(seeds.values())


def paths_of(row: Row) -> list[Path]:
    """Return the paths of a row of `recall_paths` or `recall_proofs`; nodes and facts stand in it once each."""
    nodes = {id_: Node(id_, label, name, tuple(aliases)) for id_, label, name, aliases in row["nodes"]}
    nodes[""] = Node("", "User", "")
    facts: dict[tuple[str, ...], list[FactView]] = {}
    for fact in row["facts"]:
        triple = fact["subject"], fact["predicate"], fact["object"]
        facts.setdefault(triple, []).append(fact_view(fact, fact["source"]))
    found = []
    for product, kind, origin, via, count, ids, edges, stated in row["paths"]:
        steps = tuple(
            Step(nodes[left], relation, nodes[right])
            if forward
            else Step(nodes[right], relation, nodes[left])
            for left, (relation, forward), right in zip(ids[:-1], edges, ids[1:], strict=True)
        )
        beneath = tuple(facts.get(tuple(stated), ()))
        found.append(Path(kind, product, nodes.get(origin), nodes.get(via), count, steps, beneath))
    return found
