"""What is refused before it is GraphQL (too large, too often, no JSON) has an error of GraphQL's shape all the same."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH: Final = "/graphql"
CODES: Final = {
    HTTPStatus.UNAUTHORIZED: "UNAUTHENTICATED",
    HTTPStatus.FORBIDDEN: "FORBIDDEN",
    HTTPStatus.REQUEST_TIMEOUT: "TIMEOUT",
    HTTPStatus.TOO_MANY_REQUESTS: "TOO_MANY",
    HTTPStatus.INTERNAL_SERVER_ERROR: "INTERNAL",
    HTTPStatus.SERVICE_UNAVAILABLE: "UNAVAILABLE",
}
"""As errors of operations have them, see `api.errors`; all else is a BAD_REQUEST."""
PLAIN: Final = b"text/plain"
REPLACED: Final = frozenset({b"content-type", b"content-length"})


class Refusals:
    """ASGI middleware: makes a refusal in plain text one in JSON, with its code and the id of the request.

    The status and all other headers, such as `Retry-After`, stay as they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; what is refused is held back until all of it is said."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        told = scope["state"]["told"]
        start: Message | None = None
        said = b""

        async def shaped(message: Message) -> None:
            nonlocal start, said
            if message["type"] == "http.response.start" and _is_refusal(message):
                start = message
            elif start is None:
                await send(message)
            else:
                said += message.get("body", b"")
                if not message.get("more_body", False):
                    code = CODES.get(start["status"], "BAD_REQUEST")
                    told["errors"] = [code]
                    await _send(start, _error(said.decode(errors="replace"), code, told["request"]), send)

        await self._app(scope, receive, shaped)


def _is_refusal(start: Message) -> bool:
    kind = next((value for name, value in start.get("headers", ()) if name.lower() == b"content-type"), b"")
    return bool(start["status"] >= HTTPStatus.BAD_REQUEST and kind.startswith(PLAIN))


def _error(text: str, code: str, request: str) -> bytes:
    extensions = {"code": code, "request": request}
    return orjson.dumps({"errors": [{"message": text, "extensions": extensions}]})


async def _send(start: Message, body: bytes, send: Send) -> None:
    headers = [pair for pair in start.get("headers", ()) if pair[0].lower() not in REPLACED]
    own = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({**start, "headers": [*headers, *own]})
    await send({"type": "http.response.body", "body": body})
