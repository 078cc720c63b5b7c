"""Which language a text is in."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.folding import language_of
from extraction.mentions import extend_documents


@Language.component("daogou_language", assigns=["doc._.lang"])
def language(doc: Doc) -> Doc:
    """Tell the language unless the caller did."""
    doc._.lang = doc._.lang or language_of(doc._.given)
    return doc


extend_documents()
