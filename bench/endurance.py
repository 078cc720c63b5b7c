"""`python -m bench.endurance`: memory of the server over many requests, and of subscriptions that wait.

The server runs in a process of its own over the graph of `DAOGOU_HOME` or `NEO4J_URI`; its resident memory is read from
the outside. Both are compared with the server when it is warm: after the first tenth of the requests, and after those
before any subscription.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from contextlib import AsyncExitStack, contextmanager
from itertools import cycle, islice
from typing import TYPE_CHECKING, Annotated, Final

import httpx
import orjson
import psutil
import typer

from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CLIENTS: Final = 8
SETTLED: Final = 5.0
PAGE: Final = """query Page($id: ID!) { product(id: $id) { title price { amount } brand { name }
  parameters { attribute text } features { feature { name } } } }"""
DROPS: Final = "subscription($products: [ID!]!) { priceDrops(products: $products) { new { amount } } }"
KIB: Final = 1024
PRODUCTS: Final = 1000


def main(
    requests: Annotated[int, typer.Option(help="Requests for product pages.")] = 100_000,
    subscriptions: Annotated[int, typer.Option(help="Streams of events that wait.")] = 200,
) -> None:
    """Print resident memory at each tenth of the requests, then with the subscriptions, and how much these take."""
    with open_services(Settings(), Screen(json=True)) as services:
        products = [product.id for product in islice(services.export.products(), PRODUCTS)]
    if not products:
        raise typer.BadParameter("the graph has no products: load a catalogue, or run the demo, first")
    with _served(subscriptions) as (process, url):
        asyncio.run(_measure(process, url, products, requests, subscriptions))


async def _measure(
    process: psutil.Process, url: str, products: Sequence[str], requests: int, subscriptions: int
) -> None:
    ids = cycle(products)
    # It says that it serves before it listens.
    transport = httpx.AsyncHTTPTransport(limits=httpx.Limits(max_connections=None), retries=10)
    async with httpx.AsyncClient(base_url=url, timeout=60, transport=transport) as client:
        first = 0.0
        for tenth in range(1, 11):
            await asyncio.gather(*(_ask(client, ids, requests // 10 // CLIENTS) for _ in range(CLIENTS)))
            size = _resident(process)
            first = first or size
            print(f"{requests * tenth // 10:>9,} requests: {size:.1f} MiB ({size - first:+.1f})", flush=True)
        before = _resident(process)
        async with AsyncExitStack() as stack:
            for _ in range(subscriptions):
                asked = {"query": DROPS, "variables": {"products": [next(ids) for _ in range(5)]}}
                stream = client.stream(
                    "POST", "/graphql", json=asked, headers={"Accept": "text/event-stream"}
                )
                await stack.enter_async_context(stream)
            await asyncio.sleep(SETTLED)
            if f"daogou_subscriptions {float(subscriptions)}" not in (await client.get("/metrics")).text:
                raise SystemExit("not all subscriptions run")
            after = _resident(process)
            each = (after - before) * KIB / subscriptions
            print(f"{subscriptions} subscriptions: {after - before:+.1f} MiB, {each:.0f} KiB each")


async def _ask(client: httpx.AsyncClient, ids: Iterator[str], times: int) -> None:
    for _ in range(times):
        body = orjson.dumps({"query": PAGE, "variables": {"id": next(ids)}})
        response = await client.post("/graphql", content=body, headers={"Content-Type": "application/json"})
        if "errors" in response.json():
            raise SystemExit(response.text)


@contextmanager
def _served(subscriptions: int) -> Iterator[tuple[psutil.Process, str]]:
    own = {
        "DAOGOU_PORT": "0",
        "DAOGOU_SUBSCRIPTIONS": f"{subscriptions}",
        "DAOGOU_REQUESTS_PER_MINUTE": "9999999",
    }
    command = [sys.executable, "-m", "daogou", "serve"]
    with subprocess.Popen(
        command,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        try:
            said = child.stdout.readline() if child.stdout else ""
            found = re.search(r"http://[\d.:]+", said)
            if not found:
                raise SystemExit(f"the server did not start: {said}")
            yield psutil.Process(child.pid), found[0]
        finally:
            child.terminate()


def _resident(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


if __name__ == "__main__":
    typer.run(main)
