"""Errors that callers see: a stable code each, and nothing of our insides.

ApiError
├── BadInputError          BAD_USER_INPUT
├── UnauthenticatedError   UNAUTHENTICATED
├── ForbiddenError         FORBIDDEN
├── TooCostlyError         BAD_REQUEST
├── TooManyError           TOO_MANY
├── UnnamedError           BAD_REQUEST
└── UnmadeError            TIMEOUT

From the rooms below: `graph.errors.UnavailableError` is UNAVAILABLE, `ConflictError` is CONFLICT,
`recommend.errors.BadRequestError` and the assistant's errors are BAD_USER_INPUT. An operation that takes too long is
TIMEOUT. A document that does not parse or validate, or is over a limit, is BAD_REQUEST. All else is INTERNAL: the log
has the error, the caller has not.
"""

from __future__ import annotations

from graphql import GraphQLError

from assistant.errors import AssistantError
from graph.errors import ConflictError, TookTooLongError, UnavailableError
from recommend.errors import BadRequestError

UNAVAILABLE = "The graph does not answer at the moment; try again later."
TIMEOUT = "The answer took too long; ask for less."
UNMADE = "The change took too long; nothing of it was made."
INTERNAL = "Something went wrong on our side."


class ApiError(Exception):
    """Root of this room's errors; the message is meant for callers."""

    code = "INTERNAL"


class BadInputError(ApiError):
    """An argument has the right type and a wrong value."""

    code = "BAD_USER_INPUT"


class UnauthenticatedError(ApiError):
    """The request shows a key or a token that is not valid."""

    code = "UNAUTHENTICATED"


class ForbiddenError(ApiError):
    """The caller is known, and this is not for them."""

    code = "FORBIDDEN"


class TooCostlyError(ApiError):
    """The operation would have the graph read more than one may."""

    code = "BAD_REQUEST"


class TooManyError(ApiError):
    """The caller has as many subscriptions, or asks as often, as one may."""

    code = "TOO_MANY"


class UnnamedError(ApiError):
    """A document has several operations, and the request does not say which."""

    code = "BAD_REQUEST"

    def __init__(self) -> None:
        super().__init__("the document has several operations; `operationName` says which")


class UnmadeError(ApiError):
    """A change took too long, and was undone."""

    code = "TIMEOUT"

    def __init__(self) -> None:
        super().__init__(UNMADE)


def coded(error: GraphQLError, request: str = "") -> GraphQLError:
    """Return the error as a caller may see it, with the id of the request by which the log has it."""
    if "code" in (error.extensions or {}):
        return error  # a stream has it coded before the response has it
    found = _coded(error)
    if request:
        found.extensions = {**(found.extensions or {}), "request": request}
    return found


def _coded(error: GraphQLError) -> GraphQLError:
    match error.original_error:
        case ApiError() as ours:
            return _as(error, str(ours), ours.code)
        case BadRequestError() | AssistantError() as wrong:
            return _as(error, str(wrong), "BAD_USER_INPUT")
        case ConflictError() as wrong:
            return _as(error, str(wrong), "CONFLICT")
        case UnavailableError():
            return _as(error, UNAVAILABLE, "UNAVAILABLE")
        case TimeoutError() | TookTooLongError():
            return _as(error, TIMEOUT, "TIMEOUT")
        case None | GraphQLError():
            return _as(error, error.message, "BAD_REQUEST")
        case _ if error.nodes and error.path is None:
            # A scalar that refused a literal or a variable; a resolver's error has a path.
            return _as(error, error.message, "BAD_REQUEST")
        case _:
            return _as(error, INTERNAL, "INTERNAL")


def _as(error: GraphQLError, message: str, code: str) -> GraphQLError:
    return GraphQLError(
        message, error.nodes, error.source, error.positions, error.path, extensions={"code": code}
    )
