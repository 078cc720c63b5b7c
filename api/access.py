"""Who may ask for what: one table, and the one place that enforces it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from graphql import SKIP, TypeInfo, TypeInfoVisitor, Visitor, visit

from api.callers import Role
from api.errors import ForbiddenError, UnauthenticatedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, FieldNode, GraphQLSchema, OperationDefinitionNode
    from graphql.language import VisitorAction
    from strawberry.types import ExecutionContext

    from api.callers import Caller

ANYONE: Final = frozenset(Role)
ADMINS: Final = frozenset({Role.ADMIN})
STRANGERS: Final = frozenset({Role.PUBLIC, Role.SHOPPER})
"""Roles of whom only trusted documents are taken, where there are any."""
PEOPLE: Final = ADMINS | {Role.SHOPPER, Role.MERCHANDISER}
SHOP: Final = ADMINS | {Role.MERCHANDISER, Role.ANALYST}
DESK: Final = ADMINS | {Role.MERCHANDISER}

FIELDS: Final[Mapping[str, frozenset[Role]]] = {
    **dict.fromkeys(
        (
            "Query.product",
            "Query.products",
            "Query.brand",
            "Query.search",
            "Query.similar",
            "Query.boughtTogether",
            "Query.trending",
            "Query.substitutes",
            "Query.upgrades",
            "Query.popularInSegment",
            "Query.node",
            "Query.nodes",
            "Query.model",
            "Query.category",
            "Query.feature",
            "Query.parameter",
            "Query.useCase",
            "Query.suggest",
            "Query.compare",
            "Query.facts",
            "Query.sourcesFor",
            "Query.neighbourhood",
            "Query.paths",
            "Mutation.ask",
        ),
        ANYONE,
    ),
    "Query.recommend": PEOPLE,
    "Query.profile": ADMINS | {Role.SHOPPER, Role.ANALYST},
    "Query.segments": SHOP,
    "Query.behaviour": SHOP,
    "Query.rules": SHOP,
    "Query.audit": DESK,
    "Query.job": DESK,
    "Query.cypher": ADMINS | {Role.ANALYST},
    "Mutation.recordEvents": ADMINS | {Role.SHOPPER},
    "Mutation.upsertRule": DESK,
    "Mutation.removeRule": DESK,
    "Mutation.mergeEntities": DESK,
    "Mutation.undoMerge": DESK,
    "Mutation.correctFact": DESK,
    "Mutation.undoCorrection": DESK,
    "Mutation.ingestDocuments": DESK,
    "Mutation.cancelJob": DESK,
    "Mutation.forgetMe": ADMINS | {Role.SHOPPER},
    "Subscription.ask": ANYONE,
    "Subscription.priceDrops": ANYONE,
    "Subscription.recommendationChanges": PEOPLE,
    "Subscription.jobProgress": ADMINS | {Role.MERCHANDISER},
}
"""Root fields, and any below them that fewer may ask for. A root field that is not here is for admins; any other is for
whoever may ask for the field above it. Of `SHOPPER` a resolver takes only what is theirs, see `Caller.acting_for`."""
ROOTS: Final = ("Query", "Mutation", "Subscription")
CACHED: Final = 256


def check_access(execution: ExecutionContext) -> None:
    """Refuse an operation before anything of it is executed, where the caller may not ask for one of its fields.

    Raises:
        UnauthenticatedError: the request showed a key or token that is not valid.
        ForbiddenError: a field is not for the caller's role, or the document is none of the shop's.
    """
    caller: Caller | UnauthenticatedError = execution.context.caller
    if isinstance(caller, UnauthenticatedError):
        raise caller
    if caller.role in STRANGERS and not execution.context.documents.trust(execution.query or ""):
        raise ForbiddenError("only trusted documents are taken, by `documentId`")
    if execution.graphql_document:
        operation = Operation(execution.query or "", execution.operation_name, execution.graphql_document)
        for each in asked(operation, execution.schema._schema):
            check_role(caller.role, each)


def check_role(role: Role, field: str) -> None:
    """Refuse a field, given as `Type.field`, to those who may not ask for it.

    Raises:
        ForbiddenError: the role may not.
    """
    if role not in allowed(field):
        raise ForbiddenError(f"{field} is not for the role {role}")


def allowed(field: str) -> frozenset[Role]:
    """Return who may ask for a field, given as `Type.field`, as far as it is guarded itself."""
    return FIELDS.get(field, ADMINS if field.split(".")[0] in ROOTS else ANYONE)


@dataclass(frozen=True, slots=True)
class Operation:
    """One of a valid document, which its text stands for: to tell two of them apart by all their nodes takes long."""

    text: str
    name: str | None
    document: DocumentNode = field(compare=False)


@lru_cache(CACHED)
def asked(operation: Operation, schema: GraphQLSchema) -> tuple[str, ...]:
    """Return the fields, as `Type.field`, of an operation and of the document's fragments, without introspection."""
    types = TypeInfo(schema)
    found: dict[str, None] = {}

    class Fields(Visitor):
        def enter_field(self, node: FieldNode, *_: object) -> None:
            parent = types.get_parent_type()
            if parent and not node.name.value.startswith("__"):
                found[f"{parent.name}.{node.name.value}"] = None

        def enter_operation_definition(self, node: OperationDefinitionNode, *_: object) -> VisitorAction:
            return SKIP if operation.name and node.name and node.name.value != operation.name else None

    visit(operation.document, TypeInfoVisitor(types, Fields()))
    return tuple(found)
