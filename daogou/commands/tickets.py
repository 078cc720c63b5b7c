"""`daogou tickets …`: conversations that wait for a person."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from daogou.commands.options import Json, graph
from graph.tickets import Ticket

Name = Annotated[str, typer.Argument(metavar="TICKET", help="Its id, as `daogou tickets list` shows it.")]


class State(StrEnum):
    """What may become of a ticket."""

    open = "open"
    closed = "closed"


def list_all(
    state: Annotated[State, typer.Option(help="Those that wait, or those that are done.")] = State.open,
    limit: Annotated[int, typer.Option(min=1, help="So many, those that wait longest.")] = 20,
    json: Json = False,
) -> None:
    """Show the conversations that were handed over to a person, those that wait longest first."""
    with graph(json) as services:
        tickets, count = services.tickets.all(state.value, limit)
        if json:
            services.screen.result({"tickets": [asdict(ticket) for ticket in tickets], state.value: count})
            return
        rows = [(one.id, one.at, one.user or "", one.language, one.summary) for one in tickets]
        title = f"{len(rows):,} of {count:,} {state} tickets"
        services.screen.table(title, ("ticket", "since", "shopper", "language", "about"), rows, named=True)


def show(ticket: Name, json: Json = False) -> None:
    """Show a ticket: what was said, understood, cited and tried."""
    with graph(json) as services:
        found = services.tickets.find(ticket)
        if json:
            services.screen.result(asdict(found))
        else:
            services.screen.say("\n".join(_lines(found)))


def close(
    ticket: Name,
    note: Annotated[str | None, typer.Option(help="What became of it.")] = None,
    json: Json = False,
) -> None:
    """Say that a ticket is done."""
    with graph(json) as services:
        found = services.tickets.close(ticket, note)
        services.screen.result({"ticket": found.id, "state": found.state, "note": found.note})


def _lines(ticket: Ticket) -> list[str]:
    heading = f"{ticket.id}  {ticket.state}, since {ticket.at}, {ticket.user or 'nobody signed in'}"
    turns = [f"  {turn['role']}: {turn['text']}" for turn in ticket.turns]
    tried = [f"  tried: {step}" for step in ticket.tried]
    slots = [f"  understood: {name} {value}" for name, value in ticket.slots.items()]
    return [
        heading,
        f"  about: {ticket.summary}",
        *turns,
        *tried,
        *slots,
        f"  cites: {', '.join(ticket.cites) or '–'}",
    ]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Conversations that wait for a person.")
    group.command("list")(list_all)
    group.command("show")(show)
    group.command("close")(close)
    app.add_typer(group, name="tickets")
