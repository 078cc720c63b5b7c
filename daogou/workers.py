"""Several processes that serve at one socket."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

from daogou.errors import StateError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.context import SpawnProcess

STOPS: Final = (signal.SIGINT, signal.SIGTERM)
BRIEF: Final = 10.0
"""Seconds; a worker that ends sooner of itself would do so again."""
TICK: Final = 0.5
LAST: Final = 60.0
"""Seconds for a worker to end gracefully; then it is killed."""


class Workers:
    """Processes that do the same; one that dies is replaced, and all end gracefully with this process.

    Args:
        work: what each does until it is told to stop by SIGTERM; with `given` it goes to a new interpreter.
    """

    def __init__(self, count: int, work: Callable[..., None], *given: object) -> None:
        self._count, self._work, self._given = count, work, given
        self._running: dict[SpawnProcess, float] = {}
        self._stop = Event()

    def run(self) -> None:
        """Work until SIGINT or SIGTERM.

        Raises:
            StateError: a worker ends as soon as it is started.
        """
        before = {number: signal.signal(number, lambda *_: self._stop.set()) for number in STOPS}
        try:
            for _ in range(self._count):
                self._start()
            while not self._stop.is_set():
                connection.wait([process.sentinel for process in self._running], timeout=TICK)
                self._replace()
        finally:
            self._end()
            for number, handler in before.items():
                signal.signal(number, handler)

    def _start(self) -> None:
        process = get_context("spawn").Process(target=_worker, args=(self._work, self._given))
        process.start()
        self._running[process] = time.monotonic()

    def _replace(self) -> None:
        for process, since in list(self._running.items()):
            if process.exitcode is None or self._stop.is_set():
                continue
            del self._running[process]
            if time.monotonic() - since < BRIEF:
                raise StateError(
                    f"a worker ended at once, with status {process.exitcode}; its error stands above"
                )
            self._start()

    def _end(self) -> None:
        for process in self._running:
            process.terminate()
        until = time.monotonic() + LAST
        for process in self._running:
            process.join(max(0.0, until - time.monotonic()))
            process.kill()


def _worker(work: Callable[..., None], given: tuple[Any, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(KeyboardInterrupt):
        work(*given)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
