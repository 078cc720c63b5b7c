"""What the back office works with, handed in by the composition root; doors that wait are asked in threads."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from api.errors import BadInputError
from graph.errors import DecisionError

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


async def decide(change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Make a change in a thread, so that answers need not wait for it; a caller who goes away does not stop it.

    Raises:
        BadInputError: it does not fit what is there.
    """
    try:
        return await asyncio.to_thread(change, *args, **kwargs)
    except DecisionError as error:
        raise BadInputError(str(error)) from error
