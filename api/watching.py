"""Topics that many subscriptions follow, each read once an interval however many these are."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from strawberry.dataloader import DataLoader

from graph.errors import GraphError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence

LOG: Final = logging.getLogger("daogou.watching")

V = TypeVar("V")
Read: TypeAlias = "Callable[[Collection[str]], Awaitable[Mapping[str, V]]]"
"""Values by key; a key without a value has no entry."""


class Changes(Generic[V]):
    """What changed of a follower's keys and was not taken yet: of each key the latest value, so never more."""

    def __init__(self) -> None:
        self._waiting: dict[str, V | None] = {}
        self._failed: BaseException | None = None
        self._some = asyncio.Event()

    def begin(self, values: Mapping[str, V | None]) -> None:
        """Add the values as they were read at first; what was put meanwhile is newer."""
        self._waiting = {**values, **self._waiting}
        self._some.set()

    def put(self, key: str, value: V | None) -> None:
        """Add a value, in place of one of the same key that was not taken."""
        self._waiting[key] = value
        self._some.set()

    def fail(self, error: BaseException) -> None:
        """Have the follower meet an error."""
        self._failed = error
        self._some.set()

    def __aiter__(self) -> Changes[V]:
        return self

    async def __anext__(self) -> dict[str, V | None]:
        """Return what changed since the last time; at first all, as it was when following began."""
        await self._some.wait()
        self._some.clear()
        if self._failed:
            raise self._failed
        taken, self._waiting = self._waiting, {}
        return taken


class Topic(Generic[V]):
    """Values by key that change in the graph, whoever changes them: another worker, a load, a person in Neo4j Browser.

    Args:
        read: asks for the values of all keys that are followed.
        seconds: between two times; a value that changes and changes back in between is not told.
    """

    def __init__(self, read: Read[V], seconds: float) -> None:
        self._read, self._seconds = read, seconds
        # Who begins at the same time is told by one statement.
        self._now: DataLoader[str, V | None] = DataLoader(load_fn=self._load, cache=False)
        self._followers: dict[str, set[Changes[V]]] = {}
        self._last: dict[str, V | None] = {}
        self._polling: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def follow(self, keys: Sequence[str]) -> AsyncIterator[Changes[V]]:
        """Hand out the changes of some keys, the values as they are now first.

        Raises:
            GraphError: the graph does not answer now; later outages are waited out.
        """
        changes = Changes[V]()
        for key in keys:
            self._followers.setdefault(key, set()).add(changes)
        try:
            now = dict(zip(keys, await self._now.load_many(keys), strict=True))
            self._last = {**now, **self._last}
            changes.begin(now)
            self._poll()
            yield changes
        finally:
            self._leave(keys, changes)

    def _leave(self, keys: Sequence[str], changes: Changes[V]) -> None:
        for key in set(keys):
            self._followers[key].discard(changes)
            if not self._followers[key]:
                del self._followers[key]
                self._last.pop(key, None)

    async def _load(self, keys: list[str]) -> list[V | None]:
        # A statement that is cut off, since all left who asked, costs the driver its connection.
        found = await asyncio.shield(self._read(keys))
        return [found.get(key) for key in keys]

    def _poll(self) -> None:
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._poll_on())
            self._polling.add_done_callback(self._polled)

    async def _poll_on(self) -> None:
        answered = True
        while True:
            await asyncio.sleep(self._seconds)
            if not self._followers:
                return
            try:
                found = await self._read(list(self._followers))
            except GraphError as error:
                if answered:
                    LOG.warning("subscriptions wait for the graph: %s", error)
                answered = False
                continue
            answered = True
            for key, followers in self._followers.items():
                if key in self._last and self._last[key] != found.get(key):
                    self._last[key] = found.get(key)
                    for changes in followers:
                        changes.put(key, found.get(key))

    def _polled(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            for changes in set().union(*self._followers.values()):
                changes.fail(error)
