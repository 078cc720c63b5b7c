"""Frames on disk, of which one is in memory at a time; and sums of any number of shoppers, cut by shopper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from profiles.sums import add

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROWS: Final = 250_000
"""Sums in memory at a time; one shopper's stay together, however many."""
EVERY: Final = 500
"""One row of so many says where shoppers are cut."""
GROUP: Final = 5_000
"""Rows that are read or skipped together; of rows in order, those of other shoppers are skipped."""


class Spool:
    """Frames of the same columns in a folder, in the order in which they came; read as often as is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, frame: pl.DataFrame) -> None:
        """Write a frame."""
        self.files.append(self._folder / f"{len(self.files):06}.parquet")
        frame.write_parquet(self.files[-1], row_group_size=GROUP)

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Read one frame after the other."""
        return map(pl.read_parquet, self.files)


def by_shopper(sums: Spool, into: Spool, rows: int = ROWS) -> Spool:
    """Add up `sums` and write them to `into`: shoppers in order, each in one frame, about `rows` rows a frame.

    Frames of `sums` that are sorted by user are read fastest. Memory is that of one frame. Time grows with sums, and
    for some hundred million with their square: each frame skips through the headings of all files.
    """
    whole = pl.scan_parquet(sums.files)
    total: int = whole.select(pl.len()).collect().item()
    marks = whole.select(pl.col("user").gather_every(EVERY)).collect(engine="streaming")["user"].sort()
    step = max(1, rows * len(marks) // max(total, 1))
    cuts = marks.gather_every(step).unique(maintain_order=True).to_list()[1:]
    user = pl.col("user")
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        own = whole if low is None else whole.filter(user >= low)
        into.add(add(own if high is None else own.filter(user < high)).sort("user", "target", "dated"))
    return into
