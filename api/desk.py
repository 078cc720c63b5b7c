"""What the back office works with, handed in by the composition root; doors that wait are asked in threads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from api.errors import BadInputError, UnmadeError
from graph.batches import ended_after
from graph.errors import DecisionError, TookTooLongError

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph.analyst import Analyst
    from graph.changes import ChangesReader
    from graph.forgetting import Forgetting
    from graph.jobs import Jobs
    from graph.merchandising import Merchandising
    from graph.records import Parameter
    from graph.rules import RulesReader

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Desk:
    """The doors for people who run the shop.

    `value` reads a value of an attribute, None where it is none; `wake` says that a job waits; `analyst` is None where
    nobody may write Cypher.
    """

    merchandising: Merchandising
    forgetting: Forgetting
    rules: RulesReader
    changes: ChangesReader
    jobs: Jobs
    value: Callable[[str, str], Parameter | None]
    wake: Callable[[], None] = lambda: None
    analyst: Analyst | None = None


async def decide(seconds: float, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Make a change in a thread, so that answers need not wait for it; a caller who goes away does not stop it.

    Whoever waits is told what became of it, even where their own time is over meanwhile: a thread cannot be stopped,
    and the graph ends its transaction.

    Raises:
        BadInputError: it does not fit what is there.
        UnmadeError: it would take longer than so many seconds; nothing of it is made.
    """

    def limited() -> T:
        with ended_after(seconds):
            return change(*args, **kwargs)

    making = asyncio.ensure_future(asyncio.to_thread(limited))
    try:
        try:
            return await asyncio.shield(making)
        except asyncio.CancelledError:
            await asyncio.wait([making])
            return making.result()
    except DecisionError as error:
        raise BadInputError(str(error)) from error
    except TookTooLongError as error:
        raise UnmadeError from error
