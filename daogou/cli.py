"""The command line: every command of `docs/guide/commands.md`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

import typer
from pydantic import ValidationError

from api.errors import ApiError
from assistant.errors import AssistantError
from daogou.console import Screen
from daogou.errors import DaogouError, UsageError
from daogou.settings import explain
from extraction.errors import ExtractionError
from gnn.errors import GnnError
from graph.errors import GraphError
from profiles.errors import ProfileError
from recommend.errors import RecommendError
from sources.errors import SourceError

OWN_ERRORS: Final = (
    ApiError, AssistantError, DaogouError, ExtractionError, GnnError, GraphError, ProfileError, RecommendError,
    SourceError,
)  # fmt: skip
STOPPED: Final = 130
"""Exit status after Ctrl-C: 128 and the signal's number, as shells have it."""

ROOMS: Final = (
    "demo", "neo4j", "browser", "load", "events", "forget", "extract", "entities", "label", "profiles", "train",
    "serve", "ask", "keys", "tickets", "recommend", "evaluate", "audit", "report",
)  # fmt: skip
"""Modules of `daogou.commands`, each called as its command."""
BESIDES: Final = {"migrate": "neo4j", "publish": "train"}
"""Commands that a module of another name has."""


def build(rooms: Sequence[str] = ROOMS) -> typer.Typer:
    """Return the command line with the commands of these modules."""
    app = typer.Typer(
        name="daogou",
        help="导购: a knowledge-graph shopping guide for digital products.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    # With one command alone Typer would make the app that command.
    app.callback()(lambda: None)
    for room in rooms:
        import_module(f"daogou.commands.{room}").register(app)
    return app


def _needed(words: Sequence[str]) -> Sequence[str]:
    """Return the modules that a command line needs: some take seconds to import, and most commands none of those."""
    command = next((word for word in words if not word.startswith("-")), "")
    room = BESIDES.get(command, command)
    return (room,) if room in ROOMS and words[0] == command else ROOMS


def main() -> None:
    """Run a command; exit with 0 done, 1 failed, 2 wrong use, 130 stopped by Ctrl-C."""
    try:
        status = build(_needed(sys.argv[1:]))(standalone_mode=False)
    except typer.TyperException as error:
        status = _wrong_use(error)
    except UsageError as error:
        status = _fail(str(error), 2)
    except ValidationError as error:
        status = _fail(explain(error), 2)
    except OWN_ERRORS as error:
        status = _fail(str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    except OSError as error:
        status = _fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), 1)
    if status == STOPPED:
        _fail("stopped; run the same command again and it goes on where it was", STOPPED)
    sys.exit(status)


def _wrong_use(error: typer.TyperException) -> int:
    """Say what Typer found wrong, and whose help says what is right."""
    context: typer.Context | None = getattr(error, "ctx", None)
    found = error.format_message().replace("Value error, ", "").rstrip(".")
    # Without any words there is nothing to say: the help has just been shown instead.
    return _fail(f"{found} (see {context.command_path if context else 'daogou'} --help)", 2) if found else 2


def _fail(message: str, status: int) -> int:
    """Show an error as one line, whatever line ends it quotes."""
    Screen().err.print(f"daogou: {' '.join(message.split())}", markup=False, style="red", soft_wrap=True)
    return status
