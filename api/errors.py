"""Errors that callers see: a stable code each, and nothing of our insides.

ApiError
└── BadInputError   BAD_USER_INPUT

From the rooms below: `graph.errors.UnavailableError` is UNAVAILABLE, `recommend.errors.BadRequestError` is
BAD_USER_INPUT. A document that does not parse or validate, or is over a limit, is BAD_REQUEST. All else is
INTERNAL: the log has the error, the caller has not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import GraphQLError
from strawberry.extensions import SchemaExtension

from graph.errors import UnavailableError
from recommend.errors import BadRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

UNAVAILABLE = "The graph does not answer at the moment; try again later."
INTERNAL = "Something went wrong on our side."


class ApiError(Exception):
    """Root of this room's errors; the message is meant for callers."""

    code = "INTERNAL"


class BadInputError(ApiError):
    """An argument has the right type and a wrong value."""

    code = "BAD_USER_INPUT"


class CodedErrors(SchemaExtension):
    """Gives every error of a response its code in `extensions.code`, and masks what is ours alone."""

    def on_operation(self) -> Iterator[None]:
        """Replace the errors of the finished operation."""
        yield
        errors = getattr(self.execution_context.result, "errors", None)
        if errors:
            errors[:] = [coded(error) for error in errors]


def coded(error: GraphQLError) -> GraphQLError:
    """Return the error as a caller may see it."""
    match error.original_error:
        case ApiError() as ours:
            return _as(error, str(ours), ours.code)
        case BadRequestError() as wrong:
            return _as(error, str(wrong), "BAD_USER_INPUT")
        case UnavailableError():
            return _as(error, UNAVAILABLE, "UNAVAILABLE")
        case None | GraphQLError():
            return _as(error, error.message, "BAD_REQUEST")
        case _:
            return _as(error, INTERNAL, "INTERNAL")


def _as(error: GraphQLError, message: str, code: str) -> GraphQLError:
    return GraphQLError(
        message, error.nodes, error.source, error.positions, error.path, extensions={"code": code}
    )
