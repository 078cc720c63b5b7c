"""Selections of fields put together into functions: once for a document, or for a request where they have variables."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from graphql import (
    BREAK,
    TypeNameMetaFieldDef,
    Visitor,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    visit,
)
from graphql.execution.values import get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from graphql import (
        FieldNode,
        FragmentSpreadNode,
        GraphQLField,
        GraphQLObjectType,
        GraphQLOutputType,
        GraphQLResolveInfo,
        Node,
    )
    from graphql.execution.collect_fields import FieldDetailsList
    from graphql.language import VisitorAction
    from strawberry import Schema
    from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

Values: TypeAlias = "dict[str, Any]"
Get: TypeAlias = "Callable[[Any, Scope], Any]"
Complete: TypeAlias = "Callable[[Any, Scope], Any]"
"""From what a resolver gives to what is answered; what has to wait is put on the scope's list, and its place left."""
Key: TypeAlias = "tuple[GraphQLOutputType, tuple[int, ...]]"
Kept: TypeAlias = "dict[Key, tuple[list[FieldNode], Complete | None]]"
"""Selections by type and fields, with the fields: so that no others get their ids."""


SAME: Final[Mapping[str, type]] = {"String": str, "ID": str, "Boolean": bool}
"""Types of values that are answered as they are."""


class Waiting(NamedTuple):
    """A field whose resolver waits for something: where its value goes, and what makes that of what it gives."""

    values: Values
    name: str
    resolved: Coroutine[Any, Any, Any]
    complete: Complete


class Scope(NamedTuple):
    """What a request completes objects in; `info` is that of the field which they stand below."""

    info: GraphQLResolveInfo[Any]
    waiting: list[Waiting]


class Variables(Visitor):
    """Finds a variable, and names the fragments to look into."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False
        self.spreads: list[str] = []

    def enter_variable(self, *_: object) -> VisitorAction:
        """Stop at the first."""
        self.found = True
        return BREAK

    def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> VisitorAction:
        """Note which fragment stands here."""
        self.spreads.append(spread.name.value)
        return None


class UnexpectedError(Exception):
    """The executor must look at this object field by field."""


class Selections:
    """Puts selections together; `kept` are those that a document has whatever its variables are."""

    def __init__(self, executor: StrawberryGraphQLCoreExecutionContext, kept: Kept) -> None:
        self._executor, self._kept = executor, kept
        self._own: Kept = {}

    def of(self, type_: GraphQLOutputType, details: FieldDetailsList) -> Complete | None:
        """Return what completes a field of this type; None where the executor has to."""
        key = (type_, tuple(id(each.node) for each in details))
        found = self._kept.get(key) or self._own.get(key)
        if not found:
            found = [each.node for each in details], self._completer(type_, details)
            # What a field itself is given is no matter of what stands below it.
            below = [node.selection_set for node in found[0] if node.selection_set]
            varies = any(map(self._varies, below))
            (self._own if varies else self._kept)[key] = found
        return found[1]

    def _varies(self, node: Node) -> bool:
        """Say whether a variable stands anywhere below a node, in fragments too."""
        variables = Variables()
        visit(node, variables)
        seen: set[str] = set()
        while variables.spreads and not variables.found:
            name = variables.spreads.pop()
            if name not in seen:
                seen.add(name)
                visit(self._executor.fragment_definitions[name], variables)
        return variables.found

    def _object(self, type_: GraphQLObjectType, details: FieldDetailsList) -> Complete | None:
        grouped, deferred, _ = self._executor.collect_subfields(type_, details)
        if deferred:
            return None
        is_type_of = cast("Callable[[Any, Any], bool] | None", type_.is_type_of)
        fields: list[tuple[str, Get, Complete | None]] = []
        for name, asked in grouped.items():
            field = self._executor.schema.get_field(type_, asked[0].node.name.value)
            get, waits = self._getter(type_, field, asked) if field else (None, False)
            complete = self._completer(field.type, asked) if field else None
            if not get or not complete:
                return None
            fields.append((name, get, complete) if waits else (name, _whole(get, complete), None))

        def completed(source: object, scope: Scope) -> Values:
            if is_type_of and not is_type_of(source, None):
                raise UnexpectedError
            values: Values = {}
            for name, get, complete in fields:
                if complete:
                    values[name] = None
                    scope.waiting.append(Waiting(values, name, get(source, scope), complete))
                else:
                    values[name] = get(source, scope)
            return values

        return completed

    def _getter(
        self, type_: GraphQLObjectType, field: GraphQLField, asked: FieldDetailsList
    ) -> tuple[Get | None, bool]:
        """Return what gets a field of an object, and whether that is to be awaited."""
        ours = field.extensions.get("strawberry-definition")
        if field is TypeNameMetaFieldDef:
            return lambda *_: type_.name, False
        if not isinstance(ours, StrawberryField) or ours.extensions:
            return None, False
        resolver = ours.base_resolver
        if not resolver:
            attribute = attrgetter(ours.python_name)
            return lambda source, _: attribute(source), False
        if not resolver.self_parameter:
            return None, False
        executor, schema = self._executor, cast("Schema", self._executor.schema._strawberry_schema)  # type: ignore[attr-defined]
        node, _, fragment = asked[0]
        given = get_argument_values(
            field, node, executor.variable_values, fragment, executor.hide_suggestions
        )
        arguments = convert_arguments(
            given, ours.arguments, schema.schema_converter.scalar_registry, schema.config
        )
        call = cast("Callable[..., Any]", resolver)
        if not resolver.info_parameter:
            return lambda source, _: call(source, **arguments), ours.is_async
        name, nodes, make = (
            resolver.info_parameter.name,
            [each.node for each in asked],
            schema.config.info_class,
        )

        def resolved(source: object, scope: Scope) -> object:
            # All objects share the path, which is that of the field they stand below.
            raw = scope.info._replace(
                field_name=field_name, field_nodes=nodes, return_type=field.type, parent_type=type_
            )
            return call(source, **arguments, **{name: make(_raw_info=raw, _field=ours)})

        field_name = node.name.value
        return resolved, ours.is_async

    def _completer(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Complete | None:
        complete, leaf = self._any(type_, asked), get_nullable_type(type_)
        same = SAME.get(leaf.name) if is_leaf_type(leaf) else None
        if not complete or not same:
            return complete
        return lambda value, scope: value if type(value) is same else complete(value, scope)

    def _any(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Complete | None:
        if is_non_null_type(type_):
            inner = self._completer(type_.of_type, asked)
            return inner and _required(inner)
        if is_list_type(type_):
            inner = self._completer(type_.of_type, asked)
            return inner and _optional(lambda values, scope: [inner(value, scope) for value in values])
        if is_leaf_type(type_):
            leaf = partial(self._executor.complete_leaf_value, type_)
            return _optional(lambda value, _: leaf(value))
        if is_object_type(type_):
            complete = self._object(type_, asked)
            return complete and _optional(complete)
        return None


def _whole(get: Get, complete: Complete) -> Get:
    return lambda source, scope: complete(get(source, scope), scope)


def _optional(complete: Complete) -> Complete:
    return lambda value, scope: None if value is None else complete(value, scope)


def _required(complete: Complete) -> Complete:
    def required(value: object, scope: Scope) -> object:
        completed = complete(value, scope)
        if completed is None:
            raise UnexpectedError
        return completed

    return required
