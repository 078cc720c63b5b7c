"""GraphQL on a WebSocket, by the protocol `graphql-transport-ws` (the library graphql-ws).

Strawberry speaks the protocol; here stands what a socket on the open internet needs besides: messages of the right
shape, trusted documents, callers who may ask, and an end that is told.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, suppress
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from starlette.websockets import WebSocketDisconnect
from strawberry.asgi import ASGIWebSocketAdapter
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import ErrorMessage

from api import limits
from api.errors import ApiError, TooManyError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import GraphQLFormattedError
    from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import Operation
    from strawberry.subscriptions.protocols.graphql_transport_ws.types import (
        ConnectionInitMessage,
        Message,
        SubscribeMessage,
    )

    from api.channels import Channel
    from api.services import Context

FORBIDDEN: Final = (4403, "Forbidden")
"""How a socket is closed whose key or token is not valid; clients of graphql-ws connect again with a fresh one."""
RESTART: Final = (1012, "Service Restart")
PATIENCE: Final = 5.0
"""Seconds that the operations of a socket get to end before it is closed."""


@dataclass
class Socket:
    """What is known of a socket: what its handshake showed, then what `connection_init` did, then its context."""

    headers: Mapping[str, str]
    address: str
    request: str
    told: dict[str, Any]
    connection_params: dict[str, object] | None = None
    context: Context | None = None


class SocketAdapter(ASGIWebSocketAdapter):
    """Sends text, as the protocol asks; Strawberry's sends what `encode_json` returns."""

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message."""
        try:
            await self.ws.send_text(self.view.encode_json_string(message))
        except WebSocketDisconnect as error:
            raise WebSocketDisconnected from error


class SocketHandler(BaseGraphQLTransportWSHandler[Any, None]):
    """Serves one socket."""

    _closing: asyncio.Task[None] | None = None

    async def handle(self) -> None:
        """Serve until either side closes."""
        with ExitStack() as self._life:
            await super().handle()

    async def handle_message(self, message: Message) -> None:
        """Take a message that has the shape of one; any other closes the socket (4400)."""
        if _well_formed(message):
            await super().handle_message(message)
        else:
            await self.handle_invalid_message("Expected a message of graphql-transport-ws")

    async def handle_connection_init(self, message: ConnectionInitMessage) -> None:
        """Greet a caller; from then on operations have the caller's context."""
        await super().handle_connection_init(message)
        if isinstance(self.context, Socket) and self.context.context:
            self.context = self.context.context
            channel = cast("Channel", self.context.channel)
            channel.when_over = self._over
            self._life.enter_context(self.view.channels.opened(channel))  # type: ignore[attr-defined]

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Begin an operation, where the caller may."""
        payload: dict[str, Any] = dict(message["payload"])
        if self.connection_acknowledged:
            try:
                if len(self.operations) >= limits.MAX_SUBSCRIPTIONS:
                    raise TooManyError(
                        f"{limits.MAX_SUBSCRIPTIONS} operations at a time are taken on one socket"
                    )
                await self.view.admit(self.context, payload)  # type: ignore[attr-defined]
            except ApiError as error:
                problem: GraphQLFormattedError = {
                    "message": str(error),
                    "extensions": {"code": error.code, "request": self.context.request},
                }
                await self.send_message(ErrorMessage(id=message["id"], type="error", payload=[problem]))
                return
        await super().handle_subscribe({**message, "payload": payload})  # type: ignore[typeddict-item]

    async def run_operation(self, operation: Operation[Any, None]) -> None:
        """Run an operation with a context of its own: loaders keep what they read, and operations run side by side."""
        own = copy(self)
        own.context = self.context.renewed()
        await super(SocketHandler, own).run_operation(operation)

    def _over(self) -> None:
        self._closing = asyncio.create_task(self._close())

    async def _close(self) -> None:
        if running := [operation.task for operation in self.operations.values() if operation.task]:
            await asyncio.wait(running, timeout=PATIENCE)
        with suppress(RuntimeError, WebSocketDisconnect):
            await self.websocket.close(*(FORBIDDEN if self.context.channel.why else RESTART))


def _well_formed(message: object) -> bool:
    """Say whether a message has the parts, of the right types, that the handler reads of it."""
    if not isinstance(message, dict):
        return False
    id_, payload = message.get("id", "-"), message.get("payload", {})
    if not isinstance(id_, str) or not 0 < len(id_) <= limits.MAX_TEXT:
        return False
    if message.get("type") != "subscribe":
        return isinstance(payload, dict | None)
    return (
        "id" in message
        and isinstance(payload, dict)
        and isinstance(payload.get("query", payload.get("documentId")), str)
        and isinstance(payload.get("variables"), dict | None)
        and isinstance(payload.get("operationName"), str | None)
    )
