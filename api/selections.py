"""Selections of fields put together into functions: once for a document, or for a request where they have variables."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, cast

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

from api.completion import Complete, Field, attribute, leaf, listed, mapped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from graphql import (
        FieldNode,
        FragmentSpreadNode,
        GraphQLField,
        GraphQLObjectType,
        GraphQLOutputType,
        Node,
    )
    from graphql.execution.collect_fields import FieldDetailsList
    from graphql.language import VisitorAction
    from strawberry import Schema
    from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

    from api.completion import Scope

Key: TypeAlias = "tuple[GraphQLOutputType, tuple[int, ...]]"
Kept: TypeAlias = "dict[Key, tuple[list[FieldNode], Complete | None]]"
"""Selections by type and fields, with the fields: so that no others get their ids."""


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

    def _completer(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Complete | None:
        inner, required = get_nullable_type(type_), is_non_null_type(type_)
        if is_list_type(inner):
            each = self._completer(inner.of_type, asked)
            return each and listed(each, required=required)
        if is_leaf_type(inner):
            return leaf(inner.name, partial(self._executor.complete_leaf_value, inner), required=required)
        if is_object_type(inner):
            return self._object(inner, asked, required=required)
        return None

    def _object(
        self, type_: GraphQLObjectType, details: FieldDetailsList, *, required: bool
    ) -> Complete | None:
        grouped, deferred, _ = self._executor.collect_subfields(type_, details)
        if deferred:
            return None
        fields = [self._field(type_, name, asked) for name, asked in grouped.items()]
        known = [field for field in fields if field]
        is_type_of = cast("Callable[[Any, Any], bool] | None", type_.is_type_of)
        return mapped(known, is_type_of, required=required) if len(known) == len(fields) else None

    def _field(self, type_: GraphQLObjectType, name: str, asked: FieldDetailsList) -> Field | None:
        field = self._executor.schema.get_field(type_, asked[0].node.name.value)
        complete = self._completer(field.type, asked) if field else None
        if not field or not complete:
            return None
        if field is TypeNameMetaFieldDef:
            return Field(name, lambda *_: type_.name)
        ours = field.extensions.get("strawberry-definition")
        if not isinstance(ours, StrawberryField) or ours.extensions:
            return None
        if not ours.base_resolver:
            named = get_nullable_type(field.type)
            return Field(name, attribute(ours.python_name, getattr(named, "name", ""), complete))
        get = self._resolver(type_, field, ours, asked)
        if get and ours.is_async:
            return Field(name, get, complete)
        return get and Field(name, lambda source, scope: complete(get(source, scope), scope))

    def _resolver(
        self, type_: GraphQLObjectType, field: GraphQLField, ours: StrawberryField, asked: FieldDetailsList
    ) -> Complete | None:
        """Return what calls a field's resolver with its arguments."""
        resolver = ours.base_resolver
        if not resolver or not resolver.self_parameter:
            return None
        executor, schema = self._executor, cast("Schema", self._executor.schema._strawberry_schema)  # type: ignore[attr-defined]
        node, _, fragment = asked[0]
        given = get_argument_values(
            field, node, executor.variable_values, fragment, executor.hide_suggestions
        )
        arguments = convert_arguments(
            given, ours.arguments, schema.schema_converter.scalar_registry, schema.config
        )
        call = cast("Callable[..., Any]", resolver.wrapped_func)
        if not resolver.info_parameter:
            return partial(_called, call, arguments) if arguments else lambda source, _: call(source)
        name, nodes, make = (
            resolver.info_parameter.name,
            [each.node for each in asked],
            schema.config.info_class,
        )
        field_name = node.name.value

        def resolved(source: object, scope: Scope) -> object:
            # All objects share the path, which is that of the field they stand below.
            info = scope.infos.get(resolved)
            if info is None:
                raw = scope.info._replace(
                    field_name=field_name, field_nodes=nodes, return_type=field.type, parent_type=type_
                )
                info = scope.infos[resolved] = make(_raw_info=raw, _field=ours)
            return call(source, **arguments, **{name: info})

        return resolved


def _called(call: Callable[..., Any], arguments: Mapping[str, Any], source: object, _: Scope) -> object:
    return call(source, **arguments)
