"""How deep, how wide and how large the answer to a document may become."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    InlineFragmentNode,
    IntValueNode,
    ValidationRule,
    get_named_type,
)

from api import limits

if TYPE_CHECKING:
    from graphql import (
        GraphQLField,
        OperationDefinitionNode,
        SelectionNode,
        SelectionSetNode,
        ValidationContext,
    )


class Extent(NamedTuple):
    """Levels of fields, number of aliases, objects of the answer as far as `first` tells, and scans."""

    depth: int = 0
    aliases: int = 0
    objects: int = 0
    scans: int = 0


MOST: Final = Extent(limits.MAX_DEPTH, limits.MAX_ALIASES, limits.MAX_OBJECTS, limits.MAX_SCANS)
EDGES: Final = "edges"
SCANNED: Final = frozenset(
    {"ProductConnection", "Facets", "SearchHit", "Suggestions", "Neighbourhood", "Path"}
)
"""Types that a statement of its own answers, which reads the more the larger the graph is."""


class ComplexityRule(ValidationRule):
    """Refuses an operation over the limits, before anything is resolved.

    A fragment is measured once for each size of a page, however often it is spread, so time grows with the document's
    length alone.
    """

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._fragments: dict[tuple[str, int], Extent] = {}

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> None:
        """Measure an operation."""
        schema = self.context.schema
        found = self._selected(node.selection_set, schema.get_root_type(node.operation))
        for what, size, most in zip(Extent._fields, found, MOST, strict=True):
            if size > most:
                self.report_error(
                    GraphQLError(f"{what} of the query: {size}; at most {most} are taken", node)
                )

    def _selected(
        self, selected: SelectionSetNode | None, parent: GraphQLNamedType | None, page: int = 1
    ) -> Extent:
        """Measure a selection; `page` is the size of the connection that it is of."""
        if selected is None:
            return Extent()
        extents = [self._extent(selection, parent, page) for selection in selected.selections]
        return Extent(
            max((extent.depth for extent in extents), default=0),
            sum(extent.aliases for extent in extents),
            sum(extent.objects for extent in extents),
            sum(extent.scans for extent in extents),
        )

    def _extent(self, node: SelectionNode, parent: GraphQLNamedType | None, page: int) -> Extent:
        match node:
            case FieldNode():
                return self._field(node, parent, page)
            case FragmentSpreadNode():
                return self._fragment(node.name.value, page)
            case InlineFragmentNode(type_condition=condition):
                kind = self.context.schema.get_type(condition.name.value) if condition else parent
                return self._selected(node.selection_set, kind, page)
        return Extent()

    def _fragment(self, name: str, page: int) -> Extent:
        key = name, page
        if key not in self._fragments:
            self._fragments[key] = Extent()  # where a fragment spreads itself; another rule refuses that
            if fragment := self.context.get_fragment(name):
                kind = self.context.schema.get_type(fragment.type_condition.name.value)
                self._fragments[key] = self._selected(fragment.selection_set, kind, page)
        return self._fragments[key]

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, page: int) -> Extent:
        aliases = 1 if node.alias else 0
        field: GraphQLField | None = getattr(parent, "fields", {}).get(node.name.value)
        if field is None:
            # `__schema` and its like, which have a rule of their own, and fields that do not exist.
            return Extent(aliases=aliases)
        if not node.selection_set:
            return Extent(1, aliases)
        kind = get_named_type(field.type)
        many = page if node.name.value == EDGES else _first(node, field)
        size = 1
        if EDGES in getattr(kind, "fields", {}):
            # What stands beside the edges of a connection stands there once.
            many, size = 1, many
        below = self._selected(node.selection_set, kind, size)
        return Extent(
            1 + below.depth,
            aliases + below.aliases,
            many * (1 + below.objects),
            (kind.name in SCANNED) + many * below.scans,
        )


def _first(node: FieldNode, field: GraphQLField) -> int:
    """Return how many objects the field asks for; a variable, whose value is not known yet, is a whole page."""
    if "first" not in field.args:
        return 1
    given = next(
        (argument.value for argument in node.arguments or () if argument.name.value == "first"), None
    )
    if given is None:
        return int(field.args["first"].default_value)
    if not isinstance(given, IntValueNode):
        return limits.MAX_PAGE
    # Cut: Python reads no number of thousands of digits, and what is out of range is refused as such later.
    return min(int(given.value[:9]), limits.MAX_FACTS)
