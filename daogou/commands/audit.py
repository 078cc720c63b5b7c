"""`daogou audit`: what the graph holds."""

from __future__ import annotations

import typer

from daogou.commands.options import Json, graph


def audit(json: Json = False) -> None:
    """Count what the graph holds, by label and by relation, and the reviews that count less, by the reason."""
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


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(audit)
