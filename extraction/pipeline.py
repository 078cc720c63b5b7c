"""The spaCy pipeline put together, and texts streamed through it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extraction.components import (
    aspects,
    choice,
    gazetteer,
    grammar,
    language,
    model_names,
    recogniser,
    relations,
    uses,
)
from extraction.components.aspects import Aspects
from extraction.components.choice import Choice
from extraction.components.gazetteer import Gazetteer
from extraction.components.recogniser import Recogniser
from extraction.components.uses import Uses
from extraction.documents import Aspect, Extraction, Span, Text
from extraction.folding import fold
from extraction.lexicon import Lexicon
from extraction.makers import with_makers
from extraction.mentions import Mention, Notes, annotate, notes_of
from extraction.patterns import checksums
from extraction.tokenizer import PieceTokenizer
from extraction.weighing import RULES

if TYPE_CHECKING:
    from extraction.learned.bilingual import Recognising
    from extraction.learned.examples import Labels

LABELS: Final = frozenset({"BRAND", "MODEL", "CATEGORY", "FEATURE", "PARAMETER"})
"""The labels of our annotation guide; a model trained on others reads without our rules."""
VERSION: Final = "7"
"""Raised when the code of the rules reads texts otherwise, so that they are read again."""
BATCH: Final = 512
"""Texts that are read at once: those of like length share a pass of the recogniser, so many are faster."""
BATCH_CHARACTERS: Final = 400_000
"""Of the texts that are read at once; memory is in proportion."""
SURROGATE: Final = re.compile("[\ud800-\udfff]")
Found = TypeVar("Found", Span, Aspect)
DECIDING: Final = ("daogou_choice", "daogou_relations", "daogou_aspects", "daogou_uses")
COMPONENTS: Final = (language, grammar, gazetteer, model_names, recogniser, choice, relations, aspects, uses)
"""In the order in which they run; importing them registers their factories."""


class Extractor:
    """Reads texts; made by `build`. `name` and `version` stand on every fact it finds."""

    name: Final = "daogou"

    def __init__(self, nlp: Language, lexicon: Lexicon, version: str) -> None:
        self._nlp = nlp
        self._lexicon = lexicon
        self.version = version

    @property
    def mark(self) -> str:
        """`name@version`, as sources bear it once they are read."""
        return f"{self.name}@{self.version}"

    def extract(self, texts: Iterable[Text]) -> Iterator[Extraction]:
        """Yield an extraction a text, in order, in constant memory; up to `BATCH` texts are read ahead."""
        for batch in batches(texts):
            yield from self.read(batch)

    def read(self, batch: Sequence[Text]) -> list[Extraction]:
        """Return the extractions of texts that are read at once."""
        # spaCy remembers every word that it ever saw; in a zone it forgets them at the end.
        with self._nlp.memory_zone():
            documents = self._nlp.pipe(map(self._document, batch), batch_size=BATCH)
            return [self._extraction(doc, text) for doc, text in zip(documents, batch, strict=True)]

    def mentions(self, texts: Iterable[str]) -> Iterator[tuple[Mention, ...]]:
        """Yield all that is proposed in each text, before the choice."""
        documents = (self._document(Text("", text)) for text in texts)
        for doc in self._nlp.pipe(documents, disable=DECIDING):
            yield tuple(notes_of(doc).mentions)

    def _extraction(self, doc: Doc, text: Text) -> Extraction:
        notes = notes_of(doc)
        spans = tuple(_as_given(span, text.text) for span in self._linked(notes.spans))
        aspects = tuple(_as_given(aspect, text.text) for aspect in notes.aspects)
        uses = tuple(_as_given(use, text.text) for use in notes.uses)
        return Extraction(text.id, notes.lang, spans, notes.relations, aspects, uses)

    def _document(self, text: Text) -> Doc:
        # Half a surrogate is no text to spaCy; one character stands for it, so that offsets stay. The tokens are those
        # of the folded text, as the gazetteer compares them.
        given = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text.text)
        folded = fold(given)
        return annotate(self._nlp.make_doc(folded), Notes(given, folded, text.lang or "", text.kind or ""))

    def _linked(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield the spans, model names linked within the brand that they are of."""
        for span, brand in with_makers(spans, self._lexicon):
            known = self._lexicon.model(span.text, brand) if span.label == "MODEL" else None
            yield replace(span, id=known.id) if known else span


def batches(texts: Iterable[Text]) -> Iterator[list[Text]]:
    """Yield texts that are read at once, in order."""
    batch: list[Text] = []
    characters = 0
    for text in texts:
        if batch and (len(batch) == BATCH or characters + len(text.text) > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(text)
        characters += len(text.text)
    if batch:
        yield batch


def _as_given(found: Found, text: str) -> Found:
    """Return `found` with the words of the text as it was given."""
    given = text[found.start : found.end]
    return found if given == found.text else replace(found, text=given)


def build(lexicon: Lexicon, *, model: Path | None = None) -> Extractor:
    """Return an extractor that knows the names of `lexicon`, and asks the trained model in the folder `model`.

    Raises:
        ModelError: `model` holds none of this version.
    """
    if model is None:
        return assemble(lexicon)
    # Here, since torch takes seconds to import and the rules do without it.
    from extraction.learned.folder import read_model
    from extraction.learned.quantise import ready

    return assemble(lexicon, ready(read_model(model)))


def assemble(
    lexicon: Lexicon,
    tagger: Recognising | None = None,
    *,
    rules: Collection[str] = RULES,
    weighed: bool = True,
) -> Extractor:
    """Return an extractor of some of `weighing.RULES`, of `tagger`, or of both.

    A model of labels that are not ours reads alone, and only its labels are written. Where not `weighed`, the fixed
    rule of `mentions.combine` chooses.
    """
    # Nothing asks for a word's shape, prefix or stop list, which spaCy would work out of every new one.
    nlp = spacy.blank("xx", vocab=Vocab())
    nlp.tokenizer = PieceTokenizer(nlp.vocab)
    # The limit guards parsers that need memory; ours do not.
    nlp.max_length = 50_000_000
    nlp.add_pipe("daogou_language")
    if tagger is None or is_ours(tagger.card.labels):
        for rule in (rule for rule in RULES if rule in rules):
            component = nlp.add_pipe(f"daogou_{rule}")
            if isinstance(component, Gazetteer):
                component.learn(lexicon)
    if tagger:
        cast(Recogniser, nlp.add_pipe("daogou_recogniser")).learn(tagger)
    choice = cast(Choice, nlp.add_pipe("daogou_choice"))
    if tagger and weighed:
        choice.learn(tagger.card.weights)
    nlp.add_pipe("daogou_relations")
    if tagger is None or is_ours(tagger.card.labels) or tagger.card.labels.polarities:
        cast(Aspects, nlp.add_pipe("daogou_aspects")).learn(lexicon)
    if tagger is None or is_ours(tagger.card.labels):
        cast(Uses, nlp.add_pipe("daogou_uses")).learn(lexicon)
    return Extractor(nlp, lexicon, _version(lexicon, tagger))


def _version(lexicon: Lexicon, tagger: Recognising | None) -> str:
    """Return a version that is another one when rules, names, patterns or the trained model are.

    Models are left out: a catalogue brings new ones with every load, and what was read stays read.
    """
    names = sorted(repr(entry) for entry in lexicon.entries.values() if entry.label != "MODEL")
    lines = map(repr, lexicon.lines)
    read = [VERSION, checksums(), *names, *lines, repr(tagger.card) if tagger else ""]
    return f"{VERSION}-{hashlib.sha256(chr(10).join(read).encode()).hexdigest()[:12]}"


def is_ours(labels: Labels) -> bool:
    """Say whether a model's labels of spans are those of our annotation guide."""
    return {label.partition("/")[0] for label in labels.spans} <= LABELS
