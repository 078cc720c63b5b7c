"""`daogou report …`: pages for people who run a shop."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from daogou.commands.options import Json, graph
from daogou.pipeline.page import check_page, write_page
from daogou.pipeline.shoppers import Behaviour, find_behaviour
from daogou.services import Services
from graph.behaviour import BehaviourReader, Period, Window
from graph.driver import open_async_driver
from graph.statements import Statements
from profiles.sessions import SILENCE

TIMEOUT: Final = 600.0
"""Seconds that one question may take: it reads all events."""


class Periods(StrEnum):
    """What retention is told by."""

    week = "week"
    month = "month"


def behaviour(
    output: Annotated[
        Path | None, typer.Option(help="Tables and plots as one HTML file that needs nothing else.")
    ] = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The first day, in UTC.", show_default=False)
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day after the last one.", show_default=False),
    ] = None,
    period: Annotated[Periods, typer.Option(help="What retention is told by.")] = Periods.month,
    json: Json = False,
) -> None:
    """Show funnels, retention, searches without results, needs without products, brand switching, money by currency."""
    if output:
        check_page(output, "--output")
    window = Window.of(_day(since), _day(until))
    with graph(json) as services:
        found = asyncio.run(_find(services, window, period.value))
        if output:
            write_page(output, "Behaviour of shoppers", found.parts())
        for title, columns, rows in found.tables():
            services.screen.table(title, columns, rows)
        funnels = {
            f"{funnel.unit}s": f"{funnel.bought:,} of {funnel.all:,} bought" for funnel in found.funnels
        }
        told = {**funnels, **({"report": str(output)} if output else {})}
        services.screen.result(found.document() if json else told, title="behaviour")


async def _find(services: Services, window: Window, period: Period) -> Behaviour:
    async with open_async_driver(services.connection) as driver:
        statements = Statements(driver, timeout=TIMEOUT)
        reader = BehaviourReader(statements, silence=SILENCE, smallest=services.settings.smallest_segment)
        return await find_behaviour(reader, window, period)


def _day(day: datetime | None) -> datetime | None:
    return day.replace(tzinfo=UTC) if day else None


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Reports for people who run a shop.")
    # With one command alone Typer would make the group that command.
    group.callback()(lambda: None)
    group.command()(behaviour)
    app.add_typer(group, name="report")
