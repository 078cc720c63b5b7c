"""Who subscribes and does not read: others do not notice, memory does not grow, and the kernel cuts them off."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from dataclasses import replace

import neo4j
import pytest

from api import limits
from graph.statements import Statements
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.client import app_over
from tests.api.served import Served, served, until

PRICED = [product for product in shop.PRODUCTS if product.price]
LARGE = " ".join(
    f"a_price_that_has_a_name_of_its_own_{number}: new {{ amount currency }}" for number in range(30)
)
QUERY = (
    f"subscription($products: [ID!]!) {{ priceDrops(products: $products) {{ new {{ amount }} {LARGE} }} }}"
)


def stuck(server: Served) -> socket.socket:
    """Subscribe, and never read."""
    host, port = server.address.split(":")
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect((host, int(port)))
    body = json.dumps({"query": QUERY, "variables": {"products": [each.id for each in PRICED]}})
    head = f"POST /graphql HTTP/1.1\r\nHost: {host}\r\nAccept: text/event-stream\r\nContent-Length: {len(body)}\r\n"
    client.sendall(f"{head}Content-Type: application/json\r\n\r\n{body}".encode())
    return client


def unsent(server: Served) -> int:
    """Return the bytes that the server holds for the connection that holds most."""
    return max(
        connection.transport.get_write_buffer_size() for connection in server.server.server_state.connections
    )


@pytest.mark.skipif(sys.platform != "linux", reason="TCP_USER_TIMEOUT is Linux's")
async def test_a_reader_that_takes_nothing(
    fresh_graph: neo4j.Driver, async_driver: neo4j.AsyncDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_STALL", 3)
    writer, channels = Writer(fresh_graph), None
    async with served(app_over(Statements(async_driver))) as server:
        channels = server.app.state.channels
        for bound in server.server.servers[0].sockets:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        with stuck(server):
            async with server.events(QUERY, products=[shop.P40_128]) as quick:
                await until(lambda: channels.subscriptions.taken == 2)
                held = []
                for number in range(1, 40):
                    await asyncio.sleep(0.1)
                    writer.products(replace(each, price=each.price - number) for each in PRICED if each.price)
                    assert (await quick.next())["data"]["priceDrops"]
                    held.append(unsent(server))
                assert 0 < max(held) < 200_000
                assert max(held[20:]) <= max(held[:20])
                await until(lambda: channels.subscriptions.taken == 1)
