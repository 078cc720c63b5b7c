"""What subscriptions can follow."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Protocol

from api.watching import Topic

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.watching import Basis, Price, WatchReader

SECONDS: Final = 2.0
LISTS: Final = 2
"""Lists of shoppers that are made at a time after one change for all; requests come between."""


class Job(Protocol):
    """Work that goes on in the background, as the graph keeps it."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def kind(self) -> str:
        """What it does."""

    @property
    def state(self) -> str:
        """queued, running, done, failed or cancelled."""

    @property
    def done(self) -> int:
        """How many of `total` are done."""

    @property
    def total(self) -> int | None:
        """How many there are, where that is known."""

    @property
    def message(self) -> str | None:
        """What it does now, or why it failed."""

    @property
    def updated(self) -> str:
        """When it said so, in UTC, ISO 8601."""


class Jobs(Protocol):
    """Knows jobs by id."""

    async def job(self, id_: str, /) -> Job | None:
        """Return the job, None where there is none."""


class Topics:
    """The topics of a process, each asked for once an interval while somebody follows it."""

    def __init__(self, reader: WatchReader, jobs: Jobs | None = None, seconds: float = SECONDS) -> None:
        self.prices: Topic[Price] = Topic(reader.prices, seconds)
        self.bases: Topic[Basis] = Topic(reader.bases, seconds)
        self.jobs: Topic[Job] = Topic(self._read_jobs, seconds)
        self.making = asyncio.Semaphore(LISTS)
        self._jobs = jobs

    async def _read_jobs(self, ids: Collection[str]) -> dict[str, Job]:
        if not self._jobs:
            return {}
        found = await asyncio.gather(*map(self._jobs.job, ids))
        return {job.id: job for job in found if job}
