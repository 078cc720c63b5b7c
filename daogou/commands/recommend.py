"""`daogou recommend`: what a user gets from a file of ratings, without a database."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.commands.recommend_batch import batch
from daogou.console import Screen
from daogou.errors import UsageError
from daogou.pipeline.algorithms import create_wired
from daogou.pipeline.catalog import Loaded
from daogou.pipeline.datasets import read_counted
from recommend.algorithms.registry import ALGORITHMS
from recommend.algorithms.similarity import SIMILARITIES
from recommend.suggestions import Suggestion, suggest


def recommend(
    context: typer.Context,
    ratings: Annotated[
        Path | None, typer.Option(help="userId,movieId,rating[,timestamp], or a folder of purchases.")
    ] = None,
    user: Annotated[str | None, typer.Option(help="Who gets the recommendations.")] = None,
    algorithm: Annotated[str, typer.Option(help=f"One of {', '.join(ALGORITHMS)}.")] = "item-cf",
    similarity: Annotated[
        str | None, typer.Option(help=f"Of user-cf and item-cf: {', '.join(SIMILARITIES)}.")
    ] = None,
    top_k: Annotated[int, typer.Option(min=1, help="So many items.")] = 10,
    json: Json = False,
) -> None:
    """Recommend from a file of ratings, with a reason for each item; no database is needed."""
    if context.invoked_subcommand:
        return
    if ratings is None or user is None:
        raise UsageError("--ratings and --user go together: name the file and who gets the recommendations")
    screen = Screen(json)
    chosen = create_wired(algorithm, report=screen.note, similarity=similarity)
    data, loaded = read_counted(ratings)
    found = suggest(chosen, data, user, top_k)
    _show(screen, ratings, user, loaded, algorithm, found)


def _show(
    screen: Screen, ratings: Path, user: str, loaded: Loaded, algorithm: str, found: list[Suggestion]
) -> None:
    if screen.json:
        items = [asdict(suggestion) for suggestion in found]
        screen.result({"user": user, "algorithm": algorithm, **loaded.shown(), "recommendations": items})
        return
    counts = ", ".join(f"{name} {count}" for name, count in loaded.shown().items())
    screen.note(f"{ratings.name}: {counts}")
    width = max((len(suggestion.item) for suggestion in found), default=0)
    for place, suggestion in enumerate(found, start=1):
        screen.say(f"{place:>3}  {suggestion.item:<{width}}  {suggestion.score:.2f}  {suggestion.reason}")
    if not found:
        screen.say(f"nothing is left for {user}: every item of {ratings.name} is known to them")


def register(app: typer.Typer) -> None:
    """Add the command."""
    group = typer.Typer(help="Recommend, from files or for whole folders.")
    group.callback(invoke_without_command=True)(recommend)
    group.command()(batch)
    app.add_typer(group, name="recommend")
