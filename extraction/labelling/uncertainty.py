"""The choice of the texts that are worth a person's time: those whose extraction is least certain."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest

from extraction.documents import Aspect, Extraction, Span, Text


def uncertainty(extraction: Extraction) -> float:
    """Return 1 − the lowest confidence among spans and aspects; 0 where nothing was found.

    A text is as uncertain as its weakest mention. One without a mention says nothing of what was missed, and so it ranks
    after every text with an uncertain mention.
    """
    found: tuple[Span | Aspect, ...] = (*extraction.spans, *extraction.aspects)
    return round(1 - min((mention.confidence for mention in found), default=1.0), 4)


def least_certain(read: Iterable[tuple[Text, Extraction]], count: int) -> list[tuple[Text, Extraction]]:
    """Return the `count` least certain texts, the least certain first; ties stand by id, then as they came.

    Memory grows with `count`, not with the texts.
    """
    return nsmallest(count, read, key=lambda pair: (-uncertainty(pair[1]), pair[0].id))
