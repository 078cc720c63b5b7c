"""`daogou extract`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json, graph
from daogou.console import Screen
from daogou.errors import UsageError
from daogou.pipeline.texts import extract_loaded
from daogou.settings import Settings
from extraction.files import extract_file
from extraction.lexicon import read_lexicon
from extraction.pipeline import build


def extract(
    source: Annotated[Path | None, typer.Option("--input", help='JSON Lines: {"id": …, "text": …}')] = None,
    target: Annotated[
        Path | None, typer.Option("--output", help="Where the spans go, in the same order.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="A folder that `daogou train extractor` wrote.")] = None,
    json: Json = False,
) -> None:
    """Read texts: with files no database is needed; without, what is loaded becomes facts in the graph."""
    if (source is None) != (target is None):
        raise UsageError("--input and --output go together: give both, or neither to read what is loaded")
    if model and not source:
        raise UsageError(
            "--model goes with --input and --output: what is loaded is read by the project's own rules"
        )
    if source and target:
        extractor = build(read_lexicon(Settings().seeds / "lexicon"), model=model)
        done = extract_file(source, target, extractor)
        counts = {"rows": done.rows, "loaded": done.loaded, "rejected": done.rejected}
        Screen(json).result(
            {**counts, "rejects": str(done.rejects)} if done.rejects else counts, title=source.name
        )
        return
    with graph(json) as services:
        with services.screen.progress("extracting") as advance:
            found = extract_loaded(services, done=advance)
        services.screen.result(found or {"texts": 0}, title="extracted")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(extract)
