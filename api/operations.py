"""Which of a document's operations is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import OperationDefinitionNode

from api.errors import UnnamedError

if TYPE_CHECKING:
    from strawberry.types import ExecutionContext


def check_named(execution: ExecutionContext) -> None:
    """Refuse a document of several operations where none is named; Strawberry would take the first.

    Raises:
        UnnamedError: no `operationName`, and several operations.
    """
    if execution._provided_operation_name is None and execution.graphql_document:
        found = [isinstance(each, OperationDefinitionNode) for each in execution.graphql_document.definitions]
        if sum(found) > 1:
            raise UnnamedError
