"""What the commands share: the `--json` flag, and opening the graph."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final, TypeAlias

import typer

from daogou.console import Screen
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
