"""The schema, which executes a document that it knows at once.

Strawberry calls every hook of every extension for each request, and its caches find a document by all its nodes: half
of what a small answer costs. A document that was found valid once is known by its text here, and only who asks, and for
how much, is looked at again.
"""

from __future__ import annotations

import logging
from asyncio import timeout
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

import strawberry
from graphql import GraphQLError
from graphql.execution import MiddlewareManager
from strawberry.extensions import SchemaExtension
from strawberry.types.execution import PreExecutionError

from api import limits
from api.errors import coded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence

    from graphql import DocumentNode
    from strawberry.types import ExecutionContext, ExecutionResult
    from strawberry.types.graphql import OperationType

LOG: Final = logging.getLogger("daogou.errors")
OURS: Final = frozenset({"INTERNAL", "UNAVAILABLE"})
"""Codes of what callers cannot mend."""
KNOWN: Final = 256
"""Documents that are known."""
UNWRAPPED: Final = MiddlewareManager()


class Checked(SchemaExtension):
    """Looks at an operation whose document is parsed and valid, and lets it take `MAX_SECONDS`, not longer."""

    async def on_execute(self) -> AsyncIterator[None]:
        """Check the operation, and remember the document.

        Raises:
            ApiError: the operation is refused.
            TimeoutError: it took too long; the driver then ends what it asks of the graph.
        """
        execution = self.execution_context
        schema: Schema = execution.schema  # type: ignore[assignment]
        schema.check(execution)
        schema.remember(execution)
        async with timeout(limits.MAX_SECONDS):
            yield


class Schema(strawberry.Schema):
    """A schema that checks each operation before anything of it is executed, and logs errors that are ours to mend.

    `checks` raise what they refuse an operation with.
    """

    def __init__(
        self,
        query: type,
        mutation: type,
        subscription: type,
        *,
        checks: Sequence[Callable[[ExecutionContext], None]],
        extensions: Sequence[Any],
        **options: Any,  # noqa: ANN401 (the base class's)
    ) -> None:
        super().__init__(query, mutation, subscription, extensions=[*extensions, Checked], **options)
        self._checks = checks
        self._known: OrderedDict[tuple[str | None, str | None], DocumentNode] = OrderedDict()

    def check(self, execution: ExecutionContext) -> None:
        """Check an operation.

        Raises:
            ApiError: it is refused.
        """
        for check in self._checks:
            check(execution)

    def remember(self, execution: ExecutionContext) -> None:
        """Keep the document of an operation that is about to be executed, in place of the one not asked for longest."""
        if execution.graphql_document:
            self._known[execution.query, execution._provided_operation_name] = execution.graphql_document
            if len(self._known) > KNOWN:
                self._known.popitem(last=False)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,  # noqa: ANN401
        root_value: Any | None = None,  # noqa: ANN401
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """Return the answer; see `strawberry.Schema.execute`."""
        asked = (query, variable_values, context_value, root_value, operation_name)
        execution = self._create_execution_context(query, allowed_operation_types or (), *asked[1:])
        execution.graphql_document = self._known.get((query, operation_name))
        if not execution.graphql_document or execution.operation_type not in execution.allowed_operations:
            return await super().execute(*asked, allowed_operation_types, operation_extensions)
        self._known.move_to_end((query, operation_name))
        own = self._get_custom_context_kwargs(operation_extensions)
        runner = self.create_extensions_runner(execution, [])
        try:
            self.check(execution)
            async with timeout(limits.MAX_SECONDS):
                result = await self._execute_operation(
                    execution, runner, UNWRAPPED, self._get_execute_function(), own
                )
        except Exception as error:  # noqa: BLE001 (told to the caller, and to the log where it is ours)
            told = (
                error if isinstance(error, GraphQLError) else GraphQLError(str(error), original_error=error)
            )
            return await self._handle_execution_result(execution, PreExecutionError(None, [told]), runner)
        return await self._handle_execution_result(execution, result, runner, skip_process_errors=True)

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log the errors that are ours, as they were raised, with the id of the request."""
        request = execution_context.context.request if execution_context else "–"
        for error in errors:
            if (coded(error).extensions or {})["code"] in OURS:
                LOG.error("request %s: %s", request, error, exc_info=error.original_error or error)
