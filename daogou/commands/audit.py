"""`daogou audit`: what the graph holds, and how good it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json, graph
from daogou.pipeline.page import check_page, write_page
from daogou.pipeline.quality import ASIDE, FIELDS, SOURCES, find_quality


def audit(context: typer.Context, json: Json = False) -> None:
    """Count what the graph holds, by label and by relation, and the reviews that count less, by the reason."""
    if context.invoked_subcommand:
        return
    with graph(json) as services:
        counts = services.export.counts()
        weighed = services.weights.counts()
        for kind, rows in counts.items():
            services.screen.table(kind, (kind, "count"), sorted(rows.items()))
        if weighed:
            columns = ("review", "count", "count as")
            shown = ((reason, row["reviews"], row["weight"]) for reason, row in weighed.items())
            services.screen.table("review", columns, shown)
        totals = {name: sum(rows.values()) for name, rows in counts.items()}
        less = sum(row["reviews"] for reason, row in weighed.items() if reason != "honest")
        services.screen.result(
            {**counts, "review": weighed} if json else {**totals, "reviews weighted down": less},
            title="graph",
        )


def data(
    output: Annotated[
        Path | None, typer.Option(help="Tables and plots as one HTML file that needs nothing else.")
    ] = None,
    json: Json = False,
) -> None:
    """Show how good the data is, by source: filled fields, duplicates, age, contradictions, unlinked names, bots."""
    if output:
        check_page(output, "--output")
    with graph(json) as services:
        found, screen = find_quality(services), services.screen
        if output:
            write_page(output, "Quality of the data", found.parts())
        screen.table("sources", SOURCES, found.source_rows())
        screen.table("fields", FIELDS, found.field_rows())
        screen.table("events that no person did", ASIDE, found.aside.items())
        aside = sum(found.aside.values())
        totals = {
            "sources": len(found.sources),
            "records": sum(quality.records for quality in found.sources),
            "events set aside": aside,
            **({"report": str(output)} if output else {}),
        }
        screen.result(found.document() if json else totals, title="data")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(invoke_without_command=True)
    group.callback()(audit)
    group.command()(data)
    app.add_typer(group, name="audit")
