"""`daogou extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json, graph, keep_apart
from daogou.console import Screen
from daogou.errors import UsageError
from daogou.pipeline.reading import open_extractor
from daogou.pipeline.texts import extract_loaded
from daogou.settings import Settings
from extraction.files import extract_file


def extract(
    source: Annotated[Path | None, typer.Option("--input", help='JSON Lines: {"id": …, "text": …}')] = None,
    target: Annotated[
        Path | None, typer.Option("--output", help="Where the spans go, in the same order.")
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(help="A folder of `daogou train extractor`; without, the published recogniser."),
    ] = None,
    rules_only: Annotated[
        bool, typer.Option("--rules-only", help="Do without a recogniser: much faster.")
    ] = False,
    json: Json = False,
) -> None:
    """Read texts: with files no database is needed; without, what is loaded becomes facts in the graph."""
    if (source is None) != (target is None):
        raise UsageError("--input and --output go together: give both, or neither to read what is loaded")
    if (model or rules_only) and not source:
        raise UsageError(
            "--model goes with --input and --output, and so does --rules-only: "
            "what is loaded is read by the published recogniser"
        )
    if source and target:
        keep_apart(source, target)
        extractor = open_extractor(Settings(), Screen(json), model=model, rules_only=rules_only)
        Screen(json).result(extract_file(source, target, extractor).shown, title=source.name)
        return
    with graph(json) as services:
        with services.screen.progress("extracting") as advance:
            found = extract_loaded(services, done=advance)
        services.screen.result(found or {"texts": 0}, title="extracted")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)
