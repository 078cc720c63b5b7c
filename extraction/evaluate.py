"""Precision, recall and F1 against annotated texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from extraction.documents import Extraction, Span


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of what was found rightly, wrongly and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


def score_spans(pairs: Iterable[tuple[Iterable[Span], Extraction]]) -> dict[str, Score]:
    """Return exact-span scores by label, `all` for the whole, `values` for span + attribute + value + unit.

    `values/ATTRIBUTE` are those of one attribute.
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for gold, found in pairs:
        for keys in (_spans, _values):
            wanted, got = Counter(keys(gold)), Counter(keys(found.spans))
            for counts, items in ((right, wanted & got), (wrong, got - wanted), (missed, wanted - got)):
                for item, count in items.items():
                    label = str(item[0])
                    counts[label] += count
                    counts[f"values/{item[3]}" if label == "values" else "all"] += count
    return {label: Score(right[label], wrong[label], missed[label]) for label in right | wrong | missed}


def _spans(spans: Iterable[Span]) -> list[tuple[object, ...]]:
    return [(span.label, span.start, span.end) for span in spans]


def _values(spans: Iterable[Span]) -> list[tuple[object, ...]]:
    return [
        ("values", span.start, span.end, span.attribute, str(span.value).casefold(), span.unit)
        for span in spans
        if span.label == "PARAMETER"
    ]
