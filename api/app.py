"""The Starlette application: GraphQL over POST and on sockets, GraphiQL over GET, health."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute

from api import graphiql, health, limits
from api.callers import Callers
from api.channels import Channels, relay_all
from api.documents import Documents
from api.endpoint import GraphQLEndpoint
from api.limits import BodyLimit
from api.observed import Metrics
from api.origins import guards
from api.rates import Rates
from api.refusals import Refusals
from api.requests import Requests
from api.schema import build_schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import StatelessLifespan

    from api.services import Services


def create_app(
    services: Services,
    callers: Callers | None = None,
    metrics: Metrics | None = None,
    documents: Documents | None = None,
    channels: Channels | None = None,
    *,
    requests_per_minute: int = limits.MAX_REQUESTS,
    introspection: bool = True,
    hosts: Sequence[str] = (),
    origins: Sequence[str] = (),
    lifespan: StatelessLifespan[Starlette] | None = None,
) -> Starlette:
    """Return the application over services that the caller made and closes.

    Args:
        services: the rooms behind the schema.
        callers: tells who asks; by default everybody is an admin, for tests and a server on loopback.
        metrics: what is measured; statements are where the caller has them watched.
        documents: those that strangers may send; all by default.
        channels: the connections of subscriptions, which whoever stops the application ends.
        requests_per_minute: of one caller; who shows no key is told apart by address.
        introspection: whether the schema tells of itself.
        hosts: names that are answered to, without ports; any by default.
        origins: of other sites whose pages may ask, such as `https://shop.example`; none by default.
        lifespan: runs around serving, so that a driver can be opened and closed in the server's own loop.
    """
    schema, rates = build_schema(introspection=introspection), Rates(requests_per_minute)
    callers, metrics, channels = callers or Callers(), metrics or Metrics(), channels or Channels()
    metrics.watch_roots(schema._schema)
    metrics.subscriptions.set_function(lambda: channels.subscriptions.taken)
    relay_all(schema._schema)
    endpoint = GraphQLEndpoint(schema, services, callers, rates, documents or Documents(), channels)
    endpoint.allowed_origins = frozenset(origins)
    app = Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["POST"]),
            WebSocketRoute("/graphql", endpoint),
            *graphiql.routes(services.assets),
            *health.routes(services.reader, services.recommender),
            *metrics.routes(callers),
        ],
        middleware=[
            Middleware(Requests, metrics=metrics),
            Middleware(Refusals),
            *guards(hosts, origins),
            Middleware(BodyLimit),
        ],
        lifespan=lifespan,
    )
    app.state.channels = channels
    return app
