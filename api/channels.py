"""Connections that subscriptions run over: how many there are, how long they last, and how they end."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import aclosing, contextmanager
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from api import limits
from api.errors import ApiError, TooManyError, UnauthenticatedError

if TYPE_CHECKING:
    from asyncio import Timeout
    from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator

    from graphql import GraphQLFieldResolver, GraphQLSchema

    from api.callers import Caller

T = TypeVar("T")
TICK: Final = 0.02


class Seats:
    """Counts what each caller has at a time, and refuses more."""

    def __init__(self, most: int, what: str) -> None:
        self._most, self._what = most, what
        self._taken: Counter[str] = Counter()

    @contextmanager
    def take(self, who: str) -> Iterator[None]:
        """Count one more for a caller, for a while.

        Raises:
            TooManyError: the caller has as many as one may.
        """
        if self._taken[who] >= self._most:
            raise TooManyError(
                f"{self._most} {self._what} at a time are taken of one caller; end another first"
            )
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            if not self._taken[who]:
                del self._taken[who]

    @property
    def taken(self) -> int:
        """How many there are of all callers."""
        return self._taken.total()


class Channel:
    """One connection: a request that a stream of events answers, or a socket.

    Args:
        channels: those of the process.
        caller: whose it is.
        who: by what the caller is told apart.
        check: tells again who shows what was shown at first.
    """

    def __init__(
        self, channels: Channels, caller: Caller, who: str, check: Callable[[], Awaitable[Caller]]
    ) -> None:
        self.caller, self.who = caller, who
        self.over = False
        self.why: ApiError | None = None
        self.when_over: Callable[[], None] = lambda: None
        self._channels, self._check = channels, check
        self._waits: set[Timeout] = set()

    async def check(self) -> None:
        """End it where what was shown is not valid any more, or is another caller's now."""
        try:
            if await self._check() != self.caller:
                self.end(UnauthenticatedError("this key or token is another caller's now"))
        except ApiError as error:
            self.end(error)

    def end(self, why: ApiError | None = None) -> None:
        """Have its subscriptions end: with an error that says why, or complete."""
        if self.over:
            return
        self.over, self.why = True, why
        now = asyncio.get_running_loop().time()
        for wait in self._waits:
            wait.reschedule(now)
        self.when_over()

    async def relay(self, source: AsyncGenerator[T, None]) -> AsyncGenerator[T, None]:
        """Send what a subscription yields, until it or the connection ends.

        Raises:
            TooManyError: the caller has as many as one may.
            ApiError: why the connection ended.
        """
        with self._channels.opened(self), self._channels.subscriptions.take(self.who):
            async with aclosing(source):
                while True:
                    try:
                        value = await self._next(source)
                    except StopAsyncIteration:
                        return
                    yield value

    async def _next(self, source: AsyncGenerator[T, None]) -> T:
        if not self.over:
            wait = asyncio.timeout(None)
            self._waits.add(wait)
            try:
                async with wait:
                    return await anext(source)
            except TimeoutError:
                if not self.over:
                    raise
            finally:
                self._waits.discard(wait)
        raise self.why or StopAsyncIteration


class Channels:
    """All connections of a process that subscriptions run over.

    Args:
        most: subscriptions of one caller, and sockets of one address.
        checked: seconds between two looks at each connection's key or token.
    """

    def __init__(self, most: int = limits.MAX_STREAMS, checked: float = limits.CHECKED) -> None:
        self.subscriptions, self.sockets = Seats(most, "subscriptions"), Seats(most, "sockets")
        self.stopping = False
        self._checked = checked
        self._open: Counter[Channel] = Counter()
        self._checking: asyncio.Task[None] | None = None

    @contextmanager
    def opened(self, channel: Channel) -> Iterator[None]:
        """Keep an eye on a connection, for as long as it is open."""
        self._open[channel] += 1
        if self.stopping:
            channel.end()
        if self._checking is None:
            self._checking = asyncio.create_task(self._check_on())
        try:
            yield
        finally:
            self._open[channel] -= 1
            if not self._open[channel]:
                del self._open[channel]
            if not self._open and self._checking:
                self._checking.cancel()
                self._checking = None

    async def stop(self, seconds: float) -> None:
        """End all, and those that come still, and wait until they are gone, at most some seconds."""
        self.stopping = True
        for channel in list(self._open):
            channel.end()
        for _ in range(int(seconds / TICK)):
            if not self._open:
                return
            await asyncio.sleep(TICK)

    async def _check_on(self) -> None:
        while True:
            await asyncio.sleep(self._checked)
            for channel in list(self._open):
                await channel.check()


def relay_all(schema: GraphQLSchema) -> None:
    """Have the connection that asks for it relay every subscription of the schema, from now on."""
    for field in schema.subscription_type.fields.values() if schema.subscription_type else ():
        if field.subscribe:
            field.subscribe = _relayed(field.subscribe)


def _relayed(subscribe: GraphQLFieldResolver) -> GraphQLFieldResolver:
    async def relayed(root: object, info: Any, **given: object) -> AsyncGenerator[object, None]:  # noqa: ANN401
        source = subscribe(root, info, **given)
        channel: Channel = info.context.channel
        return channel.relay(await source if isawaitable(source) else source)

    return relayed
