"""What the answer to an operation has the graph read, told from its own counts before it is asked."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    get_named_type,
    value_from_ast_untyped,
)

from api import limits
from api.access import Operation
from api.errors import TooCostlyError
from api.reads import FLAT, READS, Reads
from graph.counts import Counts
from graph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLField, GraphQLNamedType, GraphQLSchema, SelectionSetNode
    from strawberry.types import ExecutionContext

    from graph.counts import CountsReader

CACHED: Final = 256
EVERY: Final = 60.0
"""Seconds between two looks at the counts."""
SIZES: Final = ("ids", "products")
"""Arguments whose length is the number of objects."""
Given = tuple[tuple[str, "int | None"], ...]
"""Variables by name: a number, the length of a list, or None."""


class Costs:
    """Knows the counts of the graph: before the first are read, those of an empty one."""

    def __init__(self, reader: CountsReader) -> None:
        self._reader = reader
        self.counts = Counts()

    async def attend(self) -> None:
        """Read the counts now and then, until cancelled; where the graph does not answer, they stay as they were."""
        while True:
            with suppress(GraphError):
                self.counts = await self._reader.counts()
            await asyncio.sleep(EVERY)


def check_cost(execution: ExecutionContext) -> None:
    """Refuse an operation that would have the graph read more than `MAX_COST` nodes and relations.

    Raises:
        TooCostlyError: its cost is over the limit; the message has both.
    """
    if document := execution.graphql_document:
        counts: Counts = execution.context.services.costs.counts
        given = tuple(sorted((name, _number(value)) for name, value in (execution.variables or {}).items()))
        operation = Operation(execution.query or "", execution.operation_name, document)
        cost = cost_of(operation, given, execution.schema._schema, counts)
        if cost > limits.MAX_COST:
            raise TooCostlyError(f"cost of the query: {cost:,}; at most {limits.MAX_COST:,} are taken")


@lru_cache(CACHED)
def cost_of(operation: Operation, given: Given, schema: GraphQLSchema, counts: Counts) -> int:
    """Return about how many nodes and relations the graph reads for an operation."""
    visit = _Visit(operation.document, schema, dict(given), Reads(counts))
    chosen = [
        each
        for each in operation.document.definitions
        if isinstance(each, OperationDefinitionNode)
        and (not operation.name or (each.name and each.name.value == operation.name))
    ]
    return round(
        sum(visit.selected(each.selection_set, schema.get_root_type(each.operation)) for each in chosen)
    )


class _Visit:
    """Adds up what an object's selection costs; a fragment is added up once for each size of a page."""

    def __init__(
        self, document: DocumentNode, schema: GraphQLSchema, given: Mapping[str, int | None], reads: Reads
    ) -> None:
        self._schema, self._given, self._reads = schema, given, reads
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, int], float] = {}

    def selected(
        self, selected: SelectionSetNode | None, parent: GraphQLNamedType | None, page: int = 1
    ) -> float:
        """Return what one object costs, of a connection whose page is so large."""
        total = 0.0
        for node in selected.selections if selected else ():
            if isinstance(node, FieldNode):
                total += self._field(node, parent, page)
            elif isinstance(node, FragmentSpreadNode):
                total += self._fragment(node.name.value, page)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                kind = self._schema.get_type(condition.name.value) if condition else parent
                total += self.selected(node.selection_set, kind, page)
        return total

    def _fragment(self, name: str, page: int) -> float:
        key = name, page
        if key not in self._known:
            self._known[key] = 0.0
            if fragment := self._fragments.get(name):
                kind = self._schema.get_type(fragment.type_condition.name.value)
                self._known[key] = self.selected(fragment.selection_set, kind, page)
        return self._known[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int) -> float:
        field: GraphQLField | None = getattr(parent, "fields", {}).get(node.name.value)
        if field is None or parent is None:
            return 0.0
        name, kind = f"{parent.name}.{node.name.value}", get_named_type(field.type)
        arguments = {each.name.value: self._argument(each.value) for each in node.arguments or ()}
        size = self._size(arguments, field)
        cost = (
            READS[name](self._reads, arguments)
            if name in READS
            else FLAT.get(kind.name, _nothing)(self._reads)
        )
        if node.name.value == "edges":
            return cost + page * self.selected(node.selection_set, kind)
        if "edges" in getattr(kind, "fields", {}):
            return cost + self.selected(node.selection_set, kind, size)
        return cost + size * self.selected(node.selection_set, kind)

    def _argument(self, value: Any) -> Any:  # noqa: ANN401 (any literal)
        return _number(value_from_ast_untyped(value, dict(self._given)))

    def _size(self, arguments: Mapping[str, int | None], field: GraphQLField) -> int:
        for name in SIZES:
            if name in arguments:
                return max(1, min(arguments[name] or 1, limits.MAX_PAGE))
        if "first" not in field.args:
            return 1
        default = field.args["first"].default_value
        asked = arguments.get("first")
        # Where all are shown by default there are few of them.
        return max(1, min(asked if asked is not None else int(default or 1), limits.MAX_FACTS))


def _nothing(_: Reads) -> float:
    return 0.0


def _number(value: object) -> int | None:
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else None
