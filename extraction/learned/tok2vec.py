"""The recogniser where no encoder can be had: spaCy's own tok2vec and transition-based NER, from scratch.

It is weaker, and does not say how sure it is: a span it finds is as probable as spans of its label are right on the
texts held out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, cast

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.training import Example as Pair
from spacy.util import filter_spans
from thinc.api import fix_random_seed

from extraction.documents import Aspect, Span
from extraction.learned.card import Card
from extraction.learned.examples import Example
from extraction.learned.tagger import Asked, Found
from extraction.tokenizer import PieceTokenizer

NAME: Final = "tok2vec"
EPOCHS: Final = 12
DROPOUT: Final = 0.2
BATCH: Final = 32
LIKELY: Final = 0.75
"""Said of everything that is found; see above."""


class Tok2vecTagger:
    """Finds spans, and judged aspects as spans that are labelled by polarity."""

    def __init__(self, spans: Language, aspects: Language | None, card: Card) -> None:
        self.spans, self.aspects, self.card = spans, aspects, card

    def noted(self, card: Card) -> Tok2vecTagger:
        """Return the same recogniser with figures, weights and int8 of `card` on its own."""
        own = replace(self.card, figures=card.figures, weights=card.weights, int8=card.int8)
        return Tok2vecTagger(self.spans, self.aspects, own)

    def predict(self, texts: Sequence[str], asked: Sequence[Sequence[Asked]] = ()) -> list[Found]:
        """Return what each text holds; what is asked is likely where it was found."""
        found = [Found([], [], dict.fromkeys(asked[n] if asked else (), 0.0)) for n in range(len(texts))]
        for one, doc in zip(found, self.spans.pipe(texts), strict=True):
            for e in doc.ents:
                one.spans.append(Span(e.start_char, e.end_char, e.label_, e.text, LIKELY))
                if (place := (e.start_char, e.end_char, e.label_)) in one.chances:
                    one.chances[place] = LIKELY
        if self.aspects:
            for one, doc in zip(found, self.aspects.pipe(texts), strict=True):
                one.aspects.extend(
                    Aspect(e.start_char, e.end_char, e.text, e.label_, LIKELY) for e in doc.ents
                )
        return found

    def judge(self, text: str, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return the polarity of the aspect found at each place, the first polarity where none was."""
        (found,) = self.predict([text])
        default = self.card.labels.polarities[0]
        return [
            next((a.polarity for a in found.aspects if a.start < end and start < a.end), default)
            for start, end in places
        ]


def train_tok2vec(examples: Sequence[Example], card: Card, seed: int) -> Tok2vecTagger:
    """Return a recogniser trained from scratch; the same seed repeats. Time grows with the texts."""
    spans = _train([(e.text, [(s.start, s.end, s.label) for s in e.spans]) for e in examples], seed)
    judged = [(e.text, [(a.start, a.end, a.polarity) for a in e.aspects]) for e in examples]
    aspects = _train(judged, seed) if card.labels.polarities else None
    return Tok2vecTagger(spans, aspects, replace(card, encoder=NAME))


def blank() -> Language:
    """Return a pipeline of our tokeniser and an untrained NER."""
    nlp = spacy.blank("xx")
    nlp.tokenizer = PieceTokenizer(nlp.vocab)
    nlp.add_pipe("ner")
    return nlp


def _train(texts: Sequence[tuple[str, list[Asked]]], seed: int) -> Language:
    fix_random_seed(seed)
    nlp, rng = blank(), random.Random(seed)
    pairs = [Pair(nlp.make_doc(text), _labelled(nlp.make_doc(text), places)) for text, places in texts]
    ner = cast(EntityRecognizer, nlp.get_pipe("ner"))
    for label in sorted({place[2] for _, places in texts for place in places}):
        ner.add_label(label)
    optimiser = nlp.initialize(lambda: pairs[:100])
    for _ in range(EPOCHS):
        rng.shuffle(pairs)
        for start in range(0, len(pairs), BATCH):
            nlp.update(pairs[start : start + BATCH], sgd=optimiser, drop=DROPOUT)
    return nlp


def _labelled(doc: Doc, places: list[Asked]) -> Doc:
    """Set the entities whose ends are ends of tokens; the others cannot be learned."""
    entities = [doc.char_span(start, end, label) for start, end, label in places]
    doc.set_ents(filter_spans([entity for entity in entities if entity]))
    return doc
