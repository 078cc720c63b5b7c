"""An application on a socket of its own, and clients of its streams: what ASGI clients in memory do not have."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from daogou.commands.serve import bind
from daogou.server import Server, server_of
from daogou.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.applications import Starlette

PROTOCOL = Subprotocol("graphql-transport-ws")
EVENTS = {"Accept": "text/event-stream"}
PATIENCE = 20


class Served:
    """One served application, and how to ask it."""

    def __init__(self, address: str, server: Server, app: Starlette) -> None:
        self.address, self.server, self.app = address, server, app
        self.http = httpx.AsyncClient(base_url=f"http://{address}", timeout=PATIENCE)

    async def ask(self, query: str, key: str = "", **variables: object) -> Any:
        """Return the whole answer of a POST."""
        body = {"query": query, "variables": variables}
        return (await self.http.post("/graphql", json=body, headers=shown(key))).json()

    @asynccontextmanager
    async def events(self, query: str, key: str = "", **variables: object) -> AsyncIterator[Events]:
        """Subscribe over a stream of events."""
        body = {"query": query, "variables": variables}
        headers = {**EVENTS, **shown(key)}
        async with self.http.stream("POST", "/graphql", json=body, headers=headers) as response:
            yield Events(response)

    @asynccontextmanager
    async def socket(self, key: str = "", *, greet: bool = True, **options: Any) -> AsyncIterator[Socket]:
        """Open a socket, and greet."""
        options = {"subprotocols": [PROTOCOL], "compression": None, **options}
        async with connect(f"ws://{self.address}/graphql", **options) as opened:
            socket = Socket(opened)
            if greet:
                await socket.send("connection_init", payload=shown(key))
                assert (await socket.next())["type"] == "connection_ack"
            yield socket


class Events:
    """What a stream of events brings."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def next(self) -> Any:
        """Return the data of the next event; None where it completes."""
        async with asyncio.timeout(PATIENCE):
            async for line in self._lines:
                if line == "event: complete":
                    return None
                if line.startswith("data: {"):
                    return json.loads(line.removeprefix("data: "))
        raise EOFError


class Socket:
    """A client of graphql-transport-ws."""

    def __init__(self, opened: ClientConnection) -> None:
        self.opened = opened

    async def send(self, type_: str, **parts: object) -> None:
        await self.opened.send(json.dumps({"type": type_, **parts}))

    async def subscribe(self, query: str, id_: str = "1", **variables: object) -> None:
        await self.send("subscribe", id=id_, payload={"query": query, "variables": variables})

    async def next(self) -> Any:
        """Return the next message, which is text."""
        async with asyncio.timeout(PATIENCE):
            message = await self.opened.recv()
        assert isinstance(message, str)
        return json.loads(message)

    async def closed(self) -> tuple[int | None, str | None]:
        """Wait until the server closes; return its code and reason."""
        async with asyncio.timeout(PATIENCE):
            await self.opened.wait_closed()
        return self.opened.close_code, self.opened.close_reason


async def until(true: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(100 * PATIENCE):
        if true():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


@asynccontextmanager
async def served(app: Starlette) -> AsyncIterator[Served]:
    """Serve an application at a free port, as `daogou serve` does, until the end."""
    with bind(Settings(port=0)) as bound:
        server = server_of(app)
        serving = asyncio.create_task(server.serve([bound]))
        await until(lambda: server.started)
        host, port = bound.getsockname()[:2]
        client = Served(f"{host}:{port}", server, app)
        try:
            yield client
        finally:
            await client.http.aclose()
            server.should_exit = True
            with suppress(asyncio.CancelledError):
                await serving


def shown(key: str) -> dict[str, str]:
    """Return what shows a key, as headers or as `connection_init`'s payload."""
    return {"Authorization": f"Bearer {key}"} if key else {}
