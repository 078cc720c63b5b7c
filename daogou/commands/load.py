"""`daogou load`: files into the graph."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from daogou.commands.options import Json, graph
from daogou.errors import UsageError
from daogou.pipeline import feeds
from daogou.pipeline.catalog import Loaded, load_catalog
from daogou.services import Services
from sources.events import open_events
from sources.guess import guess_mapping
from sources.mapping_files import read_mapping, write_mapping

File: TypeAlias = Annotated[Path, typer.Argument(help="The file to load.", show_default=False)]


class RatingsFormat(StrEnum):
    """Layouts of rating data."""

    csv = "csv"
    pgpr = "pgpr"


def catalog(
    file: File,
    mapping: Annotated[Path | None, typer.Option(help="A TOML file that says what the columns mean.")] = None,
    save_mapping: Annotated[
        Path | None, typer.Option(help="Write the mapping that was used to this file.")
    ] = None,
    json: Json = False,
) -> None:
    """Load a catalogue (CSV, TSV, JSON Lines). Without --mapping the columns are guessed, and the guess is shown."""
    chosen = read_mapping(mapping) if mapping else guess_mapping(file)
    if save_mapping:
        write_mapping(chosen, save_mapping)
    with graph(json) as services:
        if not mapping:
            columns = ("column", "is", "attribute", "unit", "because")
            services.screen.table(f"{file.name}, as guessed", columns, chosen.shown())
        _run(services, file, lambda done: load_catalog(services, file, chosen, done=done))


def reviews(
    file: File,
    kind: Annotated[str, typer.Option(help="What the texts are, where no column says it.")] = "review",
    json: Json = False,
) -> None:
    """Load titles, descriptions, reviews or expert reviews; `daogou extract` reads facts out of them."""
    kinds = ("title", "description", "review", "expert_review")
    if kind not in kinds:
        raise UsageError(f"--kind is {kind!r}, expected one of {', '.join(kinds)}")
    with graph(json) as services:
        _run(services, file, lambda done: feeds.load_documents(services, file, kind=kind, done=done))  # type: ignore[arg-type]


def events(
    file: File,
    zone: Annotated[
        str, typer.Option(help="Where the clock stood that wrote times without a zone, as Asia/Shanghai.")
    ] = "UTC",
    json: Json = False,
) -> None:
    """Load behaviour (CSV, TSV, JSON Lines, Parquet): views, searches, carts, purchases, ratings, reviews, logins."""
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(f"--zone is {zone!r}, expected a name such as Asia/Shanghai or UTC") from error
    # A file that cannot be read is told before a server starts.
    open_events(file)
    with graph(json) as services:
        _run(services, file, lambda done: feeds.load_events(services, file, zone=clock, done=done))


def ratings(
    file: File,
    layout: Annotated[
        RatingsFormat, typer.Option("--format", help="csv: user,item,rating[,timestamp]; pgpr: a folder.")
    ] = RatingsFormat.csv,
    json: Json = False,
) -> None:
    """Load ratings, or a folder of purchases with its product graph."""
    load = feeds.load_pgpr if layout is RatingsFormat.pgpr else feeds.load_ratings
    with graph(json) as services:
        _run(services, file, lambda done: load(services, file, done=done))


def orders(file: File, json: Json = False) -> None:
    """Load orders (JSON Lines): what a shopper bought, and how far it has come."""
    with graph(json) as services:
        _run(services, file, lambda done: feeds.load_orders(services, file, done=done))


def policies(file: File, json: Json = False) -> None:
    """Load the shop's rules: returns, warranty, delivery, trade-in."""
    with graph(json) as services:
        _run(services, file, lambda _: feeds.load_policies(services, file))


def _run(services: Services, file: Path, load: Callable[[Callable[[int], None]], Loaded]) -> None:
    with services.screen.progress(file.name) as done:
        loaded = load(done)
    services.screen.result(loaded.shown(), title=file.name)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Load files; rejected rows go to FILE.rejected.jsonl.")
    commands: tuple[Callable[..., Any], ...] = (catalog, reviews, events, ratings, orders, policies)
    for command in commands:
        group.command()(command)
    app.add_typer(group, name="load")
