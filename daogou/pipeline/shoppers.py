"""What shoppers do, as tables for people, a document for programs and a page with plots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from daogou.pipeline.page import plot, table
from daogou.pipeline.plots import bars, lines
from graph.behaviour import (
    BehaviourReader,
    Demand,
    Funnel,
    Period,
    Retention,
    Switching,
    Takings,
    UnansweredSearch,
    Window,
)

LISTED: Final = 30
"""Rows of the lists that have no end."""
FUNNEL: Final = ("of", "all", "viewed", "carted", "bought", "bought of viewed")
COHORTS: Final = ("first seen", "shoppers", "active after")
UNANSWERED: Final = ("search", "searches", "shoppers", "asks for")
DEMAND: Final = ("need", "name", "searches", "shoppers", "products")
SWITCHING: Final = ("from", "to", "times", "shoppers")
TAKINGS: Final = ("currency", "purchases", "with a price", "paid")


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Every answer of a `BehaviourReader` for one window."""

    funnels: Sequence[Funnel]
    period: Period
    retention: Retention
    unanswered: Sequence[UnansweredSearch]
    demand: Sequence[Demand]
    switching: Switching
    takings: Sequence[Takings]

    def document(self) -> dict[str, Any]:
        """Return it all as one document."""
        return {
            "funnels": {funnel.unit: _without(funnel, "unit") for funnel in self.funnels},
            "retention": {"period": self.period, **asdict(self.retention)},
            "unanswered_searches": [asdict(search) for search in self.unanswered],
            "demand": [asdict(demand) for demand in self.demand],
            "brand_switching": asdict(self.switching),
            "paid": [asdict(takings) for takings in self.takings],
        }

    def tables(self) -> Iterator[tuple[str, tuple[str, ...], list[tuple[object, ...]]]]:
        """Yield title, columns and rows of each table."""
        yield (
            "Funnel",
            FUNNEL,
            [(f.unit, f.all, f.viewed, f.carted, f.bought, _share(f.bought, f.viewed)) for f in self.funnels],
        )
        yield (
            f"Retention by {self.period}{_left_out(self.retention.left_out)}",
            COHORTS,
            [
                (c.start, c.active[0], "  ".join(_share(n, c.active[0]) for n in c.active[1:]) or "–")
                for c in self.retention.cohorts
            ],
        )
        yield (
            "Searches that no product answers",
            UNANSWERED,
            [
                (s.text, s.searches, s.shoppers, ", ".join(s.asked) or "nothing we know")
                for s in self.unanswered
            ],
        )
        yield (
            "What searches ask for, and products that have it",
            DEMAND,
            [(d.id, d.name, d.searches, d.shoppers, d.products) for d in self.demand],
        )
        yield (
            f"From brand to brand, between two purchases of a category{_left_out(self.switching.left_out)}",
            SWITCHING,
            [(s.from_name, s.to_name, s.times, s.shoppers) for s in self.switching.switches],
        )
        yield (
            "Paid",
            TAKINGS,
            [(t.currency or "–", t.purchases, t.priced, f"{t.paid:,.2f}") for t in self.takings],
        )

    def parts(self) -> Iterator[str]:
        """Yield the parts of a page."""
        stages = {
            f"{f.unit}s": {"viewed": f.viewed, "carted": f.carted, "bought": f.bought} for f in self.funnels
        }
        kept = {
            cohort.start: {f"{k:3}": 100 * n / cohort.active[0] for k, n in enumerate(cohort.active)}
            for cohort in self.retention.cohorts[-8:]
        }
        wishes = {demand.name: demand.searches for demand in self.demand[:15]}
        supply = {demand.name: demand.products for demand in self.demand[:15]}
        drawn = {
            "Funnel": plot("Sessions and shoppers by how far they came", bars(stages)),
            "Retention": plot(f"Percent active, by {self.period}s after the first", lines("", kept)),
            "What": plot("Needs: searches and products", bars({"searches": wishes, "products": supply})),
        }
        for title, columns, rows in self.tables():
            yield table(title, columns, rows)
            yield drawn.get(title.split()[0], "")


async def find_behaviour(reader: BehaviourReader, window: Window, period: Period) -> Behaviour:
    """Return what shoppers did in a window."""
    return Behaviour(
        await reader.funnel(window),
        period,
        await reader.retention(window, period),
        await reader.unanswered(window, LISTED),
        await reader.demand(window, LISTED),
        await reader.switching(window, LISTED),
        await reader.takings(window),
    )


def _left_out(rows: int) -> str:
    return f" ({rows:,} of too few shoppers left out)" if rows else ""


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _without(funnel: Funnel, name: str) -> dict[str, Any]:
    return {key: value for key, value in asdict(funnel).items() if key != name}
