"""`daogou events …`: what a person decides about shoppers' events."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from daogou.commands.options import Json, graph

Limit = Annotated[int, typer.Option(min=1, help="So many.")]
User = Annotated[str, typer.Argument(help="A shopper's id, such as user/42.")]


def doubtful(limit: Limit = 20, json: Json = False) -> None:
    """Show the shoppers whose events were set aside because no person did them, those with most first."""
    with graph(json) as services:
        found = services.doubts.shoppers(limit=limit)
        rows = [asdict(row) for row in found]
        services.screen.table(
            "set aside", ("user", "reason", "events", "first", "last"), (row.values() for row in rows)
        )
        counts = services.doubts.counts()
        services.screen.result({"reasons": counts, "shoppers": rows} if json else counts, title="set aside")


def trust(user: User, json: Json = False) -> None:
    """Bring a shopper's events back, and judge none that come: a kiosk, a test of your own; `distrust` undoes it."""
    with graph(json) as services:
        services.screen.result({"user": user, "brought back": services.doubts.trust(user)}, title="events")


def distrust(user: User, json: Json = False) -> None:
    """Judge a shopper as any other again: what no person can have done is set aside."""
    with graph(json) as services:
        services.screen.result({"user": user, "set aside": services.doubts.distrust(user)}, title="events")


def devices(limit: Limit = 20, json: Json = False) -> None:
    """Show the devices that shoppers logged in from, and whose each is; one of several shoppers is nobody's."""
    with graph(json) as services:
        rows = [asdict(row) for row in services.identities.devices(limit=limit)]
        shown = ((row["device"], row["known_as"] or "–", len(row["persons"]), row["logins"]) for row in rows)
        services.screen.table("devices", ("device", "known as", "shoppers", "logins"), shown)
        services.screen.result({"devices": rows} if json else {"devices": len(rows)}, title="events")


def separate(
    device: Annotated[str, typer.Argument(help="A device's id, such as user/cookie-7.")], json: Json = False
) -> None:
    """Take the logins of a device back: what it did is its own again; a login that is loaded again joins it again."""
    with graph(json) as services:
        logins = services.identities.separate(device)
        services.screen.result({"device": device, "logins taken back": logins}, title="events")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        no_args_is_help=True, help="Events that no person did, and devices that shoppers use."
    )
    for command in (doubtful, trust, distrust, devices, separate):
        group.command()(command)
    app.add_typer(group, name="events")
