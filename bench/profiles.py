"""`python -m bench.profiles DIR`: time and memory of features and segments as events grow.

The shoppers of a folder (layout of amazon-cellphones) are drawn again until there are 1, 10 and 100 times as many; each
copy is a shopper of its own, with times of its own. Events come in batches, in any order, as `daogou profiles build`
reads them. Each size runs in a process of its own, and memory is the most that this process held: libraries, and who
bought what (16 bytes an event, of which the batches are made) are in it. Seconds are those of the processor, which hold
on a shared machine too; the clock's stand beside them. Exponents are slopes of log(cost) over log(events).

The peer sums the same weights by shopper and product, and by shopper and brand, with pandas; it makes no features.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final, NamedTuple

import numpy as np
import polars as pl
import typer

from bench.peak import peak
from bench.recommend_growth import exponent
from daogou.console import Screen
from profiles.build import build
from profiles.catalogue import Catalogue, read_catalogue
from profiles.frames import ASKS, HAS, PRODUCTS
from profiles.spool import Spool, by_shopper
from profiles.sums import HALF_LIFE_DAYS, WEIGHTS, sum_events

DAYS: Final = 365
BATCH: Final = 50_000
"""Events."""
COLUMNS: Final = (
    "size",
    "events",
    "shoppers",
    "sums",
    "profiles",
    "CPU s",
    "clock s",
    "MiB",
    "pandas",
)


class Shop(NamedTuple):
    """A folder: purchases by shopper (as arrays), and what products are."""

    rows: np.ndarray
    columns: np.ndarray
    users: int
    items: tuple[str, ...]
    has: pl.DataFrame


class Cost(NamedTuple):
    """CPU seconds of each step, clock seconds of all, MiB at the peak, the peer's CPU seconds, and what was found."""

    events: int
    shoppers: int
    sums: float
    profiles: float
    clock: float
    mib: float
    peer: float
    found: str


def main(
    folder: Annotated[Path, typer.Argument(help="A folder of purchases, as amazon-cellphones.")],
    times: Annotated[str, typer.Option(help="Sizes, with commas between.")] = "1,10",
    peer: Annotated[bool, typer.Option(help="Sum with pandas too.")] = True,
) -> None:
    """Measure and print one table, and the exponents."""
    shop, screen = read_shop(folder), Screen()
    measured = []
    for copies in map(int, times.split(",")):
        found = apart(shop, copies, peer)
        measured.append(found)
        screen.say(f"{copies}×: {found.events:,} events of {found.shoppers:,} shoppers, {found.found}")
    rows = [
        (f"{copies}×", f"{c.events:,}", f"{c.shoppers:,}", f"{c.sums:.1f}", f"{c.profiles:.1f}",
         f"{c.sums + c.profiles:.1f}", f"{c.clock:.1f}", f"{c.mib:,.0f}", f"{c.peer:.1f}")
        for copies, c in zip(times.split(","), measured, strict=True)
    ]  # fmt: skip
    screen.table(f"{folder.name}: events to segments", COLUMNS, rows)
    sizes = [c.events for c in measured]
    slopes = {
        "sums": exponent(sizes, [c.sums for c in measured]),
        "all": exponent(sizes, [c.sums + c.profiles for c in measured]),
        "memory": exponent(sizes, [c.mib for c in measured]),
    }
    screen.say("exponents by events: " + ", ".join(f"{name} {slope:.2f}" for name, slope in slopes.items()))


def read_shop(folder: Path) -> Shop:
    """Read the purchases of a folder, and the brands and categories of its products."""
    # Imported here: every process that measures imports this module, and the reader brings spaCy.
    from sources.pgpr import PgprFolder
    from sources.records import CatalogRecord, EventRecord

    files = PgprFolder(folder)
    users = {user: row for row, user in enumerate(files.users())}
    products = [record for record in files.products() if isinstance(record, CatalogRecord)]
    places = {product.id: column for column, product in enumerate(products)}
    bought = [
        (users[event.user], places[event.product])
        for event in files.purchases()
        if isinstance(event, EventRecord) and event.product
    ]
    cells = np.array(bought, np.int64)
    has = [
        (product.id, entity)
        for product in products
        for entity in (
            *([f"brand/{product.brand}"] if product.brand else []),
            *(f"category/{name}" for name in product.categories),
        )
    ]
    return Shop(
        cells[:, 0], cells[:, 1], len(users), tuple(places), pl.DataFrame(has, HAS, orient="row").unique()
    )


def catalogue_of(shop: Shop) -> Catalogue:
    """Return what the products lead to; no price is known."""
    products = pl.DataFrame([(item, None, None) for item in shop.items], PRODUCTS, orient="row")
    return read_catalogue(products, shop.has, pl.DataFrame(schema=ASKS))


def resampled(shop: Shop, copies: int, seed: int = 7) -> Iterator[pl.DataFrame]:
    """Yield events of `copies` times as many shoppers, each the purchases of one drawn with replacement."""
    rng = np.random.default_rng(seed)
    order = np.argsort(shop.rows, kind="stable")
    starts = np.searchsorted(shop.rows[order], np.arange(shop.users + 1))
    drawn = np.arange(shop.users) if copies == 1 else rng.integers(shop.users, size=copies * shop.users)
    sizes = np.diff(starts)[drawn]
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    products = shop.columns[order][np.repeat(starts[:-1][drawn], sizes) + within].astype(np.int32)
    numbers, items = np.repeat(np.arange(len(drawn), dtype=np.int32), sizes), pl.Series(shop.items)
    mixed = rng.permutation(len(products))
    for start in range(0, len(mixed), BATCH):
        rows = mixed[start : start + BATCH]
        minutes = rng.integers(DAYS * 1440, size=len(rows))
        yield pl.DataFrame({"number": numbers[rows], "product": products[rows], "at": minutes}).select(
            user=pl.format("user/{}", "number"),
            type=pl.lit("PURCHASED"),
            target=items.gather(products[rows]),
            at=pl.lit(1_700_000_000_000).add(pl.col("at") * 60_000).cast(pl.Datetime("ms", "UTC")),
            rating=pl.lit(None, pl.Float64),
            price=pl.lit(None, pl.Float64),
        )


def apart(shop: Shop, copies: int, peer: bool) -> Cost:
    """Measure one size in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(measure, (shop, copies, peer))


def measure(shop: Shop, copies: int, peer: bool) -> Cost:
    """Return what events to segments cost at a size."""
    shop_floor, batches = catalogue_of(shop), resampled(shop, copies)
    first, count = next(batches), 0
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        events = Spool(folder / "events")
        start, began = time.process_time(), time.perf_counter()
        for batch in chain([first], batches):
            count += len(batch)
            events.add(sum_events(batch).sort("user"))
        sums = by_shopper(events, Spool(folder / "sums"))
        summed = time.process_time() - start
        built = build(sums, shop_floor, lambda entity: (entity, entity), folder)
    ended, clock = time.process_time() - start - summed, time.perf_counter() - began
    chosen = built.chosen
    found = (
        f"{len(built.segments)} segments by {chosen.method}, stability {chosen.stability:.2f}, "
        f"silhouette {chosen.silhouette:.2f}"
        if chosen
        else "one group"
    )
    cost = Cost(count, built.count, summed, ended, clock, peak(), 0.0, found)
    return cost._replace(peer=_pandas(pl.concat(resampled(shop, copies)), shop)) if peer else cost


def _pandas(events: pl.DataFrame, shop: Shop) -> float:
    """Return the CPU seconds that pandas takes for the sums by shopper and product, and by shopper and brand."""
    import pandas as pd

    frame = pd.DataFrame({
        "user": events["user"].to_numpy(), "target": events["target"].to_numpy(),
        "type": events["type"].to_numpy(), "at": events["at"].dt.epoch("ms").to_numpy(),
    })  # fmt: skip
    brands = shop.has.filter(pl.col("entity").str.starts_with("brand/"))
    brand = pd.DataFrame({"target": brands["product"].to_numpy(), "brand": brands["entity"].to_numpy()})
    start = time.process_time()
    age = (frame["at"].max() - frame["at"]) / 86_400_000
    frame["weight"] = frame["type"].map(WEIGHTS) * 0.5 ** (age / HALF_LIFE_DAYS)
    cells = frame.groupby(["user", "target"], as_index=False)["weight"].sum()
    cells.merge(brand, on="target").groupby(["user", "brand"])["weight"].sum()
    return time.process_time() - start


if __name__ == "__main__":
    typer.run(main)
