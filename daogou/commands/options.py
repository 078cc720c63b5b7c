"""What the commands share: the `--json` flag, and opening the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from daogou.console import Screen
from daogou.errors import UsageError
from daogou.services import Services, open_services
from daogou.settings import Settings

Json: TypeAlias = Annotated[bool, typer.Option("--json", help="Print the result as JSON, and no progress.")]

COMMAND_LINE: Final = "command line"
"""Who changes what a command changes, in the audit."""


@contextmanager
def graph(json: bool) -> Iterator[Services]:
    """Open the graph for one command."""
    with open_services(Settings(), Screen(json)) as services:
        yield services


def keep_apart(source: Path, target: Path) -> None:
    """Refuse to write over the file that is read.

    Raises:
        UsageError: both are one file.
    """
    if source.exists() and target.exists() and target.samefile(source):
        raise UsageError(f"{target}: --output would replace --input; name another file")
