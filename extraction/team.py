"""Texts read by several processes, in order: by this one, and by helpers that build an extractor of their own."""

from __future__ import annotations

import atexit
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from itertools import chain, islice
from queue import Empty, SimpleQueue
from typing import Final

from extraction.documents import Extraction, Text
from extraction.helper import Helper, Job, do
from extraction.learned.processor import one_thread
from extraction.pipeline import Extractor, batches

FEWEST: Final = 4
"""Batches from which on a helper is worth its start, which takes as long as a few."""
AHEAD: Final = 4
"""Batches a process that are read ahead; memory is in proportion."""


class Team:
    """Reads as the extractor that `make` makes does, in up to `processes` processes; `make` is picklable.

    What it yields is what one process yields. Helpers are there while many texts are read: they end with the last of
    these, with an error, and with this process, however it ends. On Linux they also end with the thread that takes the
    first extraction, so it takes the others too, or waits.
    """

    def __init__(self, make: Callable[[], Extractor], processes: int) -> None:
        self._make, self._helpers = make, processes - 1
        self._own = make()
        self.name, self.version, self.mark = self._own.name, self._own.version, self._own.mark

    def extract(self, texts: Iterable[Text]) -> Iterator[Extraction]:
        """Yield an extraction a text, in order; of many texts, `AHEAD` batches a process are read ahead.

        Raises:
            HelperError: a helper ended before its batch was read.
        """
        coming = batches(texts)
        first = list(islice(coming, FEWEST if self._helpers else 0))
        together = len(first) == FEWEST
        coming = chain(first, coming)
        for found in self._together(coming) if together else map(self._own.read, coming):
            yield from found

    def _together(self, coming: Iterable[Sequence[Text]]) -> Iterator[list[Extraction]]:
        """Yield what is found in each batch. Whoever is free takes the next one, this process too."""
        jobs: SimpleQueue[Job | None] = SimpleQueue()
        pending: deque[Future[list[Extraction]]] = deque()
        with ExitStack() as stack:
            # An iterator that somebody still holds is closed too late, when no thread runs any more.
            atexit.register(stack.close)
            stack.callback(atexit.unregister, stack.close)
            # The other cores have processes of their own.
            stack.enter_context(one_thread())
            for _ in range(self._helpers):
                stack.callback(Helper(self._make, jobs).stop)
            stack.callback(jobs.put, None)
            for batch in coming:
                pending.append(Future())
                jobs.put((batch, pending[-1]))
                if len(pending) == AHEAD * (1 + self._helpers):
                    yield self._found(pending.popleft(), jobs)
            while pending:
                yield self._found(pending.popleft(), jobs)

    def _found(self, first: Future[list[Extraction]], jobs: SimpleQueue[Job | None]) -> list[Extraction]:
        """Return what the first batch holds; while a helper reads it, read others."""
        while not first.done():
            try:
                job = jobs.get_nowait()
            except Empty:
                break
            if job:
                do(job, self._own.read)
        return first.result()


Extracting = Extractor | Team
"""What reads texts, alone or together."""
