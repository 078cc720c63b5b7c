"""Which events no person did, and which came late: the rules, stated once for files and for `recordEvents`.

| what | rule | what becomes of it |
|---|---|---|
| future-dated | after now by more than `sources.values.CLOCK_SKEW` | refused, with the reason |
| duplicate | an id that is known | nothing is written again |
| out of order | earlier than the event before it in its file or batch | as any other: readers go by `at` |
| late | more than `LATE` before the newest event read before it (a file), or before now (a batch) | as any other |
| rate | more than `MOST_A_MINUTE` `CLICKS` of one shopper in one minute of the clock | set aside |
| dwell | a view shorter than `LEAST_DWELL` or longer than `MOST_DWELL` seconds | set aside |

What is set aside depends on the events alone, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from graph.records import Event

MOST_A_MINUTE: Final = 60
"""A click (a view, a search, a cart addition) each second for a whole minute.

Purchases, ratings and reviews may come in lists, and do not count.
"""
LEAST_DWELL: Final = 0.1
"""Nobody sees a page in less; 0 itself is what a tracker sends that did not measure."""
MOST_DWELL: Final = 86_400.0
"""A day."""
LATE: Final = timedelta(days=1)
CLICKS: Final = frozenset({"view", "search", "add_to_cart"})
MINUTE: Final = len("2026-06-01T08:00")
Steps = dict[str, dict[str, Any]]


@dataclass(slots=True)
class Arrivals:
    """Counts events that come out of order or late.

    `now` is when a batch came; without it, lateness is against the newest event seen.
    """

    now: datetime | None = None
    out_of_order: int = 0
    late: int = 0
    _newest: datetime | None = None
    _last: datetime | None = None

    def see(self, at: str | None) -> None:
        """Count an event; one without a time is neither."""
        if at is None:
            return
        time = datetime.fromisoformat(at)
        self.out_of_order += self._last is not None and time < self._last
        against = self.now or self._newest
        self.late += against is not None and time < against - LATE
        self._last = time
        self._newest = max(time, self._newest or time)


def judging_steps(events: Iterable[Event]) -> Steps:
    """Return the statements that set aside what is doubtful of `events`, which are written, with their parameters."""
    looks, minutes = [], dict[tuple[str, str], None]()
    for event in events:
        if event.type == "view" and impossible(event.dwell_seconds):
            looks.append({"id": event.id, "user": event.user})
        if event.type in CLICKS and event.at:
            minutes[event.user, event.at[:MINUTE]] = None
    steps: Steps = {}
    if looks:
        steps["judge_dwell"] = {"rows": looks}
    if minutes:
        rows = [{"user": user, "minute": minute} for user, minute in minutes]
        steps["judge_rate"] = {"rows": rows, "most": MOST_A_MINUTE}
    return steps


def impossible(dwell_seconds: float | None) -> bool:
    """Say whether nobody can look at a page for so long, or so short."""
    return bool(dwell_seconds) and not LEAST_DWELL <= (dwell_seconds or 0) <= MOST_DWELL


def aside_of(answers: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, int]:
    """Return how many events went aside, by reason, from the answers of `judging_steps`."""
    counts = {
        name.removeprefix("judge_"): sum(row["aside"] for row in rows)
        for name, rows in answers.items()
        if name in {"judge_dwell", "judge_rate"}
    }
    return {reason: count for reason, count in counts.items() if count}
