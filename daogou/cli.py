"""The command line: every command of `docs/guide/commands.md`."""

from __future__ import annotations

import sys
from typing import Final

import click
import typer
from pydantic import ValidationError

from api.errors import ApiError
from daogou.commands import audit, demo, evaluate, extract, load, neo4j, serve, train
from daogou.console import Screen
from daogou.errors import DaogouError, UsageError
from extraction.errors import ExtractionError
from gnn.errors import GnnError
from graph.errors import GraphError
from profiles.errors import ProfileError
from recommend.errors import RecommendError
from sources.errors import SourceError

OWN_ERRORS: Final = (
    ApiError, DaogouError, ExtractionError, GnnError, GraphError, ProfileError, RecommendError, SourceError,
)  # fmt: skip

app = typer.Typer(
    name="daogou",
    help="导购: a knowledge-graph shopping guide for digital products.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for room in (demo, neo4j, load, extract, train, serve, evaluate, audit):
    room.register(app)


def main() -> None:
    """Run a command; exit with 0 done, 1 failed, 2 wrong use."""
    try:
        status = app(standalone_mode=False)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except UsageError as error:
        status = _fail(str(error), 2)
    except ValidationError as error:
        status = _fail("; ".join(str(problem["msg"]) for problem in error.errors()), 2)
    except OWN_ERRORS as error:
        status = _fail(str(error), 1)
    except (KeyboardInterrupt, click.exceptions.Abort):
        status = _fail("stopped; run the same command again and it goes on where it was", 130)
    except OSError as error:
        status = _fail(f"{error.filename or ''}: {error.strerror or error}", 1)
    sys.exit(status)


def _fail(message: str, status: int) -> int:
    Screen().err.print(f"daogou: {message}", markup=False, style="red")
    return status
