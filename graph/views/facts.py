"""Facts and where they were read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a sentence was read."""

    id: str
    kind: str
    origin: str
    language: str


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact with the sentence that states it; `mention` is the source's text in `[start, end)`.

    `attribute` is that of a parameter, where the ledger was asked.
    """

    id: str
    subject: str
    predicate: str
    object: str
    object_name: str
    polarity: str | None
    confidence: float
    start: int
    end: int
    mention: str
    sentence: str
    source: SourceView
    attribute: str | None = None
