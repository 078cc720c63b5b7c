"""Selections of fields put together into functions, once for a request."""

from __future__ import annotations

from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from graphql import (
    GraphQLObjectType,
    TypeNameMetaFieldDef,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.values import get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from graphql import GraphQLField, GraphQLOutputType, GraphQLResolveInfo
    from graphql.execution.collect_fields import FieldDetailsList
    from strawberry import Schema
    from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
    from strawberry.types.fields.resolver import StrawberryResolver

Values: TypeAlias = "dict[str, Any]"
Get: TypeAlias = "Callable[[Any], Any]"


class Waiting(NamedTuple):
    """A field whose resolver waits for something: where its value goes, and what makes that of what it gives."""

    values: Values
    name: str
    resolved: Coroutine[Any, Any, Any]
    complete: Complete


Complete: TypeAlias = "Callable[[Any, list[Waiting]], Any]"
"""From what a resolver gives to what is answered; what has to wait is put on the list, its place left for it."""


class UnexpectedError(Exception):
    """The executor must look at this object field by field."""


class Selections:
    """Puts selections of one request together; `info` is that of the field which they stand below."""

    def __init__(self, executor: StrawberryGraphQLCoreExecutionContext) -> None:
        self._executor = executor
        self._known: dict[tuple[str, int], tuple[FieldDetailsList, Complete | None]] = {}

    def of(
        self, type_: GraphQLObjectType, details: FieldDetailsList, info: GraphQLResolveInfo[Any]
    ) -> Complete | None:
        """Return what completes an object; None where the executor has to."""
        # The list is kept with the function, so that no other gets its id.
        key = (type_.name, id(details))
        if key not in self._known:
            self._known[key] = (details, self._object(type_, details, info))
        return self._known[key][1]

    @cached_property
    def _schema(self) -> Schema:
        return cast("Schema", self._executor.schema._strawberry_schema)  # type: ignore[attr-defined]

    def _object(
        self, type_: GraphQLObjectType, details: FieldDetailsList, info: GraphQLResolveInfo[Any]
    ) -> Complete | None:
        grouped, deferred, _ = self._executor.collect_subfields(type_, details)
        if deferred:
            return None
        is_type_of = cast("Callable[[Any, Any], bool] | None", type_.is_type_of)
        fields: list[tuple[str, Get, Complete, bool]] = []
        for name, asked in grouped.items():
            field = self._executor.schema.get_field(type_, asked[0].node.name.value)
            get, waits = self._getter(type_, field, asked, info) if field else (None, False)
            complete = self._completer(field.type, asked, info) if field else None
            if not get or not complete:
                return None
            fields.append((name, get, complete, waits))

        def completed(source: object, waiting: list[Waiting]) -> Values:
            if is_type_of and not is_type_of(source, None):
                raise UnexpectedError
            values: Values = {}
            for name, get, complete, waits in fields:
                if waits:
                    values[name] = None
                    waiting.append(Waiting(values, name, get(source), complete))
                else:
                    values[name] = complete(get(source), waiting)
            return values

        return completed

    def _getter(
        self,
        type_: GraphQLObjectType,
        field: GraphQLField,
        asked: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
    ) -> tuple[Get | None, bool]:
        """Return what gets a field of an object, and whether that is to be awaited."""
        ours = field.extensions.get("strawberry-definition")
        if field is TypeNameMetaFieldDef:
            return lambda _: type_.name, False
        if not isinstance(ours, StrawberryField) or ours.extensions:
            return None, False
        resolver = ours.base_resolver
        if not resolver:
            return attrgetter(ours.python_name), False
        if not resolver.self_parameter:
            return None, False
        node, _, fragment = asked[0]
        executor = self._executor
        given = get_argument_values(
            field, node, executor.variable_values, fragment, executor.hide_suggestions
        )
        schema = self._schema
        arguments = convert_arguments(
            given, ours.arguments, schema.schema_converter.scalar_registry, schema.config
        )
        if resolver.info_parameter:
            # All objects share it, so that its path is that of the field they stand below.
            own = executor.build_resolve_info(field, [each.node for each in asked], type_, info.path)
            arguments[resolver.info_parameter.name] = schema.config.info_class(_raw_info=own, _field=ours)
        return partial(_call, resolver, arguments), ours.is_async

    def _completer(
        self, type_: GraphQLOutputType, asked: FieldDetailsList, info: GraphQLResolveInfo[Any]
    ) -> Complete | None:
        if is_non_null_type(type_):
            inner = self._completer(type_.of_type, asked, info)
            return inner and _required(inner)
        if is_list_type(type_):
            inner = self._completer(type_.of_type, asked, info)
            return inner and _optional(lambda values, waiting: [inner(value, waiting) for value in values])
        if is_leaf_type(type_):
            leaf = partial(self._executor.complete_leaf_value, type_)
            return _optional(lambda value, _: leaf(value))
        if is_object_type(type_):
            complete = self.of(type_, asked, info)
            return complete and _optional(complete)
        return None


def _call(resolver: StrawberryResolver[Any], arguments: dict[str, Any], source: object) -> object:
    return resolver(source, **arguments)  # type: ignore[arg-type]


def _optional(complete: Complete) -> Complete:
    return lambda value, waiting: None if value is None else complete(value, waiting)


def _required(complete: Complete) -> Complete:
    def required(value: object, waiting: list[Waiting]) -> object:
        completed = complete(value, waiting)
        if completed is None:
            raise UnexpectedError
        return completed

    return required
