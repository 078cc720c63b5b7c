"""What the API is handed by the composition root, and what one request carries."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from api import limits
from api.desk import decide
from api.errors import UnauthenticatedError
from api.loaders import Loaders

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from api.callers import Caller
    from api.channels import Channel
    from api.costs import Costs
    from api.desk import Desk
    from api.documents import Documents
    from api.topics import Topics
    from assistant.conversing import Guide
    from graph.behaviour import BehaviourReader
    from graph.kinds import KindsReader
    from graph.lists import ListReader
    from graph.people import PeopleReader
    from graph.reader import Reader
    from graph.recorder import Recorder
    from graph.search import SearchReader
    from graph.walks import WalkReader
    from recommend.recommender import Recommender

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms behind the schema; all share one async driver, which the composition root closes.

    `assets` is the folder with the four files of GraphiQL and React, or None.
    """

    reader: Reader
    lists: ListReader
    search: SearchReader
    walks: WalkReader
    kinds: KindsReader
    people: PeopleReader
    recorder: Recorder
    recommender: Recommender
    behaviour: BehaviourReader
    guide: Guide
    desk: Desk
    costs: Costs
    topics: Topics
    assets: Path | None = None

    def loaders(self) -> Loaders:
        """Return fresh loaders, for one request."""
        return Loaders(
            self.reader, self.lists, self.recommender, self.people, self.desk.rules, self.desk.jobs
        )


@dataclass(frozen=True, slots=True)
class Context:
    """One request: the services, loaders that batch its nested look-ups, and who asks, or why that is not known.

    `request` is its id, `documents` are those that strangers may send, `channel` is where a subscription's events go,
    None where one answer is taken, `begun` when it came, by the monotonic clock.
    """

    services: Services
    loaders: Loaders
    caller: Caller | UnauthenticatedError
    request: str
    documents: Documents
    channel: Channel | None = None
    begun: float = field(default_factory=monotonic)

    def renewed(self) -> Context:
        """Return the same with fresh loaders, for an event of a subscription or an operation of a socket."""
        return replace(self, loaders=self.services.loaders(), begun=monotonic())

    def known(self) -> Caller:
        """Return who asks.

        Raises:
            UnauthenticatedError: the request showed what is not valid.
        """
        if isinstance(self.caller, UnauthenticatedError):
            raise self.caller
        return self.caller

    @property
    def shopper(self) -> str | None:
        """The shopper who asks; None for anybody else."""
        return self.known().user

    @property
    def name(self) -> str:
        """The caller's name, without personal data."""
        return self.known().name

    async def decide(self, change: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a change in what is left of the operation's time; see `api.desk.decide`."""
        left = self.begun + limits.MAX_CHANGE - monotonic()
        return await decide(left, change, *args, **kwargs)

    def acting_for(self, user: str) -> str:
        """Return `user`; see `Caller.acting_for`."""
        return self.known().acting_for(user)
