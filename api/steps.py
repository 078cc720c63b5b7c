"""Paths of the graph, a step at a time."""

from typing import TYPE_CHECKING

import strawberry

from api.documented import object_type, resolved
from api.entities import Info
from api.facts import Fact, First, stated

if TYPE_CHECKING:
    from recommend import proofs


@object_type
class PathNode:
    """A node of a path; another shopper's has neither id nor name."""

    id: strawberry.ID = strawberry.field(description="Id of the node; empty for another shopper.")
    label: str = strawberry.field(description="Such as Product, Brand, Segment.")
    name: str = strawberry.field(description="Name, title or search text; empty for another shopper.")


@object_type
class Step:
    """One relation of a path, in its own direction."""

    source: PathNode = strawberry.field(description="Where the relation starts.")
    relation: str = strawberry.field(description="Such as PURCHASED, HAS_FEATURE.")
    target: PathNode = strawberry.field(description="Where it ends.")

    @resolved
    async def facts(self, info: Info, first: First = 3) -> list[Fact]:
        """The facts that state it; none for what a shopper did."""
        return await stated(info, self.source.id, self.target.id, first, self.relation)


def step_of(step: "proofs.Step") -> Step:
    """Return the type for a step."""
    return Step(source=_node(step.source), relation=step.relation, target=_node(step.target))


def _node(node: "proofs.Node") -> PathNode:
    return PathNode(id=strawberry.ID(node.id), label=node.label, name=node.name)
