"""What shoppers do, added up: funnels, retention, unanswered searches, demand, brand switching, money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from graph.statements import Statements

Period = Literal["week", "month"]
AMONG: Final = 2000
"""The commonest searches of which the unanswered are told."""


@dataclass(frozen=True, slots=True)
class Window:
    """[since, until) in UTC, whole seconds: `2026-06-01T08:00:00`, without a zone; all that has happened, without.

    So written, a bound stands before both spellings of its moment, `…00Z` and `…00.000Z`.
    """

    since: str = ""
    until: str = "9999"

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None) -> Window:
        """Return the window between two times with a zone."""
        return cls(_utc(since) if since else "", _utc(until) if until else "9999")


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of all sessions or shoppers looked, then put into the cart, then bought."""

    unit: str
    all: int
    viewed: int
    carted: int
    bought: int


@dataclass(frozen=True, slots=True)
class Cohort:
    """Shoppers by the period of their first event; `active[k]` did anything k periods later, of `active[0]` in all."""

    start: str
    active: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Retention:
    """Cohorts, and how many more there are that are too small to be told."""

    cohorts: tuple[Cohort, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class UnansweredSearch:
    """A search that no product answers; `asked` are ids of what it asks for, none where we know none of it."""

    text: str
    searches: int
    shoppers: int
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """A feature or a use that searches ask for, and how many products have it."""

    id: str
    name: str
    searches: int
    shoppers: int
    products: int


@dataclass(frozen=True, slots=True)
class Switch:
    """Purchases of one category in a row, by brand; staying where `from_id` is `to_id`."""

    from_id: str
    from_name: str
    to_id: str
    to_name: str
    times: int
    shoppers: int


@dataclass(frozen=True, slots=True)
class Switching:
    """Ways from brand to brand, and how many more there are that too few shoppers went to be told."""

    switches: tuple[Switch, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Takings:
    """Purchases in one currency; `paid` is the sum over those whose price is known."""

    currency: str | None
    purchases: int
    priced: int
    paid: float


class BehaviourReader:
    """Answers each question with one statement, whose time grows with the events of the shop.

    Args:
        statements: reads the graph.
        silence: ends a session, as it does in the profiles.
        smallest: a cohort or a way from brand to brand of fewer shoppers is told to nobody, only that it is there.
    """

    def __init__(self, statements: Statements, *, silence: timedelta, smallest: int) -> None:
        self._statements = statements
        self._silence = silence // timedelta(milliseconds=1)
        self._smallest = smallest

    async def funnel(self, window: Window) -> list[Funnel]:
        """Return the funnel of sessions and that of shoppers; none where nobody did anything."""
        rows = await self._statements.read(
            "behaviour_funnel", since=window.since, until=window.until, silence=self._silence
        )
        return [Funnel(**row) for row in rows]

    async def retention(self, window: Window, period: Period) -> Retention:
        """Return the cohorts that began in the window, the oldest first."""
        rows = await self._statements.read(
            f"behaviour_retention:{period}", since=window.since, until=window.until
        )
        cohorts: dict[str, dict[int, int]] = {}
        for row in rows:
            later = _periods(row["cohort"], row["period"], period)
            cohorts.setdefault(row["cohort"], {})[later] = row["shoppers"]
        told = tuple(
            Cohort(start, tuple(active.get(k, 0) for k in range(max(active) + 1)))
            for start, active in cohorts.items()
            if active[0] >= self._smallest
        )
        return Retention(told, len(cohorts) - len(told))

    async def unanswered(self, window: Window, limit: int) -> list[UnansweredSearch]:
        """Return the searches that no product answers, the commonest first."""
        rows = await self._statements.read(
            "behaviour_unanswered", since=window.since, until=window.until, among=AMONG, limit=limit
        )
        return [
            UnansweredSearch(row["text"], row["searches"], row["shoppers"], tuple(sorted(row["asked"])))
            for row in rows
        ]

    async def demand(self, window: Window, limit: int) -> list[Demand]:
        """Return what searches ask for: what no product has first, then the commonest."""
        rows = await self._statements.read(
            "behaviour_demand", since=window.since, until=window.until, limit=limit
        )
        return [Demand(**row) for row in rows]

    async def switching(self, window: Window, limit: int) -> Switching:
        """Return from which brand to which shoppers went, the commonest first."""
        (row,) = await self._statements.read(
            "behaviour_switching",
            since=window.since,
            until=window.until,
            smallest=self._smallest,
            limit=limit,
        )
        return Switching(tuple(Switch(**way) for way in row["switches"]), row["left_out"])

    async def takings(self, window: Window) -> list[Takings]:
        """Return what was paid in each currency."""
        rows = await self._statements.read("behaviour_money", since=window.since, until=window.until)
        return [Takings(**row) for row in rows]


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds")


def _periods(cohort: str, period: str, unit: Period) -> int:
    """Return how many weeks or months lie between two of their first days."""
    first, later = datetime.fromisoformat(cohort), datetime.fromisoformat(period)
    if unit == "week":
        return (later - first).days // 7
    return 12 * (later.year - first.year) + later.month - first.month
