"""Jobs of `ingestDocuments`: their texts into facts, as `daogou extract` reads them."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Final

from daogou.console import Screen
from daogou.pipeline.reading import open_extractor
from daogou.pipeline.texts import read, record_read
from daogou.pipeline.unknown import Unknown
from daogou.services import Services
from daogou.settings import Settings
from extraction.lexicon import Lexicon
from extraction.lookalikes import LookAlikes
from extraction.orphans import end_with_parent
from extraction.team import Team
from graph.batches import batched
from graph.driver import Connection, open_driver
from graph.jobs import JobQueue

LOG: Final = logging.getLogger("daogou.jobs")
BATCH_TEXTS: Final = 20
"""Texts between two steps of a job; they take far less than `graph.jobs.STALE`."""
FAILED: Final = "the texts could not be read; the server's log says why"


def work_off(settings: Settings, connection: Connection) -> None:
    """Do all jobs that wait, one after another: what a process of its own runs, which ends with the server's."""
    end_with_parent()
    with open_driver(connection) as driver:
        services = Services(settings, Screen(json=True), connection, driver)
        do_jobs(services, JobQueue(driver))


def do_jobs(services: Services, queue: JobQueue) -> int:
    """Do the jobs that wait; return how many. One that fails says so and leaves the others to be done."""
    reader, jobs = _Reader(services), 0
    while id_ := queue.take():
        jobs += 1
        try:
            reader.read(queue, id_)
        except Exception:
            LOG.exception("job %s", id_)
            queue.end(id_, "failed", FAILED)
        else:
            queue.end(id_, "done")
    return jobs


class _Reader:
    """Reads the texts of jobs, with one extractor for all of them."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @cached_property
    def _lexicon(self) -> Lexicon:
        self._services.write_seed_lexicon()
        return self._services.lexicon()

    @cached_property
    def _extractor(self) -> Team:
        return open_extractor(self._services.settings, self._services.screen, lexicon=self._lexicon)

    @cached_property
    def _alike(self) -> LookAlikes:
        return LookAlikes(self._lexicon)

    def read(self, queue: JobQueue, id_: str) -> None:
        """Record what the texts of a job state, until none is left or it is cancelled."""
        for batch in batched(queue.sources(id_), BATCH_TEXTS):
            found = list(read(batch, self._extractor))
            record_read(self._services, self._extractor, found, Unknown(self._lexicon, self._alike))
            if not queue.step(id_):
                break
