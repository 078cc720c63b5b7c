"""Limits on what one request may ask, checked before Neo4j is."""

from __future__ import annotations

from asyncio import get_running_loop, timeout_at
from typing import TYPE_CHECKING, Final, TypeVar

from starlette.responses import PlainTextResponse

from api.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

T = TypeVar("T")
MAX_DEPTH: Final = 12
MAX_ALIASES: Final = 30
MAX_TOKENS: Final = 2_000
MAX_OBJECTS: Final = 25_000
"""Objects of one answer, as far as `first` tells."""
MAX_PAGE: Final = 100
MAX_FACTS: Final = 200
"""Facts of one product."""
MAX_SCANS: Final = 10
"""Lists, searches and walks of one answer: what each reads grows with the graph."""
MAX_COST: Final = 5_000_000
"""Nodes and relations that the graph reads for one answer, as far as its own counts tell."""
MAX_COMPARED: Final = 8
"""Products side by side."""
MAX_STEPS: Final = 6
"""Of a path."""
MAX_AROUND: Final = 3
"""Steps around a node."""
MAX_CHOICES: Final = 50
"""Of one list in a filter."""
MAX_EVENTS: Final = 500
MAX_DOCUMENTS: Final = 100
"""Of one `ingestDocuments`."""
MAX_DOCUMENT: Final = 20_000
"""Characters of one of them."""
MAX_CYPHER: Final = 10_000
"""Characters of an analyst's statement."""
MAX_TEXT: Final = 200
"""Characters of a search, an id or a device; longer ones are refused."""
MAX_SECONDS: Final = 15.0
"""Of one operation; statements that still run then are ended."""
MAX_CHANGE: Final = 11.0
"""Seconds of an operation after which the graph undoes a change: it looks every two, and the answer takes some."""
MAX_REQUESTS: Final = 6_000
"""A minute, of one caller."""
MAX_BODY: Final = 1_000_000
"""Bytes of a request, or of a message on a socket."""
MAX_UPLOAD: Final = 15.0
"""Seconds until a request's body is whole."""
MAX_SUBSCRIPTIONS: Final = 20
"""Operations at a time on one socket."""
MAX_STREAMS: Final = 200
"""Subscriptions at a time of one caller, and sockets of one address, in one process."""
MAX_SILENCE: Final = 10
"""Seconds from the opening of a socket to its `connection_init`."""
MAX_STALL: Final = 30
"""Seconds in which a client takes nothing of what it is sent; then the connection is cut."""
CHECKED: Final = 10.0
"""Seconds between two looks at the key or token of a connection."""


def within(name: str, number: int, most: int) -> int:
    """Return a number from 1 to `most`, or say that it is out of range."""
    if not 1 <= number <= most:
        raise BadInputError(f"`{name}` is {number}; expected 1 to {most}")
    return number


def page_size(first: int, *, most: int = MAX_PAGE) -> int:
    """Return `first`, or say that it is out of range."""
    return within("first", first, most)


def at_most(values: Sequence[T], first: int | None) -> Sequence[T]:
    """Return the first of the values: as many as one asks for, or a whole page of them."""
    return values[: MAX_PAGE if first is None else page_size(first)]


class BodyTooLargeError(Exception):
    """The body passed the limit while it was read."""


class BodyTooSlowError(Exception):
    """The body did not come in time."""


class BodyLimit:
    """ASGI middleware: refuses bodies over `most` bytes (413), and those that are not whole after `seconds` (408)."""

    def __init__(self, app: ASGIApp, most: int = MAX_BODY, seconds: float = MAX_UPLOAD) -> None:
        self._app = app
        self._most, self._seconds = most, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read of it."""
        read, whole, loop = 0, scope["type"] != "http", get_running_loop()
        until = loop.time() + self._seconds

        async def counted() -> Message:
            nonlocal read, whole
            try:
                async with timeout_at(None if whole else until):
                    message = await receive()
            except TimeoutError:
                raise BodyTooSlowError from None
            read += len(message.get("body", b""))
            whole = whole or not message.get("more_body", False)
            if read > self._most:
                raise BodyTooLargeError
            return message

        try:
            await self._app(scope, counted, send)
        except BodyTooLargeError:
            refusal = PlainTextResponse(f"The request is over {self._most} bytes.", status_code=413)
            await refusal(scope, receive, send)
        except BodyTooSlowError:
            late = PlainTextResponse("The request did not come in time.", 408, {"Connection": "close"})
            await late(scope, receive, send)
