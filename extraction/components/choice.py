"""Choosing among the mentions that were proposed."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.mentions import combine, notes_of
from extraction.weighing import Weights, weigh


class Choice:
    """Sets the spans of a document: weighed where there are weights, else by the fixed rule of `combine`."""

    def __init__(self) -> None:
        self._weights: Weights = {}

    def learn(self, weights: Weights) -> None:
        """Weigh with `weights` from now on."""
        self._weights = weights

    def __call__(self, doc: Doc) -> Doc:
        """Set the spans that stand, none overlapping."""
        notes = notes_of(doc)
        notes.spans = weigh(notes.mentions, self._weights) if self._weights else combine(notes.mentions)
        return doc


@Language.factory("daogou_choice")
def create(nlp: Language, name: str) -> Choice:  # noqa: ARG001 (spaCy passes them)
    """Make the component; it knows no weights until it learns them."""
    return Choice()
