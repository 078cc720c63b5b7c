"""Stated values."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.documents import Span
from extraction.mentions import notes_of, propose
from extraction.quantities import find_values

SURE = 0.97
LIKELY = 0.85
GUESSED = frozenset({"color", "other", "year", "camera", "resolution"})


@Language.component("daogou_grammar")
def grammar(doc: Doc) -> Doc:
    """Propose the parameters that `doc` states."""
    notes = notes_of(doc)
    propose(
        notes,
        "grammar",
        (
            Span(
                value.start,
                value.end,
                "PARAMETER",
                value.text,
                LIKELY if value.attribute in GUESSED else SURE,
                attribute=value.attribute,
                value=value.value,
                unit=value.unit,
            )
            for value in find_values(notes.given, notes.folded)
        ),
    )
    return doc
