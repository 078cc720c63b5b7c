"""What is answered of what resolvers give: a function for each field, which calls as few others as it can.

A leaf that is already what it has to be is answered as it is; whatever is not expected raises `UnexpectedError`, and
the executor looks at it field by field.
"""

from __future__ import annotations

from math import isfinite
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from graphql import GRAPHQL_MAX_INT, GRAPHQL_MIN_INT

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence

    from graphql import GraphQLResolveInfo

Values: TypeAlias = "dict[str, Any]"
Complete: TypeAlias = "Callable[[Any, Scope], Any]"
"""From what a resolver gives, or from an object a field of which is asked for, to what is answered."""
SAME: Final[Mapping[str, type]] = {"String": str, "ID": str, "Boolean": bool}
"""Types of values that are answered as they are."""


class Waiting(NamedTuple):
    """A field whose resolver waits for something: where its value goes, and what makes that of what it gives."""

    values: Values
    name: str
    resolved: Coroutine[Any, Any, Any]
    complete: Complete


class Scope(NamedTuple):
    """What a request completes objects in; `info` is that of the field which they stand below.

    `infos` are those of the fields below whose resolvers take one, which all objects share.
    """

    info: GraphQLResolveInfo[Any]
    waiting: list[Waiting]
    infos: dict[object, object]


class Field(NamedTuple):
    """A field of an object; where its resolver waits, `complete` makes what is answered of what that gives."""

    name: str
    value: Complete
    complete: Complete | None = None


class UnexpectedError(Exception):
    """The executor must look at this object field by field."""


def attribute(name: str, leaf: str, complete: Complete) -> Complete:
    """Return what answers an attribute of an object; `leaf` is the name of the field's type."""
    get, same = attrgetter(name), SAME.get(leaf)
    if same:
        return lambda source, scope: value if type(value := get(source)) is same else complete(value, scope)
    if leaf == "Float":
        return lambda source, scope: (
            value if type(value := get(source)) is float and isfinite(value) else complete(value, scope)
        )
    if leaf == "Int":
        return lambda source, scope: (
            value
            if type(value := get(source)) is int and GRAPHQL_MIN_INT <= value <= GRAPHQL_MAX_INT
            else complete(value, scope)
        )
    return lambda source, scope: complete(get(source), scope)


def leaf(name: str, serialize: Callable[[Any], Any], *, required: bool) -> Complete:
    """Return what answers a leaf of the type `name`."""
    same = SAME.get(name)

    def completed(value: object, _: Scope) -> object:
        if type(value) is same:
            return value
        done = None if value is None else serialize(value)
        return _absent(required=required) if done is None else done

    return completed


def listed(each: Complete, *, required: bool) -> Complete:
    """Return what answers a list."""

    def completed(values: Sequence[object] | None, scope: Scope) -> object:
        return _absent(required=required) if values is None else [each(value, scope) for value in values]

    return completed


def mapped(
    fields: Sequence[Field], is_type_of: Callable[[Any, Any], bool] | None, *, required: bool
) -> Complete:
    """Return what answers an object; its fields that wait are put on the scope's list, and their places left.

    Whether an object is of the type is told by its class, and asked of `is_type_of` once a class.
    """
    values = _with_waiting(fields) if any(field.complete for field in fields) else _at_once(fields)
    known: set[type] = set()

    def completed(source: object, scope: Scope) -> object:
        if source is None:
            return _absent(required=required)
        if type(source) not in known:
            if is_type_of and not is_type_of(source, None):
                raise UnexpectedError
            known.add(type(source))
        return values(source, scope)

    return completed


def _at_once(fields: Sequence[Field]) -> Complete:
    named = [(field.name, field.value) for field in fields]
    return lambda source, scope: {name: value(source, scope) for name, value in named}


def _with_waiting(fields: Sequence[Field]) -> Complete:
    def begun(source: object, scope: Scope) -> object:
        values: Values = {}
        for name, value, complete in fields:
            if complete:
                values[name] = None
                scope.waiting.append(Waiting(values, name, value(source, scope), complete))
            else:
                values[name] = value(source, scope)
        return values

    return begun


def _absent(*, required: bool) -> object:
    if required:
        raise UnexpectedError
    return None
