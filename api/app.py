"""The Starlette application: GraphQL over POST, GraphiQL over GET, health."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from strawberry.asgi import GraphQL

from api import graphiql, health
from api.errors import coded
from api.limits import BodyLimit
from api.loaders import Loaders
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

    def __init__(self, schema: strawberry.Schema, services: Services) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(),
            multipart_uploads_enabled=False,
        )
        self._services = services

    async def get_context(
        self,
        request: Request | WebSocket,  # noqa: ARG002 (the base class's)
        response: Response | WebSocket,  # noqa: ARG002 (the base class's)
    ) -> Context:
        """Return the context of one request, with loaders of its own."""
        return Context(self._services, Loaders(self._services.reader, self._services.lists))

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Return the response, its errors as a caller may see them."""
        if result.errors:
            result = replace(result, errors=[coded(error) for error in result.errors])
        return await super().process_result(request, result)

    def decode_json(self, data: str | bytes) -> object:
        """Return a request's body; unlike `json`, without NaN and halves of characters.

        Raises:
            JSONDecodeError: it is neither an object nor a list.
        """
        decoded: object = orjson.loads(data)
        if not isinstance(decoded, dict | list):
            raise orjson.JSONDecodeError("expected an object", "", 0)
        return decoded

    def encode_json(self, data: object) -> bytes:
        """Return the response's bytes."""
        return orjson.dumps(data)


def create_app(services: Services, *, lifespan: StatelessLifespan[Starlette] | None = None) -> Starlette:
    """Return the application over services that the caller made and closes.

    `lifespan` runs around serving, so that a driver can be opened and closed in the server's own loop.
    """
    endpoint = GraphQLEndpoint(build_schema(), services)
    return Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["POST"]),
            *graphiql.routes(services.assets),
            *health.routes(services.reader),
        ],
        middleware=[Middleware(BodyLimit)],
        lifespan=lifespan,
    )
