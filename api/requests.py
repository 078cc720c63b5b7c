"""Each request has an id, which its answer, its errors and its line in the log have."""

from __future__ import annotations

import logging
import re
import time
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

import orjson

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.observed import Metrics

LOG: Final = logging.getLogger("daogou.requests")
HEADER: Final = b"x-request-id"
TAKEN: Final = re.compile(rb"[A-Za-z0-9_-]{1,64}")
"""Ids of a caller's own that are taken over; others might forge lines of the log."""
STATUSES: Final = {"http": 500, "websocket": 403}
"""What an answer is that never began: an error of ours, or a socket that is closed before it is accepted."""
STARTS: Final = ("http.response.start", "websocket.http.response.start")


class Requests:
    """ASGI middleware: gives requests an id and writes a line of JSON for each answer, and for a socket when it closes.

    What the endpoint learns of a request (the caller's name, the operation, codes of errors) it puts into
    `request.state.told`; queries, variables, ids of shoppers and addresses are not written.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with an id."""
        if scope["type"] not in STATUSES:
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        own = given if TAKEN.fullmatch(given) else uuid4().hex.encode()
        told: dict[str, Any] = {
            "request": own.decode(),
            "path": scope["path"],
            "status": STATUSES[scope["type"]],
        }
        scope.setdefault("state", {})["told"] = told
        began = time.perf_counter()

        async def named(message: Message) -> None:
            if message["type"] == "websocket.accept":
                told["status"] = 101
            elif message["type"] in STARTS:
                told["status"] = message["status"]
                message = {**message, "headers": [*message.get("headers", ()), (HEADER, own)]}
            await send(message)

        try:
            await self._app(scope, receive, named)
        finally:
            told["ms"] = round(1000 * (time.perf_counter() - began), 1)
            self._metrics.answers.labels(told["status"]).inc()
            for code in told.get("errors", ()):
                self._metrics.errors.labels(code).inc()
            LOG.info(orjson.dumps(told).decode())
