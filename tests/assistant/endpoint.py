"""A loopback server that speaks the chat protocol, and fails in every way that one can."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

SLOW = 20.0
"""Seconds that an answer takes which nobody should wait for."""
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def message(content: object, *, reason: str = "stop", **more: object) -> bytes:
    """Return a chat completion."""
    choice = {
        "index": 0,
        "message": {"role": "assistant", "content": content, **more},
        "finish_reason": reason,
    }
    return json.dumps({"object": "chat.completion", "choices": [choice]}).encode()


def sentences(*said: tuple[int, str]) -> bytes:
    """Return a chat completion that says sentences of claims."""
    return message(json.dumps({"sentences": [{"claim": claim, "text": text} for claim, text in said]}))


def http(body: bytes, status: str = "200 OK", headers: str = "", length: int | None = None) -> Answer:
    """Return what writes an HTTP response."""

    async def write(writer: asyncio.StreamWriter) -> None:
        size = len(body) if length is None else length
        writer.write(f"HTTP/1.1 {status}\r\ncontent-length: {size}\r\n{headers}\r\n".encode() + body)

    return write


async def silence(_writer: asyncio.StreamWriter) -> None:
    """Answer nothing."""
    await asyncio.sleep(SLOW)


async def drip(writer: asyncio.StreamWriter) -> None:
    """Answer a byte now and then, and never come to an end."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
    for _ in range(1000):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(SLOW / 1000)


async def hang_up(_writer: asyncio.StreamWriter) -> None:
    """Close the connection."""


class Endpoint:
    """Answers each request by `answer`, and remembers what was asked."""

    def __init__(self) -> None:
        self.answer: Answer = hang_up
        self.port = 0
        self.requests = list[tuple[str, dict[str, str], dict[str, Any]]]()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Endpoint]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line, *rows = (await reader.readuntil(b"\r\n\r\n")).decode().rstrip().split("\r\n")
            headers = {name.lower(): value for name, _, value in (row.partition(": ") for row in rows)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            self.requests.append((line, headers, json.loads(body or b"{}")))
            await self.answer(writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
