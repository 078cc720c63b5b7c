"""`daogou keys …`: who may ask the API for what."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from api.callers import Role
from api.keys import Keys
from daogou.commands.options import Json
from daogou.console import Screen
from daogou.settings import Settings

Name = Annotated[str, typer.Argument(help="What the key is for, such as storefront.")]


def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What it may be used for.")],
    user: Annotated[str | None, typer.Option(help="Of a shopper's key: whose data, such as user/42.")] = None,
    json: Json = False,
) -> None:
    """Make a key and show it, this once; a server that runs takes it from the next request on."""
    key = _keys().add(name, role, user)
    Screen(json).result({"name": name, "role": role, "user": user, "key": key}, title="shown only now")


def list_all(json: Json = False) -> None:
    """Show all keys, not the words themselves: those are not kept."""
    known, screen = _keys().all(), Screen(json)
    if json:
        screen.result({"keys": [asdict(key) for key in known]})
    else:
        rows = [(key.name, key.role, key.user or "", key.made) for key in known]
        screen.table(f"{len(rows)} keys", ("name", "role", "user", "made"), rows, named=True)


def remove(name: Name, json: Json = False) -> None:
    """Take a key back; a server that runs refuses it from the next request on."""
    _keys().remove(name)
    Screen(json).result({"removed": name})


def _keys() -> Keys:
    return Keys(Settings().keys)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    keys = typer.Typer(no_args_is_help=True, help="API keys.")
    keys.command("add")(add)
    keys.command("list")(list_all)
    keys.command("remove")(remove)
    app.add_typer(keys, name="keys")
