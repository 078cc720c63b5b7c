"""`python -m bench.storefront`: the ten queries of `examples/storefront`, one at a time and by many clients at once.

Against the same Cypher through the driver, without HTTP and GraphQL (`plain`) and behind a bare endpoint (`bare`), and
against `@neo4j/graphql` on Apollo Server over the same database for what it can express. All sides are asked the same
things in turn, so that what else the machine does slows all of them; ratios are what can be compared. The graph needs a
catalogue and shoppers: `daogou load catalog` of GSMArena's devices, then `daogou demo --no-serve`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Annotated, Any, TypeAlias

import numpy as np
import typer
import uvloop

from bench.storefront_cases import Cases, cases, documents
from bench.storefront_plain import Waves, answer, recorded
from bench.storefront_servers import PEER, Client, bare, ours, peer
from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings
from graph.driver import Connection, open_async_driver

Ask: TypeAlias = Callable[[int], Awaitable[object]]
"""Asks the case of a number."""
Burst: TypeAlias = Callable[[int], Awaitable[float]]
"""Has so many clients ask all cases; gives answers a second."""


def main(
    count: Annotated[int, typer.Option(help="Cases of each query.")] = 60,
    clients: Annotated[int, typer.Option(help="Clients that ask at the same time.")] = 8,
    bursts: Annotated[int, typer.Option(help="How often they do, of which the median counts.")] = 3,
    only: Annotated[list[str] | None, typer.Option(help="Queries that are asked; all by default.")] = None,
    seed: Annotated[int, typer.Option(help="Which cases.")] = 7,
    against_peer: Annotated[bool, typer.Option(help="Ask @neo4j/graphql too; needs Node.js and npm.")] = True,
) -> None:
    """Print a row a query: p50 and p95 one at a time, answers a second with many clients, and ratios."""
    with open_services(Settings(), Screen(json=True)) as services:
        users = sorted({deed.user for deed in services.export.deeds()})
        asked = cases(services.driver, users, count, seed)
        connection = services.connection
    own = documents()
    texts = own | documents(PEER / "flat")
    asked |= {"card": asked["product"], "cards": [{}] * count}
    chosen = {name: each for name, each in asked.items() if not only or name in only}
    uvloop.run(_measure(connection, texts, chosen, clients, bursts, against_peer))


async def _measure(
    connection: Connection, texts: Mapping[str, str], asked: Cases, clients: int, bursts: int, against: bool
) -> None:
    plain = await recorded(connection, texts, asked)
    peers = documents(PEER / "queries") if against else {}
    with ExitStack() as stack:
        url = stack.enter_context(ours(connection))
        simple = stack.enter_context(bare(connection, plain))
        other = stack.enter_context(peer(connection)) if peers else ""
        async with open_async_driver(connection) as driver:
            for name, each in asked.items():
                numbers = [{"case": number} for number in range(len(each))]
                sides = {
                    "plain": _plain(driver, plain[name]),
                    "bare": _served(simple, name, numbers),
                    "ours": _served(url, texts[name], each),
                }
                if name in peers:
                    sides["peer"] = _served(other, peers[name], each)
                typer.echo(await _row(name, sides, len(each), clients, bursts))


async def _row(
    name: str, sides: Mapping[str, tuple[Ask, Burst]], count: int, clients: int, bursts: int
) -> str:
    """Measure one query on all sides, in turn."""
    for _, burst in sides.values():
        await burst(1)
    singly: dict[str, list[float]] = {side: [] for side in sides}
    for case in range(count):
        for side, (ask, _) in sides.items():
            began = time.perf_counter()
            await ask(case)
            singly[side].append(1000 * (time.perf_counter() - began))
    many: dict[str, list[float]] = {side: [] for side in sides}
    for _ in range(bursts):
        for side, (_, burst) in sides.items():
            many[side].append(await burst(clients))
    p50 = {side: float(np.median(times)) for side, times in singly.items()}
    rate = {side: float(np.median(rates)) for side, rates in many.items()}
    told = [
        f"{side} p50 {p50[side]:5.1f} p95 {np.percentile(singly[side], 95):5.1f} ms {rate[side]:5.0f}/s"
        for side in sides
    ]
    ratios = [f"p50 ours/{side} {p50['ours'] / p50[side]:.2f}" for side in ("plain", "bare")]
    if "peer" in sides:
        ratios.append(f"rate ours/peer {rate['ours'] / rate['peer']:.2f}")
    return f"{name:10} {' | '.join([*told, *ratios])}"


def _plain(driver: Any, asked: Sequence[Waves]) -> tuple[Ask, Burst]:  # noqa: ANN401
    async def ask(case: int) -> object:
        return await answer(driver, asked[case])

    async def client(part: range) -> None:
        for case in part:
            await ask(case)

    async def burst(clients: int) -> float:
        began = time.perf_counter()
        await asyncio.gather(*(client(range(n, len(asked), clients)) for n in range(clients)))
        return len(asked) / (time.perf_counter() - began)

    return ask, burst


def _served(url: str, text: str, asked: Sequence[Mapping[str, Any]]) -> tuple[Ask, Burst]:
    one = Client(url)

    async def ask(case: int) -> object:
        return one.ask(text, asked[case])

    def client(part: range) -> None:
        with Client(url) as own:
            for case in part:
                own.ask(text, asked[case])

    async def burst(clients: int) -> float:
        began = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, (range(n, len(asked), clients) for n in range(clients))))
        return len(asked) / (time.perf_counter() - began)

    return ask, burst


if __name__ == "__main__":
    typer.run(main)
