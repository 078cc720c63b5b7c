"""Neo4j restarts under load: errors only while it is away, coded UNAVAILABLE; subscriptions live on."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path

from daogou.serving import make_app
from daogou.settings import Settings
from graph.driver import Connection, open_driver
from graph.records import Product
from graph.server.local import LocalServer
from graph.writer import Writer
from tests import graph_samples as shop
from tests.api.served import Served, served

READ = '{ brand(id: "brand/huawei") { name } segments { name } }'
WRITE = """mutation($id: ID!) { recordEvents(events: [
  { id: $id, type: VIEW, user: "user/new", product: "product/1" }]) { recorded } }"""
DROPS = f'subscription {{ priceDrops(products: ["{shop.P40_128}"]) {{ new {{ amount }} }} }}'
CLIENTS = 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    server = LocalServer(tmp_path, user_cache_path("daogou"), heap="512m")
    yield server
    server.stop()


class Load:
    """Clients that ask, until they are told to stop; when they asked, and what they were answered."""

    def __init__(self, api: Served) -> None:
        self._api, self._on = api, True
        self.answers: list[tuple[float, frozenset[str]]] = []

    async def run(self, client: int) -> None:
        number = 0
        while self._on:
            number += 1
            began = time.monotonic()
            query = (WRITE, READ)[number % 4 > 0]
            answer: Any = await self._api.ask(query, id=f"load/{client}/{number}")
            codes = frozenset(error["extensions"]["code"] for error in answer.get("errors", ()))
            self.answers.append((began, codes))
            await asyncio.sleep(0.02)

    def stop(self) -> None:
        self._on = False


# The driver leaves sockets that the server closed to the garbage collector.
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
async def test_a_restart_under_load(server: LocalServer) -> None:
    connection: Connection = await asyncio.to_thread(server.start)
    with open_driver(connection) as driver:
        await asyncio.to_thread(shop.build_shop, driver)
    async with served(make_app(Settings(watch_seconds=0.2), connection)) as api:
        for query in (READ, WRITE) * 2:  # a server that just started plans statements for seconds
            await api.ask(query, id="first")
        load = Load(api)
        async with api.events(DROPS) as events, asyncio.TaskGroup() as group:
            for client in range(CLIENTS):
                group.create_task(load.run(client))
            await asyncio.sleep(4)
            away = time.monotonic()
            await asyncio.to_thread(server.stop)
            await asyncio.sleep(1)
            assert await asyncio.to_thread(server.start) == connection
            back = time.monotonic()
            await asyncio.sleep(4)
            with open_driver(connection) as driver:
                title = Product(shop.P40_128, "Huawei P40 8GB+128GB", 1.0, "CNY")
                await asyncio.to_thread(Writer(driver).products, [title])
            assert (await events.next())["data"]["priceDrops"] == {"new": {"amount": "1.0"}}
            load.stop()
    before, during, after = Counter(), Counter(), Counter()  # type: ignore[var-annotated]
    for began, codes in load.answers:
        # A write that began in vain is tried again for some seconds: what counts is when it was asked.
        part = before if began < away - 1 else during if began < back else after
        part.update([codes])
    assert before.keys() == after.keys() == {frozenset()}
    assert during[frozenset({"UNAVAILABLE"})] > 0
    assert during.keys() <= {frozenset(), frozenset({"UNAVAILABLE"})}
    gc.collect()
