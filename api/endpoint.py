"""GraphQL at one address: requests that are answered at once, by a stream of events, or on a socket."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import orjson
from starlette.exceptions import HTTPException
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http import GraphQLRequestData
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UNSET

from api import limits
from api.callers import HEADER, told_apart
from api.channels import Channel
from api.errors import BadInputError, TooManyError, UnauthenticatedError, coded
from api.services import Context
from api.sockets import Socket, SocketAdapter, SocketHandler
from api.streams import EVENTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import strawberry
    from cross_web import AsyncHTTPRequestAdapter
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send
    from strawberry.http import GraphQLHTTPResponse
    from strawberry.types import ExecutionResult
    from strawberry.types.unset import UnsetType

    from api.callers import Caller, Callers
    from api.channels import Channels
    from api.documents import Documents
    from api.rates import Rates
    from api.services import Services

SUBSCRIPTION = "subscription"
Given: TypeAlias = "dict[str, Any]"


class GraphQLEndpoint(GraphQL[Context | Socket, None]):
    """GraphQL over POST and on sockets: no queries by GET, no uploads, no page of its own, no legacy protocol."""

    websocket_adapter_class = SocketAdapter
    graphql_transport_ws_handler_class = SocketHandler

    def __init__(
        self,
        schema: strawberry.Schema,
        services: Services,
        callers: Callers,
        rates: Rates,
        documents: Documents,
        channels: Channels,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            allow_queries_via_get=False,
            subscription_protocols=(GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL),
            connection_init_wait_timeout=timedelta(seconds=limits.MAX_SILENCE),
            max_subscriptions_per_connection=None,  # the handler counts, and says so with a code
            multipart_uploads_enabled=False,
        )
        self.channels = channels
        self._services, self._callers, self._rates = services, callers, rates
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; a socket has a seat of its address for as long as it is open.

        Raises:
            HTTPException: the address has too many sockets, or asks too often (429), or the server stops (503).
        """
        if scope["type"] != "websocket":
            await super().__call__(scope, receive, send)
            return
        address = _address(WebSocket(scope, receive, send))
        self._take(address)
        if self.channels.stopping:
            raise HTTPException(503, "The server stops; ask again.")
        try:
            with self.channels.sockets.take(address):
                await super().__call__(scope, receive, send)
        except TooManyError as error:
            raise HTTPException(429, str(error)) from None

    async def get_context(
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 (the base class's)
    ) -> Context | Socket:
        """Return the context of one request, with loaders of its own; of a socket what is known before it is greeted.

        Raises:
            HTTPException: the caller asks too often (429).
        """
        address, told = _address(request), request.state.told
        if isinstance(request, WebSocket):
            return Socket(request.headers, address, told["request"], told)
        caller: Caller | UnauthenticatedError
        try:
            caller = await self._callers.of(request.headers)
        except UnauthenticatedError as error:
            self._take(address)
            told["caller"] = "not known"
            return self._context(error, told["request"])
        who = told_apart(caller, address)
        self._take(who)
        told["caller"] = caller.name
        streamed = EVENTS in request.headers.get("accept", "")
        channel = self._channel(caller, who, request.headers) if streamed else None
        return self._context(caller, told["request"], channel)

    async def on_ws_connect(self, context: Context | Socket) -> UnsetType:
        """Greet a socket whose `connection_init`, or else whose handshake, shows what is valid, or nothing.

        Raises:
            ConnectionRejectionError: it shows what is not valid; the socket is closed (4403).
        """
        socket = cast("Socket", context)
        given = {name.lower(): value for name, value in (socket.connection_params or {}).items()}
        shown = given.get(HEADER, socket.headers.get(HEADER))
        headers = {} if shown is None else {HEADER: str(shown)}
        try:
            caller = await self._callers.of(headers)
        except UnauthenticatedError:
            socket.told["caller"] = "not known"
            raise ConnectionRejectionError from None
        socket.told["caller"] = caller.name
        channel = self._channel(caller, told_apart(caller, socket.address), headers)
        socket.context = self._context(caller, socket.request, channel)
        return cast("UnsetType", UNSET)

    async def admit(self, context: Context, payload: Given) -> None:
        """Take an operation of a socket, with the text of a document that it names.

        Raises:
            ApiError: the caller asks too often, shows what is not valid any more, or names no document.
        """
        self._name(payload)
        if channel := context.channel:
            if wait := self._rates.take(channel.who):
                raise TooManyError(f"Too many requests; ask again in {ceil(wait)} s.")
            await channel.check()
            if channel.why:
                raise channel.why

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        """Return what is asked; clients that take a stream for anything get a query's answer at once."""
        asked = await super().parse_http_body(request)
        if (
            isinstance(asked, GraphQLRequestData)
            and asked.protocol == "sse"
            and SUBSCRIPTION not in (asked.query or "")
            and "json" in request.headers.get("accept", "")
        ):
            asked.protocol = "http"
        return asked

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
        if isinstance(decoded, dict):
            try:
                self._name(decoded)
            except BadInputError as error:
                raise HTTPException(400, str(error)) from None
        return decoded

    def encode_json(self, data: object) -> bytes:
        """Return the response's bytes."""
        return orjson.dumps(data)

    def _name(self, given: Given) -> None:
        """Put the text of a document in the place of its id."""
        if "documentId" in given:
            text = self._documents.named(given.pop("documentId"))
            if text is None or "query" in given:
                raise BadInputError("Unknown documentId, or query beside it.")
            given["query"] = text

    def _take(self, who: str) -> None:
        if wait := self._rates.take(who):
            again = {"Retry-After": f"{ceil(wait)}"}
            raise HTTPException(429, f"Too many requests; ask again in {ceil(wait)} s.", again)

    def _channel(self, caller: Caller, who: str, headers: Mapping[str, str]) -> Channel:
        shown = {HEADER: headers[HEADER]} if HEADER in headers else {}
        return Channel(self.channels, caller, who, lambda: self._callers.of(shown))

    def _context(
        self, caller: Caller | UnauthenticatedError, request: str, channel: Channel | None = None
    ) -> Context:
        return Context(self._services, self._services.loaders(), caller, request, self._documents, channel)


def _address(request: Request | WebSocket) -> str:
    return request.client.host if request.client else ""
