"""What a command shows: progress for people on standard error, results on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

Report = Callable[[str], None]


class Advance(Protocol):
    """Is told how many more are done, and how many there are in all if that is known."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Move the count on."""


@dataclass(frozen=True)
class Screen:
    """Where a command writes; `json` turns results into one JSON document and silences progress."""

    json: bool = False
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    def result(self, values: Mapping[str, Any], *, title: str = "") -> None:
        """Show one record: as JSON, or as a line `title: name value, …`."""
        if self.json:
            sys.stdout.write(orjson.dumps(values, option=orjson.OPT_INDENT_2, default=str).decode() + "\n")
            return
        shown = ", ".join(
            f"{name} {_cell(value)}" for name, value in values.items() if value not in (None, {})
        )
        self.say(f"{title}: {shown}" if title else shown)

    def table(
        self, title: str, columns: Iterable[str], rows: Iterable[Iterable[object]], *, named: bool = False
    ) -> None:
        """Show rows under their column names; nothing with `json`, whose result says it all.

        Long cells go on in the next line; with `named` the first of each row does not: it is what commands are given.
        """
        if self.json:
            return
        table = Table(title=Text(title), title_justify="left")
        for place, name in enumerate(columns):
            table.add_column(name, overflow="fold", no_wrap=named and place == 0)
        for row in rows:
            # Text, since a file's own words may look like markup.
            table.add_row(*(Text(str(cell)) for cell in row))
        self.err.print(table)

    def say(self, message: str) -> None:
        """Write a line as it is: no markup, since it may hold a user's text.

        With `json` it goes to standard error, so that standard output is one document.
        """
        (self.err if self.json else self.out).print(message, markup=False, soft_wrap=True)

    def note(self, message: str) -> None:
        """Write a line of progress."""
        if not self.json:
            self.err.print(message, markup=False, style="dim")

    @contextmanager
    def progress(self, label: str, *, unit: str = "rows") -> Iterator[Advance]:
        """Show a running count while the block runs, with the time left where the total is known.

        The yielded function takes how many more are done, and how many there are in all if that is known.
        """
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn(f"{{task.completed:,.0f}} {unit}"),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
        )
        with Progress(
            *columns, console=self.err, disable=self.json, transient=not self.err.is_terminal
        ) as bar:
            task = bar.add_task(label, total=None)
            yield lambda done, total=None: bar.update(task, advance=done, total=total)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)
