"""The Starlette application: GraphQL over POST, GraphiQL over GET, health."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from strawberry.asgi import GraphQL

from api import graphiql, health, limits
from api.callers import ANONYMOUS, Caller, Callers
from api.documents import Documents
from api.errors import UnauthenticatedError, coded
from api.limits import BodyLimit
from api.loaders import Loaders
from api.observed import Metrics
from api.rates import Rates
from api.requests import Requests
from api.schema import build_schema
from api.services import Context, Services

if TYPE_CHECKING:
    import strawberry
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import StatelessLifespan
    from starlette.websockets import WebSocket
    from strawberry.http import GraphQLHTTPResponse
    from strawberry.types import ExecutionResult


class GraphQLEndpoint(GraphQL[Context, None]):
    """GraphQL over POST: no queries by GET, no uploads, no sockets, no page of its own."""

    def __init__(
        self,
        schema: strawberry.Schema,
        services: Services,
        callers: Callers,
        rates: Rates,
        documents: Documents,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
            multipart_uploads_enabled=False,
        )
        self._services, self._callers, self._rates = services, callers, rates
        self._documents = documents

    async def get_context(
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 (the base class's)
    ) -> Context:
        """Return the context of one request, with loaders of its own.

        Raises:
            HTTPException: the caller asks too often (429).
        """
        caller: Caller | UnauthenticatedError
        try:
            caller = await self._callers.of(request.headers)
        except UnauthenticatedError as error:
            caller = error
        address = request.client.host if request.client else ""
        known = isinstance(caller, Caller) and caller.name != ANONYMOUS
        if wait := self._rates.take(f"{caller}" if known else address):
            again = {"Retry-After": f"{ceil(wait)}"}
            raise HTTPException(429, f"Too many requests; ask again in {ceil(wait)} s.", again)
        told = request.state.told
        told["caller"] = caller.name if isinstance(caller, Caller) else "not known"
        return Context(
            self._services,
            Loaders(self._services.reader, self._services.lists),
            caller,
            told["request"],
            self._documents,
        )

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Return the response, its errors as a caller may see them, with the request's id."""
        told = request.state.told
        if result.errors:
            result = replace(result, errors=[coded(error, told["request"]) for error in result.errors])
            told["errors"] = sorted({str((error.extensions or {})["code"]) for error in result.errors or ()})
        return await super().process_result(request, result)

    def decode_json(self, data: str | bytes) -> object:
        """Return a request's body, with the text of a document that it names; unlike `json`, without NaN.

        Raises:
            JSONDecodeError: it is neither an object nor a list.
            HTTPException: no trusted document has this id (400).
        """
        decoded: object = orjson.loads(data)
        if not isinstance(decoded, dict | list):
            raise orjson.JSONDecodeError("expected an object", "", 0)
        if isinstance(decoded, dict) and "documentId" in decoded:
            text = self._documents.named(decoded.pop("documentId"))
            if text is None or "query" in decoded:
                raise HTTPException(400, "Unknown documentId, or query beside it.")
            decoded["query"] = text
        return decoded

    def encode_json(self, data: object) -> bytes:
        """Return the response's bytes."""
        return orjson.dumps(data)


def create_app(
    services: Services,
    callers: Callers | None = None,
    metrics: Metrics | None = None,
    documents: Documents | None = None,
    *,
    requests_per_minute: int = limits.MAX_REQUESTS,
    introspection: bool = True,
    lifespan: StatelessLifespan[Starlette] | None = None,
) -> Starlette:
    """Return the application over services that the caller made and closes.

    Args:
        services: the rooms behind the schema.
        callers: tells who asks; by default everybody is an admin, for tests and a server on loopback.
        metrics: what is measured; statements are where the caller has them watched.
        documents: those that strangers may send; all by default.
        requests_per_minute: of one caller; who shows no key is told apart by address.
        introspection: whether the schema tells of itself.
        lifespan: runs around serving, so that a driver can be opened and closed in the server's own loop.
    """
    schema, rates = build_schema(introspection=introspection), Rates(requests_per_minute)
    callers, metrics = callers or Callers(), metrics or Metrics()
    metrics.watch_roots(schema._schema)
    endpoint = GraphQLEndpoint(schema, services, callers, rates, documents or Documents())
    return Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["POST"]),
            *graphiql.routes(services.assets),
            *health.routes(services.reader, services.recommender),
            *metrics.routes(callers),
        ],
        middleware=[Middleware(Requests, metrics=metrics), Middleware(BodyLimit)],
        lifespan=lifespan,
    )
