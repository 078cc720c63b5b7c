"""`daogou profiles build`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import typer

from daogou.commands.options import Json, graph
from daogou.pipeline.profiles import build_profiles
from profiles.records import Profiles

COLUMNS = ("", "method", "size", "groups", "stability", "silhouette", "product")


def profiles_build(json: Json = False) -> None:
    """Turn behaviour into segments and profiles, and say why shoppers are grouped so."""
    with graph(json) as services:
        built, screen = build_profiles(services), services.screen
        screen.table("Ways to group, the best first", COLUMNS, _candidates(built))
        for segment in built.segments:
            screen.note(f"{segment.id} {segment.words.name_zh} / {segment.words.name_en}")
            screen.note(f"  {segment.words.description_en}")
        chosen = built.chosen and asdict(built.chosen) | {"stable": built.chosen.stable}
        result = {"shoppers": built.count, "segments": len(built.segments), "because": _reason(built)}
        candidates = [asdict(each) for each in built.candidates]
        screen.result(
            {**result, "chosen": chosen, "candidates": candidates} if json else result, title="profiles"
        )


def _candidates(built: Profiles) -> Iterator[tuple[str, ...]]:
    for each in sorted(built.candidates, key=lambda each: -each.merit):
        numbers = (f"{value:.3f}" for value in (each.stability, each.silhouette, each.merit))
        mark = "chosen" if each is built.chosen else ""
        yield mark, each.method, str(each.size), str(each.groups), *numbers


def _reason(built: Profiles) -> str:
    chosen = built.chosen
    if not chosen:
        return "too few shoppers to group them"
    trust = (
        ""
        if chosen.stable
        else "; below 0.75 the groups would be others with other shoppers: trust them little"
    )
    return (
        f"{chosen.method} with {chosen.groups} groups has the highest stability × silhouette "
        f"({chosen.stability:.2f} × {chosen.silhouette:.2f}) of {len(built.candidates)} ways{trust}"
    )


def register(app: typer.Typer) -> None:
    """Add the command."""
    profiles = typer.Typer(no_args_is_help=True, help="Segments and profiles of shoppers.")
    profiles.command("build")(profiles_build)
    profiles.callback()(lambda: None)
    app.add_typer(profiles, name="profiles")
