"""Clients that send half, or take nothing: others are answered as before, and who sends half is cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from time import perf_counter

import httpx
import neo4j
import pytest
import uvicorn

from api import app as module
from api.limits import BodyLimit
from graph.statements import Statements
from tests.api.client import app_over

pytestmark = pytest.mark.usefixtures("graph")
HEAD = b"POST /graphql HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
QUERY = b'{"query": "{ products(first: 100) { edges { node { title facts(first: 100) { sentence } } } } }"}'
CLIENTS = 40
SECONDS = 1.0
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def served(app: module.Starlette) -> AsyncIterator[int]:
    """Serve at a port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 (it has no event)
        await asyncio.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit, server.force_exit = True, True
    await serving


@pytest.fixture
async def port(async_driver: neo4j.AsyncDriver, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[int]:
    limit = BodyLimit.__init__
    monkeypatch.setattr(BodyLimit, "__init__", lambda self, app: limit(self, app, seconds=SECONDS))
    async with served(app_over(Statements(async_driver))) as port:
        yield port


async def half_headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"POST /graphql HTTP/1.1\r\nHost: sh")
    await writer.drain()


async def half_body(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD % len(QUERY) + QUERY[:20])
    await writer.drain()


async def half_upload(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = HEAD.replace(b"application/json", b"multipart/form-data; boundary=x")
    writer.write(head % 900_000 + b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{')
    await writer.drain()


async def drops(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD % len(QUERY))
    with suppress(ConnectionError):  # it may be cut by then
        for byte in QUERY[:5]:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.01)


async def takes_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write((HEAD % len(QUERY) + QUERY) * 3)
    await writer.drain()


@pytest.mark.parametrize("behave", [half_headers, half_body, half_upload, drops, takes_nothing])
async def test_others_are_answered(
    port: int, behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
) -> None:
    connections: list[Connection] = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CLIENTS)]
    try:
        await asyncio.gather(*(behave(*connection) for connection in connections))
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(5):
                answer = await client.post(
                    "/graphql", json={"query": '{ brand(id: "brand/huawei") { name } }'}
                )
                assert answer.json() == {"data": {"brand": {"name": "Huawei"}}}
    finally:
        for _, writer in connections:
            writer.close()


@pytest.mark.parametrize("behave", [half_body, drops])
async def test_who_sends_half_is_cut(
    port: int, behave: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = perf_counter()
    await behave(reader, writer)
    async with asyncio.timeout(20):
        said = await reader.read()
    assert said.startswith(b"HTTP/1.1 408 ")
    assert perf_counter() - began >= SECONDS
    writer.close()
