"""What is particular to operations that are answered by a stream."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from strawberry.extensions import ParserCache, SchemaExtension
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.errors import BadInputError, coded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from strawberry.types import ExecutionContext, StreamExecutionResult

EVENTS: Final = "text/event-stream"
HOW: Final = f"subscriptions are answered with `Accept: {EVENTS}`, or on a socket (graphql-transport-ws)"


class Parsed(ParserCache):
    """Keeps parsed documents; one that does not parse is left to the schema, which has an answer in streams too."""

    def on_parse(self) -> Iterator[None]:
        """Parse the document, if it can be."""
        with suppress(Exception):
            next(super().on_parse())
        yield


class Coded(SchemaExtension):
    """Codes the errors of each answer that is streamed."""

    def on_stream_result(self, result: StreamExecutionResult) -> Iterator[None]:
        """Show errors as a caller may see them; a socket sends them as they are."""
        if isinstance(result, ExecutionResult) and result.errors:
            request = self.execution_context.context.request
            result.errors = [coded(error, request) for error in result.errors]
        yield


def check_stream(execution: ExecutionContext) -> None:
    """Refuse a subscription where nothing can be streamed.

    Raises:
        BadInputError: a subscription, and the request takes one answer.
    """
    if execution.operation_type is OperationType.SUBSCRIPTION and execution.context.channel is None:
        raise BadInputError(HOW)
