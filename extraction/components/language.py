"""Which language a text is in."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.folding import fold, language_of
from extraction.mentions import extend_documents


@Language.component("daogou_language", assigns=["doc._.lang", "doc._.folded"])
def language(doc: Doc) -> Doc:
    """Tell the language unless the caller did, and fold the text once for all components."""
    doc._.lang = doc._.lang or language_of(doc.text)
    doc._.folded = fold(doc.text)
    return doc


extend_documents()
