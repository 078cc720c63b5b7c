"""`python -m bench.serving URL`: how fast `recommend` answers through GraphQL, for shoppers of the loaded graph.

Warm: every shopper is asked for once before anything is measured. Server, database and this client share the cores, so
that the client is the standard library's, which costs the least. It asks too for the name of a brand that is not there:
what a machine takes for the least answer of one statement.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from random import Random
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import numpy as np
import orjson
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
    _measure(url, users, clients)


def _measure(url: str, users: list[str], clients: int) -> None:
    _ask(url, users, QUERY)
    for name, query, count in (
        ("least", LEAST, 1),
        ("recommend", QUERY, 1),
        ("recommend", QUERY, clients),
    ):
        started = time.perf_counter()
        with ThreadPoolExecutor(count) as pool:
            parts = pool.map(partial(_ask, url, query=query), (users[n::count] for n in range(count)))
        seconds = time.perf_counter() - started
        found = [each for part in parts for each in part]
        times, wrong = np.array([each for each, _ in found]) * 1000, sum(not right for _, right in found)
        p50, p95 = np.percentile(times, (50, 95))
        typer.echo(
            f"{name}, {count} at a time: p50 {p50:.1f} ms, p95 {p95:.1f} ms, {len(times) / seconds:.0f} answers/s, "
            f"{wrong} errors of {len(times)}"
        )


def _ask(url: str, users: list[str], query: str) -> list[tuple[float, bool]]:
    """Return seconds, and whether there was an answer without errors, for each user in turn, over one connection."""
    address, found = urlsplit(url), []
    with closing(HTTPConnection(address.hostname or "", address.port, timeout=60)) as client:
        for user in users:
            body = orjson.dumps({"query": query, "variables": {"user": user}})
            started = time.perf_counter()
            client.request("POST", address.path, body, {"Content-Type": "application/json"})
            answer: dict[str, Any] = orjson.loads(client.getresponse().read())
            right = "errors" not in answer and (query == LEAST or bool(answer["data"]["recommend"]))
            found.append((time.perf_counter() - started, right))
    return found


if __name__ == "__main__":
    typer.run(main)
