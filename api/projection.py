"""Objects that only hold values are answered in one go: an answer of many small objects costs a fraction.

The executor of graphql-core resolves one field at a time, some 10 µs each, and a page of products with reasons has 300.
Where a selection asks an object for nothing but attributes and what is computed without waiting, it is put together
once for a request into a function from object to dictionary. Whatever that function does not expect (a null where none
may be, an error of a field) is left to the executor, which answers as the specification says.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    TypeNameMetaFieldDef,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.execution.values import get_argument_values
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphql import GraphQLResolveInfo
    from graphql.execution.collect_fields import FieldDetailsList
    from graphql.pyutils import AwaitableOrValue, Path
    from strawberry import Schema

Values: TypeAlias = "dict[str, Any]"
Project: TypeAlias = "Callable[[Any], Any]"


class UnexpectedError(Exception):
    """The executor must look at this object field by field."""


class Projection(StrawberryGraphQLCoreExecutionContext):
    """An executor that completes objects of plain fields by a projection; one lives as long as a request."""

    @cached_property
    def _projections(self) -> dict[tuple[str, int], tuple[FieldDetailsList, Project | None]]:
        return {}

    def build_per_event_executor(self, payload: object) -> Projection:
        """Return the executor of one event of a subscription, which reads the graph anew."""
        executor = cast("Projection", super().build_per_event_executor(payload))
        executor.context_value = self.context_value.renewed()
        return executor

    def complete_object_value(
        self,
        return_type: GraphQLObjectType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: object,
        position_context: Any,  # noqa: ANN401 (a private type of the executor)
    ) -> AwaitableOrValue[Values]:
        """Return the object's dictionary, or an awaitable of it; see `Executor.complete_object_value`."""
        # Whatever goes wrong, the executor meets it again and says where.
        with suppress(Exception):
            if project := self._project(return_type, field_details_list):
                return cast("Values", project(result))
        return super().complete_object_value(
            return_type, field_details_list, info, path, result, position_context
        )

    def _project(self, type_: GraphQLObjectType, details: FieldDetailsList) -> Project | None:
        """Return the projection of a selection; None where a field of it has to wait for something."""
        # The list is kept with the projection, so that no other gets its id.
        key = (type_.name, id(details))
        if key not in self._projections:
            self._projections[key] = (details, self._compiled(type_, details))
        return self._projections[key][1]

    def _compiled(self, type_: GraphQLObjectType, details: FieldDetailsList) -> Project | None:
        grouped, deferred, _ = self.collect_subfields(type_, details)
        if deferred:
            return None
        is_type_of = cast("Callable[[Any, Any], bool] | None", type_.is_type_of)
        fields: list[tuple[str, Project, Project]] = []
        for name, asked in grouped.items():
            field = self.schema.get_field(type_, asked[0].node.name.value)
            get = self._getter(type_, field, asked) if field else None
            complete = self._completer(field.type, asked) if field else None
            if not get or not complete:
                return None
            fields.append((name, get, complete))

        def project(source: object) -> Values:
            if is_type_of and not is_type_of(source, None):
                raise UnexpectedError
            return {name: complete(get(source)) for name, get, complete in fields}

        return project

    def _getter(
        self, type_: GraphQLObjectType, field: GraphQLField, asked: FieldDetailsList
    ) -> Project | None:
        ours = field.extensions.get("strawberry-definition")
        if field is TypeNameMetaFieldDef:
            return lambda _: type_.name
        if not isinstance(ours, StrawberryField) or ours.extensions:
            return None
        if not ours.base_resolver:
            return attrgetter(ours.python_name)
        resolver = ours.base_resolver
        if ours.is_async or resolver.info_parameter or not resolver.self_parameter:
            return None
        node, _, fragment = asked[0]
        arguments = get_argument_values(field, node, self.variable_values, fragment, self.hide_suggestions)
        schema: Schema = self.schema._strawberry_schema  # type: ignore[attr-defined]
        converted = convert_arguments(
            arguments, ours.arguments, schema.schema_converter.scalar_registry, schema.config
        )
        return lambda source: resolver(source, **converted)

    def _completer(self, type_: GraphQLOutputType, asked: FieldDetailsList) -> Project | None:
        if is_non_null_type(type_):
            inner = self._completer(type_.of_type, asked)
            return inner and _required(inner)
        if is_list_type(type_):
            inner = self._completer(type_.of_type, asked)
            return inner and _optional(lambda values: [inner(value) for value in values])
        if is_leaf_type(type_):
            return _optional(partial(self.complete_leaf_value, type_))
        if is_object_type(type_):
            project = self._project(type_, asked)
            return project and _optional(project)
        return None


def _optional(complete: Project) -> Project:
    return lambda value: None if value is None else complete(value)


def _required(complete: Project) -> Project:
    def required(value: object) -> object:
        completed = complete(value)
        if completed is None:
            raise UnexpectedError
        return completed

    return required
