"""The learned recogniser as a component: a trained model's spans are proposed like anybody's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from extraction.mentions import Mention, notes_of

if TYPE_CHECKING:
    from extraction.learned.bilingual import Recognising


class Recogniser:
    """Proposes what a trained model finds; without one it proposes nothing."""

    def __init__(self) -> None:
        self._tagger: Recognising | None = None

    def learn(self, tagger: Recognising) -> None:
        """Ask `tagger` from now on."""
        self._tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Propose the model's spans, and set the aspects it judges."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 256) -> Iterator[Doc]:
        """Read many documents at once: texts of like length share a pass."""
        documents = iter(stream)
        while batch := list(islice(documents, batch_size)):
            if self._tagger:
                _read(self._tagger, batch)
            yield from batch


def _read(tagger: Recognising, batch: Sequence[Doc]) -> None:
    """Ask for the probability of what the rules propose, and add what the model finds."""
    # Here, since torch takes seconds to import and the rules do without it.
    from extraction.learned.fine import fine_label, read_back

    read = [notes_of(doc) for doc in batch]
    asked = [[(m.span.start, m.span.end, fine_label(m.span)) for m in notes.mentions] for notes in read]
    found = tagger.predict([notes.given for notes in read], asked)
    for notes, places, one in zip(read, asked, found, strict=True):
        proposed = zip(notes.mentions, places, strict=True)
        notes.mentions = [replace(mention, chance=one.chances[place]) for mention, place in proposed]
        notes.mentions += [Mention(span, "recogniser", span.confidence) for span in read_back(one.spans)]
        if tagger.card.labels.polarities:
            notes.judged = one.aspects


@Language.factory("daogou_recogniser")
def create(nlp: Language, name: str) -> Recogniser:  # noqa: ARG001 (spaCy passes them)
    """Make the component; it knows no model until it learns one."""
    return Recogniser()
