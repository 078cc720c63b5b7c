"""`daogou neo4j` and `daogou migrate`."""

from __future__ import annotations

from typing import Any

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.settings import Settings
from graph.driver import open_driver
from graph.migrations import migrate as apply_migrations
from graph.server.container import compose, engine_answers
from graph.server.resolve import resolve


def start(json: Json = False) -> None:
    """Start Neo4j: at NEO4J_URI if set, else a container, else the managed local server."""
    settings, screen = Settings(), Screen(json)
    resolve(settings.server(), report=screen.note)
    screen.result(_status(settings), title="neo4j")


def stop(json: Json = False) -> None:
    """Stop the server that `start` started; one named by NEO4J_URI is left alone."""
    settings, screen = Settings(), Screen(json)
    stopped = False
    if settings.neo4j_uri is None:
        stopped = settings.server().local().stop()
        if not stopped and engine_answers():
            compose(settings.server().compose, settings.server().home, "stop", "neo4j")
            stopped = True
    screen.result({"stopped": stopped}, title="neo4j")


def status(json: Json = False) -> None:
    """Say whether the server runs, where, and where its password stands."""
    settings, screen = Settings(), Screen(json)
    screen.result(_status(settings), title="neo4j")


def migrate(json: Json = False) -> None:
    """Bring the schema up to date; a second run changes nothing."""
    settings, screen = Settings(), Screen(json)
    with open_driver(resolve(settings.server(), report=screen.note)) as driver:
        migrated = apply_migrations(driver)
    screen.result({"applied": migrated.applied, "version": migrated.version}, title="schema")


def _status(settings: Settings) -> dict[str, Any]:
    if settings.neo4j_uri:
        return {"running": "named by NEO4J_URI", "bolt": settings.neo4j_uri}
    server = settings.server().local()
    found = server.status()
    if not found.running:
        return {"running": False, "home": str(found.home)}
    where = {"bolt": found.bolt, "browser": found.browser, "pid": str(found.pid)}
    return {"running": True, **where, "user": "neo4j", "password in": str(server.password_file)}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="The Neo4j server of this project.")
    for command in (start, stop, status):
        group.command()(command)
    app.add_typer(group, name="neo4j")
    app.command()(migrate)
