"""`python -m bench.loading PATH…`: our loader against plain `UNWIND … MERGE` of the triples it makes.

A folder is loaded as PGPR ratings, a file as a catalogue with the mapping of its name in `seeds/mappings`, or a guessed
one. Both write to one local server with the same schema, in turn, after a first round that warms it up and is not
counted; the ratio is that of the medians. Ours reads and understands the file and writes properties, sources and facts;
the peer only writes ids and relationships.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer

from bench.plain import load_plainly, read_triples, wipe
from daogou.console import Screen
from daogou.pipeline.catalog import Loaded, load_catalog
from daogou.pipeline.feeds import load_pgpr
from daogou.services import Services
from daogou.settings import PROJECT, Settings
from graph.driver import open_driver
from graph.migrations import migrate
from graph.server.local import LocalServer
from sources.guess import guess_mapping
from sources.mapping_files import read_mapping

MAPPINGS: Final = {"gsmarena_devices": "gsmarena", "bh_laptops": "bh_laptops", "cameras": "cameras"}


def main(
    paths: Annotated[list[Path], typer.Argument(help="Catalogues, and folders of the PGPR layout.")],
    rounds: Annotated[int, typer.Option(help="Counted rounds of each.")] = 2,
) -> None:
    """Measure and print one table."""
    settings, screen = Settings(), Screen()
    with TemporaryDirectory() as home:
        server = LocalServer(Path(home), settings.cache, heap="2g")
        started = time.perf_counter()
        connection = server.start(report=screen.note)
        screen.note(f"Neo4j answered after {time.perf_counter() - started:.1f} s")
        try:
            with open_driver(connection) as driver:
                migrate(driver)
                services = Services(settings, screen, connection, driver)
                rows = [_measure(services, path, rounds) for path in paths]
        finally:
            server.stop()
    columns = ("input", "rows", "relationships", "ours s", "plain s", "ratio", "rows/s", "relationships/s")
    screen.table("Loading", columns, rows)


def _measure(services: Services, path: Path, rounds: int) -> tuple[str, ...]:
    driver = services.driver
    loaded: list[Loaded] = []

    def ours() -> None:
        loaded.append(_load(services, path))

    ours()
    triples = read_triples(driver)
    relationships = sum(map(len, triples.values()))
    seconds: dict[str, list[float]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        seconds["plain"].append(
            _timed(services, lambda: load_plainly(driver, triples, services.settings.batch_rows))
        )
        seconds["ours"].append(_timed(services, ours))
        services.screen.note(
            f"{path.name}: ours {seconds['ours'][-1]:.1f} s, plain {seconds['plain'][-1]:.1f} s"
        )
    wipe(driver)
    own, plain = median(seconds["ours"]), median(seconds["plain"])
    return (
        path.name,
        f"{loaded[-1].rows:,}",
        f"{relationships:,}",
        f"{own:.1f}",
        f"{plain:.1f}",
        f"{own / plain:.2f}",
        f"{loaded[-1].rows / own:,.0f}",
        f"{relationships / own:,.0f}",
    )


def _load(services: Services, path: Path) -> Loaded:
    if path.is_dir():
        return load_pgpr(services, path)
    known = MAPPINGS.get(path.stem)
    mapping = read_mapping(PROJECT / "seeds" / "mappings" / f"{known}.toml") if known else guess_mapping(path)
    return load_catalog(services, path, mapping)


def _timed(services: Services, work: Callable[[], None]) -> float:
    wipe(services.driver)
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    typer.run(main)
