"""Strawberry's decorators, with the docstring as the schema's description: said once, read in both places."""

from __future__ import annotations

import inspect
from enum import EnumMeta
from typing import TYPE_CHECKING, TypeVar, cast, dataclass_transform

import strawberry
from strawberry.types.field import StrawberryField

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from strawberry.types.enum import StrawberryEnumDefinition

T = TypeVar("T")
E = TypeVar("E", bound=EnumMeta)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field, StrawberryField))
def object_type(cls: type[T]) -> type[T]:
    """Make a class an object type of the schema."""
    return strawberry.type(cls, description=_doc(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field, StrawberryField))
def interface(cls: type[T]) -> type[T]:
    """Make a class an interface of the schema."""
    return strawberry.interface(cls, description=_doc(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field, StrawberryField))
def input_type(cls: type[T]) -> type[T]:
    """Make a class an input type of the schema."""
    return strawberry.input(cls, description=_doc(cls))


def enum_type(**values: str) -> Callable[[E], E]:
    """Make a class an enum of the schema; `values` has the description of each of its values."""

    def made(cls: E) -> E:
        shown = strawberry.enum(cls, description=_doc(cls))
        for value in cast("StrawberryEnumDefinition", vars(shown)["__strawberry_definition__"]).values:
            value.description = values.get(value.name)
        return shown

    return made


def resolved(resolver: Callable[..., object]) -> StrawberryField:
    """Make a method a field of its type."""
    return cast("StrawberryField", strawberry.field(resolver=resolver, description=_doc(resolver)))


def mutation(resolver: Callable[..., object]) -> StrawberryField:
    """Make a method a mutation."""
    return cast("StrawberryField", strawberry.mutation(resolver=resolver, description=_doc(resolver)))


def subscription(resolver: Callable[..., AsyncGenerator[object, None]]) -> StrawberryField:
    """Make an async generator a field that sends what it yields; `api.channels` ends it when the connection ends."""
    return cast("StrawberryField", strawberry.subscription(resolver=resolver, description=_doc(resolver)))


def _doc(documented: object) -> str | None:
    """Return the docstring in one line, without its section for developers."""
    text = (inspect.getdoc(documented) or "").split("\n\nRaises:")[0]
    return " ".join(text.split()) or None
