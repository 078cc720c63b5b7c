"""Facts and where they were read."""

from __future__ import annotations

from typing import NamedTuple

from graph.sentences import sentence_around


class SourceView(NamedTuple):
    """Where a sentence was read."""

    id: str
    kind: str
    origin: str
    language: str


class FactView(NamedTuple):
    """A fact that `text` states in `[start, end)`; `attribute` is that of a parameter, where the ledger was asked.

    Of many facts that are read few are shown: what stands in the text is worked out when it is asked for.
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
    text: str
    source: SourceView
    attribute: str | None = None

    @property
    def mention(self) -> str:
        """The words that state it."""
        return self.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The sentence that they stand in."""
        return sentence_around(self.text, self.start, self.end)
