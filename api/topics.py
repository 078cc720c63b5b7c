"""What subscriptions can follow."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, Protocol

from api.watching import Topic

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph.jobs import Job
    from graph.watching import Basis, Price, WatchReader

SECONDS: Final = 2.0
LISTS: Final = 2
"""Lists of shoppers that are made at a time after one change for all; requests come between."""


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
