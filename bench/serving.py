"""`python -m bench.serving URL`: how fast `recommend` answers through GraphQL, for shoppers of the loaded graph.

Warm: every shopper is asked for once before anything is measured. Server, database and this client share the cores. The
same client asks for one name of a brand that is not there: what a machine takes for the least answer of one statement.
"""

from __future__ import annotations

import asyncio
import time
from random import Random
from typing import Annotated, Any, Final

import httpx
import numpy as np
import typer

from daogou.console import Screen
from daogou.services import open_services
from daogou.settings import Settings

LEAST: Final = """query Least($user: ID!) { brand(id: $user) { name } }"""
QUERY: Final = """query Home($user: ID!) {
  recommend(user: $user, first: 10) {
    product { id title price { amount currency } }
    score
    reasons { kind text facts { sentence mention } }
  }
}"""


def main(
    url: Annotated[str, typer.Argument(help="GraphQL of `daogou serve` over the same graph.")],
    shoppers: Annotated[int, typer.Option(help="Shoppers that are asked for.")] = 200,
    clients: Annotated[int, typer.Option(help="Clients that ask at the same time.")] = 8,
    seed: Annotated[int, typer.Option(help="Which shoppers.")] = 7,
) -> None:
    """Print p50 and p95 one at a time, and with many clients the same with the answers a second and the errors."""
    with open_services(Settings(), Screen(json=True)) as services:
        known = sorted({deed.user for deed in services.export.deeds()})
    users = Random(seed).sample(known, min(shoppers, len(known)))
    asyncio.run(_measure(url, users, clients))


async def _measure(url: str, users: list[str], clients: int) -> None:
    async with httpx.AsyncClient(timeout=60) as client:
        await _ask(client, url, users, QUERY)
        for name, query, count in (
            ("least", LEAST, 1),
            ("recommend", QUERY, 1),
            ("recommend", QUERY, clients),
        ):
            started = time.perf_counter()
            parts = await asyncio.gather(*(_ask(client, url, users[n::count], query) for n in range(count)))
            seconds = time.perf_counter() - started
            times = np.array([each for part in parts for each, _ in part]) * 1000
            wrong = sum(not right for part in parts for _, right in part)
            p50, p95 = np.percentile(times, (50, 95))
            typer.echo(
                f"{name}, {count} at a time: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {len(times) / seconds:.0f} answers/s, "
                f"{wrong} errors of {len(times)}"
            )


async def _ask(client: httpx.AsyncClient, url: str, users: list[str], query: str) -> list[tuple[float, bool]]:
    """Return seconds, and whether there was an answer without errors, for each user in turn."""
    found = []
    for user in users:
        started = time.perf_counter()
        answer = await client.post(url, json={"query": query, "variables": {"user": user}})
        body: dict[str, Any] = answer.json()
        right = "errors" not in body and (query == LEAST or bool(body["data"]["recommend"]))
        found.append((time.perf_counter() - started, right))
    return found


if __name__ == "__main__":
    typer.run(main)
