"""`daogou audit`: what the graph holds."""

from __future__ import annotations

import typer

from daogou.commands.options import Json, graph


def audit(json: Json = False) -> None:
    """Count what the graph holds, by label and by relation."""
    with graph(json) as services:
        counts = services.export.counts()
        for kind, rows in counts.items():
            services.screen.table(kind, (kind, "count"), sorted(rows.items()))
        services.screen.result(
            counts if json else {name: sum(rows.values()) for name, rows in counts.items()}, title="graph"
        )


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(audit)
