"""`daogou browser`: what Neo4j Browser keeps, as files to drop into it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Final
from zipfile import ZIP_DEFLATED, ZipFile

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from graph.saved import STYLE, parameters_script, saved_queries

FOLDER: Final = "导购 Daogou"
"""The folder of the saved queries in Browser."""


def browser(
    output: Annotated[Path, typer.Option(help="The folder to write into.", file_okay=False)],
    json: Json = False,
) -> None:
    """Write the questions to save in Neo4j Browser (queries.zip) and how it draws the graph (style.grass)."""
    screen, saved = Screen(json), saved_queries()
    output.mkdir(parents=True, exist_ok=True)
    queries, style = output / "queries.zip", output / "style.grass"
    with ZipFile(queries, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"{FOLDER}/00_parameters.cypher", parameters_script(saved))
        for number, one in enumerate(saved, start=1):
            name = one.query.name.replace(":", "_")
            archive.writestr(f"{FOLDER}/{number:02}_{name}.cypher", one.script())
    shutil.copyfile(STYLE, style)
    screen.result({"queries": len(saved), "saved in": str(queries), "style in": str(style)}, title="browser")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(browser)
