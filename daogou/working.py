"""The process beside the server that does what was asked for and is done later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from multiprocessing import get_context
from typing import Final

from daogou.settings import Settings
from graph.driver import Connection
from graph.errors import GraphError
from graph.jobs import Jobs

LOG: Final = logging.getLogger("daogou.jobs")
Work = Callable[[Settings, Connection], None]
EVERY: Final = 30.0
"""Seconds after which jobs of processes that died are looked for."""


class Working:
    """Has a process do jobs as long as some wait; between these there is none, and nothing of it in memory.

    Several servers may have one each: a job has one taker.
    """

    def __init__(self, work: Work | None, settings: Settings, connection: Connection, jobs: Jobs) -> None:
        self._do, self._given = work, (settings, connection)
        self._jobs = jobs
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Say that a job waits."""
        self._wake.set()

    async def attend(self) -> None:
        """See to jobs until cancelled; the process that does them then ends, and somebody takes them up later."""
        while self._do:
            if await self._wait():
                await self._work()
            try:
                async with asyncio.timeout(EVERY):
                    await self._wake.wait()
            except TimeoutError:
                continue
            self._wake.clear()

    async def _wait(self) -> bool:
        try:
            return await self._jobs.waiting() > 0
        except GraphError:
            return False

    async def _work(self) -> None:
        # Reading takes a core for seconds, which answers cannot wait for. A fork would copy the locks of other threads.
        process = get_context("spawn").Process(target=self._do, args=self._given)
        try:
            process.start()
        except OSError:
            LOG.exception("jobs wait: no process can be started")
            return
        try:
            await asyncio.to_thread(process.join)
        finally:
            process.terminate()
            process.join()
