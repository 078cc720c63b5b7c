"""What lies around a thing, for drawing, and the ways from one to another."""

from enum import Enum
from typing import Annotated, Final

import strawberry

from api.documented import enum_type, object_type, resolved
from api.entities import Info
from api.errors import BadInputError
from api.limits import MAX_AROUND, MAX_FACTS, MAX_STEPS, page_size, within
from api.steps import Step, step_of
from graph.walks import Neighbourhood as Around

FAN: Final = 40
"""Relations of one node that are drawn, the best supported ones."""


@enum_type(
    OF_MODEL="A product to its model.",
    MADE_BY="A model or product to its brand.",
    IN_CATEGORY="A model or product to its category.",
    HAS_FEATURE="A model or product to a feature that it has.",
    LACKS_FEATURE="A model or product to a feature that it lacks.",
    HAS_PARAMETER="A model or product to a value of an attribute.",
    QUANTIFIES="A value to the feature that it puts a number to.",
    PRAISED_FOR="A model or product to a feature that reviews praise.",
    CRITICISED_FOR="A model or product to a feature that reviews criticise.",
    SUITS="A model or product to a use case that it suits.",
    BOUGHT_TOGETHER="A product to one that is bought with it, as data says.",
    ALSO_BOUGHT="A product to one that its buyers bought too, as data says.",
    ALSO_VIEWED="A product to one that its viewers looked at too, as data says.",
    SIMILAR_TO="A product to one that was learned to be like it.",
)
class Relation(Enum):
    """A relation between things, none of which is a shopper."""

    # The value is the graph's name.
    OF_MODEL = "OF_MODEL"
    MADE_BY = "MADE_BY"
    IN_CATEGORY = "IN_CATEGORY"
    HAS_FEATURE = "HAS_FEATURE"
    LACKS_FEATURE = "LACKS_FEATURE"
    HAS_PARAMETER = "HAS_PARAMETER"
    QUANTIFIES = "QUANTIFIES"
    PRAISED_FOR = "PRAISED_FOR"
    CRITICISED_FOR = "CRITICISED_FOR"
    SUITS = "SUITS"
    BOUGHT_TOGETHER = "BOUGHT_TOGETHER"
    ALSO_BOUGHT = "ALSO_BOUGHT"
    ALSO_VIEWED = "ALSO_VIEWED"
    SIMILAR_TO = "SIMILAR_TO"


Start = Annotated[strawberry.ID, strawberry.argument(name="id", description="Id of the thing in the middle.")]
Depth = Annotated[int, strawberry.argument(description="How many steps at most; 1 to 3.")]
Types = Annotated[
    list[Relation] | None,
    strawberry.argument(description="Along these relations, either way; along all by default."),
]
Most = Annotated[int, strawberry.argument(description="How many nodes at most; 1 to 200.")]
From = Annotated[strawberry.ID, strawberry.argument(name="from", description="Id of the thing to start at.")]
To = Annotated[strawberry.ID, strawberry.argument(description="Id of the thing to reach.")]
Longest = Annotated[int, strawberry.argument(description="How many steps at most; 1 to 6.")]
First = Annotated[int, strawberry.argument(description="How many at most; 1 to 50.")]


@object_type
class DrawnNode:
    """A node of a drawing."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    label: str = strawberry.field(description="Such as Product, Brand, Parameter.")
    name: str = strawberry.field(description="Name, title or text of the value.")
    distance: int = strawberry.field(description="Steps from the node in the middle.")


@object_type
class DrawnEdge:
    """A relation of a drawing, in its own direction."""

    source: strawberry.ID = strawberry.field(description="Id of the node where it starts.")
    relation: str = strawberry.field(description="Such as HAS_FEATURE.")
    target: strawberry.ID = strawberry.field(description="Id of the node where it ends.")
    support: int | None = strawberry.field(description="How many facts state it; null where it was given.")
    confidence: float | None = strawberry.field(description="How sure it is; null where it was given.")


@object_type
class Neighbourhood:
    """What lies around a node; both ends of every edge are among the nodes."""

    nodes: list[DrawnNode] = strawberry.field(description="The nodes, that in the middle first.")
    edges: list[DrawnEdge] = strawberry.field(description="The relations between them that were walked.")
    complete: bool = strawberry.field(description="False where nodes or relations were left out.")


@object_type
class Path:
    """A way from one thing to another."""

    length: int = strawberry.field(description="Number of its steps.")
    steps: list[Step] = strawberry.field(description="Its steps, each in its own direction.")


@object_type
class Walks:
    """Fields that walk the graph."""

    @resolved
    async def neighbourhood(
        self, info: Info, id_: Start, depth: Depth = 1, types: Types = None, first: Most = 60
    ) -> Neighbourhood | None:
        """What lies around a thing, of each node the 40 best supported relations; null for an unknown one."""
        relations = dict.fromkeys(one.value for one in (Relation if types is None else types))
        found = await info.context.services.walks.neighbourhood(
            id_, within("depth", depth, MAX_AROUND), relations, page_size(first, most=MAX_FACTS), FAN
        )
        return _drawn(found) if found else None

    @resolved
    async def paths(
        self, info: Info, start: From, to: To, max_length: Longest = 4, first: First = 5
    ) -> list[Path]:
        """Shortest ways between two things over what facts state, of equal ones first that over what fewer share."""
        if start == to:
            raise BadInputError("`from` and `to` are the same; expected two things")
        size = page_size(first, most=50)
        longest = within("maxLength", max_length, MAX_STEPS)
        found = await info.context.services.walks.paths(start, to, longest, size)
        return [Path(length=len(path), steps=[step_of(step) for step in path]) for path in found]


def _drawn(found: Around) -> Neighbourhood:
    return Neighbourhood(
        nodes=[
            DrawnNode(id=strawberry.ID(node.id), label=node.label, name=node.name, distance=distance)
            for node, distance in found.nodes
        ],
        edges=[
            DrawnEdge(
                source=strawberry.ID(edge.source),
                relation=edge.relation,
                target=strawberry.ID(edge.target),
                support=edge.support,
                confidence=edge.confidence,
            )
            for edge in found.edges
        ],
        complete=found.complete,
    )
