"""Known names, found by PhraseMatcher and linked to their entity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from extraction.documents import Span
from extraction.folding import fold, is_cjk
from extraction.lexicon import Entry, Lexicon
from extraction.mentions import propose

FOUND: Final = frozenset({"BRAND", "MODEL", "CATEGORY", "FEATURE"})
CONFIDENCE: Final = {"BRAND": 0.95, "CATEGORY": 0.95, "FEATURE": 0.9, "MODEL": 0.9}
BARE_NUMBER: Final = re.compile(r"[\d\s.+-]*")


class Gazetteer:
    """Finds lexicon names whatever their case, width or spacing. Time grows with the text, memory with the names."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self.learn(Lexicon(()))

    def learn(self, lexicon: Lexicon) -> None:
        """Look for the names of `lexicon` from now on, and for no others."""
        self._matcher = PhraseMatcher(self._nlp.vocab)
        self._entries: dict[str, list[Entry]] = {}
        for entry in lexicon.entries.values():
            # A feature's bare noun (屏幕, battery) is no feature of its own: the aspects look for these.
            if entry.label in FOUND and not entry.aspect:
                self._add(entry)

    def _add(self, entry: Entry) -> None:
        for name in entry.names():
            folded = fold(name)
            # A model called `13` is only one after its brand.
            if len(folded) < 2 or (entry.label == "MODEL" and BARE_NUMBER.fullmatch(folded)):
                continue
            known = self._entries.setdefault(folded, [])
            if not known:
                self._matcher.add(folded, [self._nlp.make_doc(folded)])
            known.append(entry)

    def __call__(self, doc: Doc) -> Doc:
        """Propose the names found in `doc`."""
        propose(doc, "gazetteer", self.predict(doc))
        return doc

    def predict(self, doc: Doc) -> Iterator[Span]:
        """Yield a span for every known name that stands by itself."""
        # The matcher compares spellings as they are, so it looks at the folded text; offsets are the same.
        folded = Doc(
            doc.vocab, words=[fold(token.text) for token in doc], spaces=[bool(t.whitespace_) for t in doc]
        )
        text = doc.text  # put together anew at every access
        for key, first, last in self._matcher(folded):
            start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
            if not _stands_alone(text, start, end):
                continue
            for entry in self._entries[doc.vocab.strings[key]]:
                yield Span(start, end, entry.label, text[start:end], CONFIDENCE[entry.label], entry.id)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether no letter or digit goes on beyond the ends, as in `Pro` of `Product`; Chinese may."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(after, text[end - 1]))


def _joins(outer: str, inner: str) -> bool:
    if not outer or is_cjk(outer) or is_cjk(inner):
        return False
    return (outer.isdigit() and inner.isdigit()) or (outer.isalpha() and inner.isalpha())


@Language.factory("daogou_gazetteer", requires=["doc._.lang"], assigns=["doc._.mentions"])
def create(nlp: Language, name: str) -> Gazetteer:  # noqa: ARG001 (spaCy passes it)
    """Make the component; it knows no name until it learns a lexicon."""
    return Gazetteer(nlp)
