"""`python -m bench.events`: how fast events are loaded, and how soon one that is recorded shows.

Loading: generated events in one Parquet file for each size, through `daogou load events` in a process of its own,
against one local server; peak memory of two sizes shows whether it grows. Recording: one event through `Recorder`, as
`recordEvents` does, and then the shopper's profile, one after the other; each profile is checked to know the event.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import numpy as np
import polars as pl
import psutil
import typer

from daogou.console import Screen
from daogou.settings import Settings
from graph.driver import Connection, open_async_driver, open_driver
from graph.migrations import migrate
from graph.people import PeopleReader
from graph.recorder import Recorder
from graph.records import Event, Product
from graph.server.local import LocalServer
from graph.statements import Statements
from graph.writer import Writer

PRODUCTS = 10_000
EVENTS_A_SHOPPER = 25
TYPES = ("view", "add_to_cart", "purchase", "search")
SHARES = (0.75, 0.1, 0.05, 0.1)
SEARCHES = ("苹果手机", "iphone", "无线充电手机", "gaming laptop", "降噪耳机")


def main(
    sizes: Annotated[
        list[int] | None, typer.Argument(help="Numbers of events to load, one after the other.")
    ] = None,
    recorded: Annotated[int, typer.Option(help="Events to record one by one.")] = 200,
    heap: Annotated[str, typer.Option(help="Heap of the server.")] = "2g",
) -> None:
    """Measure and print two tables."""
    settings, screen = Settings(), Screen()
    with TemporaryDirectory() as home:
        server = LocalServer(Path(home) / "neo4j", settings.cache, heap=heap)
        connection = server.start(report=screen.note)
        try:
            with open_driver(connection) as driver:
                migrate(driver)
                Writer(driver).products(Product(f"product/{n}", f"P{n}", 100.0 + n) for n in range(PRODUCTS))
            rows = [
                _load(connection, Path(home), size, seed)
                for seed, size in enumerate(sizes or [100_000, 1_000_000])
            ]
            screen.table("daogou load events", ("events", "s", "events/s", "peak MiB", "set aside"), rows)
            write, read = asyncio.run(_record(connection, recorded))
        finally:
            server.stop()
    shown = (
        (name, *(f"{value:.1f}" for value in times)) for name, times in (("record", write), ("profile", read))
    )
    screen.table("one event, ms", ("", "p50", "p95"), shown)


def _load(connection: Connection, home: Path, size: int, seed: int) -> tuple[str, ...]:
    """Load that many events by the command and return a row of the table."""
    path = home / "events.parquet"
    _generate(size, seed).write_parquet(path)
    environment = {**os.environ, "NEO4J_URI": connection.uri, "NEO4J_USER": connection.user}
    environment |= {"NEO4J_PASSWORD": connection.password, "DAOGOU_HOME": str(home)}
    command = [sys.executable, "-m", "daogou", "load", "events", str(path), "--json"]
    started = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    process, peak = psutil.Process(child.pid), 0
    while child.poll() is None:
        try:
            peak = max(peak, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(0.2)
    said, _ = child.communicate()
    seconds = time.perf_counter() - started
    counts: dict[str, Any] = json.loads(said)
    aside = ", ".join(f"{reason} {count:,}" for reason, count in counts["set aside"].items())
    return (
        f"{counts['new']:,}",
        f"{seconds:.1f}",
        f"{size / seconds:,.0f}",
        f"{peak / 2**20:.0f}",
        aside or "–",
    )


def _generate(size: int, seed: int) -> pl.DataFrame:
    """Return events of June in the order of their times; one shopper in a thousand is a bot in one minute."""
    rng = np.random.default_rng(seed)
    shoppers = max(1, size // EVENTS_A_SHOPPER)
    kinds = rng.choice(len(TYPES), size, p=SHARES)
    seconds = np.sort(rng.integers(0, 30 * 86_400, size))
    users = rng.integers(0, shoppers, size)
    # A bot's clicks stand in a row of the file, and so in about one minute.
    users[: size // 1000] = shoppers
    seconds[: size // 1000] = np.arange(size // 1000) // 10
    frame = pl.DataFrame({"n": np.arange(size), "kind": kinds, "at": seconds, "user": users})
    frame = frame.with_columns(
        pl.Series("product", rng.zipf(1.3, size) % PRODUCTS),
        pl.Series("query", rng.integers(0, len(SEARCHES), size)),
    )
    searches = pl.col("kind") == TYPES.index("search")
    return frame.select(
        pl.format("{}/{}", pl.lit(str(seed)), "n").alias("id"),
        pl.col("kind").replace_strict(dict(enumerate(TYPES)), return_dtype=pl.String).alias("type"),
        pl.format("{}-{}", pl.lit(str(seed)), "user").alias("user"),
        (pl.lit(1_780_272_000) + pl.col("at")).alias("at"),
        pl.when(~searches).then(pl.col("product").cast(pl.String)).alias("product"),
        pl.when(searches)
        .then(pl.col("query").replace_strict(dict(enumerate(SEARCHES)), return_dtype=pl.String))
        .alias("query"),
        pl.when(pl.col("kind") == 0).then(pl.lit(20.0)).alias("dwell_seconds"),
    )


async def _record(connection: Connection, count: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return p50 and p95, in ms, of recording an event and of reading the profile that knows it."""
    writes, reads = [], []
    async with open_async_driver(connection) as driver:
        statements = Statements(driver)
        recorder, people = Recorder(statements), PeopleReader(statements)
        for n in range(-10, count):
            event = Event(f"bench/{n}", "view", f"user/0-{n % 50}", product=f"product/{n % PRODUCTS}")
            started = time.perf_counter()
            await recorder.record([event])
            between = time.perf_counter()
            profile = await people.profile(event.user, events=1000)
            ended = time.perf_counter()
            if profile is None or event.id not in {recent.id for recent in profile.recent}:
                raise RuntimeError(f"the profile of {event.user} does not know {event.id}")
            if n >= 0:
                writes.append(1000 * (between - started))
                reads.append(1000 * (ended - between))
    return _percentiles(writes), _percentiles(reads)


def _percentiles(values: list[float]) -> tuple[float, float]:
    p50, p95 = np.percentile(values, (50, 95))
    return float(p50), float(p95)


if __name__ == "__main__":
    typer.run(main)
