"""What the components hand one another: mentions on the document, and the rule that combines them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from extraction.documents import Span

SOURCES: Final = ("grammar", "gazetteer", "model_names", "recogniser")
"""Who may propose mentions, the surest first."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A proposed span, who proposes it, and how probable the recogniser holds it to be, where there is one."""

    span: Span
    source: str
    chance: float = 0.0


def extend_documents() -> None:
    """Give documents the attributes that our components read and write; safe to call again."""
    for name in ("mentions", "spans", "relations", "aspects", "judged"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name in ("lang", "given", "folded", "kind"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default="")


def propose(doc: Doc, source: str, spans: Iterable[Span]) -> None:
    """Add mentions to `doc`."""
    doc._.mentions = [*(doc._.mentions or ()), *(Mention(span, source) for span in spans)]


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
