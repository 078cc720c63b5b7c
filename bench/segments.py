"""`python -m bench.segments DIR…`: how stable the segments of real shoppers are, by every way to group.

A folder holds purchases (layout of amazon-cellphones) or MovieLens (`user_movie.dat`, `movie_genre.dat`: genres are the
categories, ratings the events). Nobody knows true groups there, so stability and silhouette are all that can be said.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import polars as pl
import typer

from bench.profiles import catalogue_of, read_shop, resampled
from daogou.console import Screen
from profiles.build import build
from profiles.catalogue import Catalogue, read_catalogue
from profiles.frames import ASKS
from profiles.sums import sum_events

COLUMNS: Final = ("method", "size", "groups", "stability", "silhouette", "product")
RATINGS: Final = "user_movie.dat"


def main(folders: Annotated[list[Path], typer.Argument(help="Folders of shoppers.")]) -> None:
    """Print one table a folder, the best way to group first."""
    screen = Screen()
    for folder in folders:
        events, catalogue = _movies(folder) if (folder / RATINGS).exists() else _purchases(folder)
        with TemporaryDirectory() as scratch:
            built = build([sum_events(events)], catalogue, lambda entity: (entity, entity), Path(scratch))
        rows = [
            (c.method, c.size, c.groups, *(f"{value:.2f}" for value in (c.stability, c.silhouette, c.merit)))
            for c in sorted(built.candidates, key=lambda c: -c.merit)
        ]
        screen.table(f"{folder.name}: {built.count:,} shoppers", COLUMNS, rows)
        for segment in built.segments:
            screen.say(f"{segment.id} {segment.words.name_en}: {segment.words.description_en}")


def _purchases(folder: Path) -> tuple[pl.DataFrame, Catalogue]:
    shop = read_shop(folder)
    # The folder has no times, so its events are all of today.
    events = pl.concat(resampled(shop, 1)).with_columns(at=pl.lit(None, pl.String))
    return events, catalogue_of(shop)


def _movies(folder: Path) -> tuple[pl.DataFrame, Catalogue]:
    ratings = pl.read_csv(
        folder / RATINGS, separator="\t", has_header=False, new_columns=["user", "movie", "rating", "at"]
    )
    genres = pl.read_csv(
        folder / "movie_genre.dat", separator="\t", has_header=False, new_columns=["movie", "genre"]
    )
    events = ratings.select(
        user=pl.format("user/{}", "user"),
        type=pl.lit("RATED"),
        target=pl.format("movie/{}", "movie"),
        at=pl.from_epoch("at").dt.replace_time_zone("UTC").cast(pl.Datetime("ms", "UTC")),
        rating=pl.col("rating").cast(pl.Float64),
        price=pl.lit(None, pl.Float64),
    )
    has = genres.select(product=pl.format("movie/{}", "movie"), entity=pl.format("category/{}", "genre"))
    movies = (
        events.select(product="target")
        .unique()
        .with_columns(price=pl.lit(None, pl.Float64), currency=pl.lit(None, pl.String))
    )
    return events, read_catalogue(movies, has, pl.DataFrame(schema=ASKS))


if __name__ == "__main__":
    typer.run(main)
