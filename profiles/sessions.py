"""Events into sessions: a shopper's events with less than half an hour of silence between them.

The half hour is the convention of web analytics (Catledge and Pitkow, 1995, found 25.5 minutes). Derived, never stored:
an event that comes late may join two sessions.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import polars as pl

from profiles.errors import EventFrameError

SILENCE: Final = timedelta(minutes=30)
"""A gap of this length or more ends a session."""
COLUMNS: Final = ("user", "at")


def with_sessions(events: pl.DataFrame) -> pl.DataFrame:
    """Return the events that have a time, each with `session`: the number of the shopper's session, from 1.

    Args:
        events: user, at (ISO 8601 in UTC, or null) and whatever else. Time grows as n log n, memory with events.

    Raises:
        EventFrameError: a column is missing.
    """
    if missing := [column for column in COLUMNS if column not in events.columns]:
        found = ", ".join(events.columns)
        raise EventFrameError(f"events: found no column {', '.join(missing)}; has {found}")
    time = pl.col("at").cast(pl.String).str.to_datetime(time_zone="UTC", strict=False)
    opens = (pl.col("_time").diff() >= SILENCE).fill_null(value=True)
    return (
        events.with_columns(time.alias("_time"))
        .filter(pl.col("_time").is_not_null())
        .sort("user", "_time", maintain_order=True)
        .with_columns(opens.cum_sum().over("user").alias("session"))
        .drop("_time")
    )
