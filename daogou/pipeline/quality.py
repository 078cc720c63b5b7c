"""How good the data is, as tables for people, a document for programs and a page with plots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Final

from daogou.pipeline.page import plot, table
from daogou.pipeline.plots import bars, lines
from daogou.services import Services
from graph.audit import Quality

SOURCES: Final = (
    "source",
    "records",
    "duplicates",
    "newest",
    "days old",
    "contradicted facts",
    "unlinked names",
)
FIELDS: Final = ("source", "field", "filled", "of", "share")
ASIDE: Final = ("set aside because of", "events")


@dataclass(frozen=True, slots=True)
class Found:
    """The quality of each source, the events that lie aside by reason, and the events of each month by kind."""

    sources: Sequence[Quality]
    aside: dict[str, int]
    months: dict[str, dict[str, int]]
    now: datetime

    def document(self) -> dict[str, Any]:
        """Return it all as one document."""
        sources = {
            quality.source: {
                **{name: value for name, value in asdict(quality).items() if name != "source"},
                "days_old": self._age(quality),
            }
            for quality in self.sources
        }
        return {"sources": sources, "set_aside": self.aside, "events_by_month": self.months}

    def source_rows(self) -> Iterator[tuple[object, ...]]:
        """Yield a row of `SOURCES` each."""
        for quality in self.sources:
            age = self._age(quality)
            yield (
                quality.source,
                quality.records,
                quality.duplicates,
                (quality.newest or "–")[:10],
                "–" if age is None else age,
                quality.contradicted,
                quality.unlinked,
            )

    def field_rows(self) -> Iterator[tuple[object, ...]]:
        """Yield a row of `FIELDS` for each field of each source."""
        for quality in self.sources:
            for name, filled in quality.filled.items():
                yield quality.source, name, filled, quality.records, f"{filled / quality.records:.1%}"

    def parts(self) -> Iterator[str]:
        """Yield the parts of a page."""
        yield table("Sources", SOURCES, self.source_rows())
        shares = {
            quality.source: {name: 100 * filled / quality.records for name, filled in quality.filled.items()}
            for quality in self.sources
        }
        yield plot("Records in which a field is filled, in percent", bars(shares, most=100))
        yield plot("Events by month", lines("", {kind: dict(months) for kind, months in self.months.items()}))
        yield table("Events that no person did", ASIDE, self.aside.items())
        yield table("Fields", FIELDS, self.field_rows())

    def _age(self, quality: Quality) -> int | None:
        return (self.now - datetime.fromisoformat(quality.newest)).days if quality.newest else None


def find_quality(services: Services) -> Found:
    """Return how good the data of the graph is."""
    audit = services.audit
    return Found(audit.sources(), services.doubts.counts(), audit.months(), datetime.now(UTC))
