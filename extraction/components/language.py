"""Which language a text is in."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extraction.folding import fold, language_of
from extraction.mentions import extend_documents


@Language.component("daogou_language", assigns=["doc._.lang", "doc._.given", "doc._.folded"])
def language(doc: Doc) -> Doc:
    """Tell the language unless the caller did; keep the text, and fold it, once for all components."""
    text = doc.text  # spaCy puts it together anew at every access
    doc._.given, doc._.folded = text, fold(text)
    doc._.lang = doc._.lang or language_of(text)
    return doc


extend_documents()
