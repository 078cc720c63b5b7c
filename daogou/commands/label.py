"""`daogou label export`, `daogou label import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json, keep_apart
from daogou.console import Screen
from daogou.pipeline.reading import open_extractor
from daogou.settings import Settings
from extraction.labelling.exchange import Layout, config_file, export_file, import_file


def export_tasks(
    source: Annotated[Path, typer.Option("--input", help='JSON Lines: {"id": …, "text": …}')],
    target: Annotated[
        Path, typer.Option("--output", help="Where the tasks go; Label Studio's config goes beside.")
    ],
    layout: Annotated[Layout, typer.Option("--format", help="The tool that people label with.")],
    model: Annotated[
        Path | None,
        typer.Option(help="A folder of `daogou train extractor`; without, the published recogniser."),
    ] = None,
    count: Annotated[int, typer.Option(min=1, help="So many texts, the least certain ones.")] = 100,
    json: Json = False,
) -> None:
    """Write the texts whose extraction is least certain, with what was found, for people to correct."""
    keep_apart(source, target)
    screen = Screen(json)
    extractor = open_extractor(Settings(), screen, model=model)
    with screen.progress(source.name, unit="texts") as done:
        counts, tasks = export_file(source, target, extractor, layout, count=count, model=model, done=done)
    config = {"config": str(config_file(target))} if layout is Layout.label_studio else {}
    screen.result({**counts.shown, "tasks": tasks, **config}, title=source.name)


def import_annotations(
    source: Annotated[
        Path, typer.Option("--input", help="What Label Studio exports as JSON, or doccano as JSONL.")
    ],
    target: Annotated[
        Path, typer.Option("--output", help="Annotated JSON Lines, to train and measure with.")
    ],
    layout: Annotated[
        Layout | None, typer.Option("--format", help="The tool; told from the content when left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Turn what people labelled into annotated texts; rejected rows go to OUTPUT.rejected.jsonl."""
    keep_apart(source, target)
    Screen(json).result(import_file(source, target, layout).shown, title=source.name)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="A round of labelling by people.")
    group.command("export")(export_tasks)
    group.command("import")(import_annotations)
    app.add_typer(group, name="label")
