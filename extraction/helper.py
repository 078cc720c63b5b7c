"""A process that reads batches of texts for another one."""

from __future__ import annotations

import copyreg
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from operator import attrgetter
from queue import SimpleQueue
from threading import Thread
from typing import Any

from extraction.documents import Aspect, Extraction, Relation, Span, Text
from extraction.errors import HelperError
from extraction.learned.processor import one_thread
from extraction.orphans import end_with_parent
from extraction.pipeline import Extractor

Job = tuple[Sequence[Text], "Future[list[Extraction]]"]
"""A batch, and the promise of what it holds."""


def do(job: Job, read: Callable[[Sequence[Text]], list[Extraction]]) -> None:
    """Keep the promise, or pass on the error."""
    batch, found = job
    try:
        found.set_result(read(batch))
    except Exception as error:  # noqa: BLE001 (it is raised where the batch is waited for)
        found.set_exception(error)


class Helper:
    """A process that makes an extractor, and a thread that takes jobs for it until it meets None."""

    def __init__(self, make: Callable[[], Extractor], jobs: SimpleQueue[Job | None]) -> None:
        # A fork would copy the locks of torch's and the database driver's threads, held by nobody who could free them.
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_help, args=(theirs, make), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()
        self._thread = Thread(target=self._work, args=(jobs,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the process, whatever it does, and the thread; None must be among the jobs."""
        self._process.terminate()
        self._process.join()
        self._thread.join()
        self._pipe.close()

    def _work(self, jobs: SimpleQueue[Job | None]) -> None:
        # Who is not ready takes no job, so nothing waits for a start.
        with suppress(EOFError, OSError):
            self._pipe.recv()
        for job in iter(jobs.get, None):
            do(job, self._read)
        jobs.put(None)

    def _read(self, batch: Sequence[Text]) -> list[Extraction]:
        try:
            self._pipe.send(batch)
            answer: list[Extraction] | Exception = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join()
            raise HelperError(
                f"found that a reading process had ended (status {self._process.exitcode}), too little memory perhaps; "
                "DAOGOU_PROCESSES=1 reads in one"
            ) from None
        if isinstance(answer, Exception):
            raise answer
        return answer


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold back Ctrl-C, also from a process that is started within: its parent ends it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _help(pipe: Connection, make: Callable[[], Extractor]) -> None:
    end_with_parent()
    extractor = make()
    with one_thread(), suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            pipe.send(_answer(extractor, pipe.recv()))


def _answer(extractor: Extractor, batch: Sequence[Text]) -> list[Extraction] | Exception:
    try:
        return extractor.read(batch)
    except Exception as error:  # noqa: BLE001 (it is raised there)
        error.add_note(traceback.format_exc())
        return error


def _as_call(kind: type[Any]) -> Callable[[Any], tuple[type[Any], tuple[Any, ...]]]:
    values = attrgetter(*kind.__slots__)
    return lambda one: (kind, values(one))


for _kind in (Text, Span, Relation, Aspect, Extraction):
    # As a call of the class: three times as fast as what a data class with slots brings along.
    copyreg.pickle(_kind, _as_call(_kind))
