"""Which language a text is in."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.folding import language_of
from extraction.mentions import notes_of


@Language.component("daogou_language")
def language(doc: Doc) -> Doc:
    """Tell the language unless the caller did."""
    notes = notes_of(doc)
    notes.lang = notes.lang or language_of(notes.given)
    return doc
