"""Objects of our own types are answered in one go: an answer of many small objects costs a fraction.

The executor of graphql-core resolves one field at a time, some 10 µs each and more where a resolver waits, and a page
of products with reasons has 300. A selection is put together once into a function from object to dictionary, and what
resolvers wait for is awaited together. Whatever that does not expect (a null where none may be, an error of a field) is
left to the executor, which asks again and answers as the specification says.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from graphql import ExecutionResult
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from api.completion import Scope, Waiting
from api.selections import Kept, Selections

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graphql import (
        ExperimentalIncrementalExecutionResults,
        GraphQLOutputType,
        GraphQLResolveInfo,
        OperationDefinitionNode,
    )
    from graphql.execution.collect_fields import FieldDetailsList
    from graphql.pyutils import AwaitableOrValue, Path


SELECTIONS: Final = "daogou-selections"
"""Under which a schema keeps the selections of the latest documents, which the parser's cache keeps too."""
DOCUMENTS: Final = 256
UNEXPECTED: Final = object()


class Projection(StrawberryGraphQLCoreExecutionContext):
    """An executor that completes objects by their selections; one lives as long as a request."""

    @cached_property
    def _selections(self) -> Selections:
        documents: OrderedDict[int, tuple[OperationDefinitionNode, Kept]]
        documents = self.schema.extensions.setdefault(SELECTIONS, OrderedDict())
        # The operation is kept too, so that no other gets its id.
        kept = documents.pop(id(self.operation), (self.operation, {}))
        documents[id(self.operation)] = kept
        if len(documents) > DOCUMENTS:
            documents.popitem(last=False)
        return Selections(self, kept[1])

    def build_per_event_executor(self, payload: object) -> Projection:
        """Return the executor of one event of a subscription, which reads the graph anew."""
        executor = cast("Projection", super().build_per_event_executor(payload))
        executor.context_value = self.context_value.renewed()
        return executor

    def build_response(
        self, data: dict[str, Any] | None
    ) -> ExecutionResult | ExperimentalIncrementalExecutionResults:
        """Return the response, and let go of what refers back to the executor: with it goes all that was read.

        The collector of cycles, which would find it otherwise, stops every answer for some 10 ms.
        """
        response = super().build_response(data)
        if isinstance(response, ExecutionResult):
            vars(self).pop("_selections", None)
            del self.async_helpers
        return response

    def complete_value(
        self,
        return_type: GraphQLOutputType,
        field_details_list: FieldDetailsList,
        info: GraphQLResolveInfo[Any],
        path: Path,
        result: object,
        position_context: Any,  # noqa: ANN401 (a private type of the executor)
    ) -> AwaitableOrValue[Any]:
        """Return what is answered for a field, or an awaitable of it; see `Executor.complete_value`."""

        def singly() -> AwaitableOrValue[Any]:
            return super(Projection, self).complete_value(
                return_type, field_details_list, info, path, result, position_context
            )

        if isinstance(result, Exception):
            return singly()
        scope = Scope(info, [], {})
        try:
            complete = self._selections.of(return_type, field_details_list)
            values = complete(result, scope) if complete else UNEXPECTED
        except Exception:  # noqa: BLE001 (the executor meets it again and says where)
            values = UNEXPECTED
        if values is UNEXPECTED:
            _drop(scope.waiting)
            return singly()
        return self._together(values, scope, singly) if scope.waiting else values

    async def _together(
        self, values: object, scope: Scope, singly: Callable[[], AwaitableOrValue[Any]]
    ) -> object:
        if await _settle(scope):
            return values
        found = singly()
        return await found if self.is_awaitable(found) else found


async def _settle(scope: Scope) -> bool:
    """Put what is waited for into its places; say whether all went as expected."""
    settled = await asyncio.gather(
        *(_put(field, scope._replace(waiting=[])) for field in scope.waiting), return_exceptions=True
    )
    return all(done is True for done in settled)


async def _put(field: Waiting, below: Scope) -> bool:
    found = await field.resolved
    try:
        field.values[field.name] = field.complete(found, below)
    except Exception:
        _drop(below.waiting)
        raise
    return await _settle(below) if below.waiting else True


def _drop(waiting: Sequence[Waiting]) -> None:
    for field in waiting:
        field.resolved.close()
