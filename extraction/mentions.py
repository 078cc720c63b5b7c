"""What the components hand one another: mentions on the document, and the rule that combines them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc

from extraction.documents import Aspect, Relation, Span

SOURCES: Final = ("grammar", "gazetteer", "model_names", "recogniser")
"""Who may propose mentions, the surest first."""
KEY: Final = "daogou"


@dataclass(frozen=True, slots=True)
class Mention:
    """A proposed span, who proposes it, and how probable the recogniser holds it to be, where there is one."""

    span: Span
    source: str
    chance: float = 0.0


@dataclass(slots=True)
class Notes:
    """What is known of a document, which the components read and write.

    `given` is its text as it was given, `folded` that of its tokens; `judged` is what the trained model judges, None
    where none looked.
    """

    given: str
    folded: str
    lang: str
    kind: str
    mentions: list[Mention] = field(default_factory=list)
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    uses: tuple[Aspect, ...] = ()
    judged: Sequence[Aspect] | None = None


def notes_of(doc: Doc) -> Notes:
    """Return the notes of a document. They are no `doc._` attributes, for these take long to reach."""
    notes: Notes = doc.user_data[KEY]
    return notes


def annotate(doc: Doc, notes: Notes) -> Doc:
    """Give a new document its notes."""
    doc.user_data[KEY] = notes
    return doc


def propose(notes: Notes, source: str, spans: Iterable[Span]) -> None:
    """Add mentions."""
    notes.mentions += [Mention(span, source) for span in spans]


def combine(mentions: Iterable[Mention]) -> tuple[Span, ...]:
    """Return the spans that stand, in order, none overlapping.

    The rule: of overlapping mentions the longest stands; of equally long ones the surer source's, in the order of
    `SOURCES`; then the more confident one.
    """
    ranked = sorted(
        mentions,
        key=lambda m: (m.span.start - m.span.end, SOURCES.index(m.source), -m.span.confidence, m.span.start),
    )
    taken = bytearray(max((mention.span.end for mention in ranked), default=0))
    chosen: list[Span] = []
    for mention in ranked:
        span = mention.span
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            chosen.append(span)
    return tuple(sorted(chosen, key=lambda span: span.start))
