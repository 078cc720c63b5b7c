"""Questions answered by a sentence of a review, or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from assistant.linear import Weights, read_weights
from assistant.matching import Read, describe, read
from assistant.questions import Question, Questions
from assistant.similarity import compare
from assistant.spans import spans
from extraction.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from assistant.sentences import Sentence
    from extraction.lexicon import Lexicon

NEAR: Final = 32
"""Sentences, best by their words, that are compared by vectors: these cost a pass of an encoder each."""


class Vectors(Protocol):
    """Unit vectors of texts, [texts, width]; `extraction.learned.sentences.Sentences` makes them."""

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row for each text, 0 where a text's language has no encoder."""
        ...


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that answers with the chance `score`; its part `[start, end)` of the source's text is the answer."""

    sentence: Sentence
    score: float
    start: int
    end: int

    @property
    def answer(self) -> str:
        """The part of the sentence that answers."""
        begin = self.sentence.start
        return self.sentence.text[self.start - begin : self.end - begin]


class Passages:
    """Finds the sentences that answer a question, in Chinese and English.

    What tells them is a linear model of words (BM25, names of the feature asked for in both languages, words that
    judge, figures, place in the text) and, with `vectors`, of how near sentence and question are: docs/assistant.md.
    """

    def __init__(
        self, lexicon: Lexicon, vectors: Vectors | None = None, weights: Weights | None = None
    ) -> None:
        self._questions = Questions(lexicon)
        self._vectors = vectors
        self._weights = weights or read_weights()

    def find(
        self, question: str, sentences: Sequence[Sentence], first: int = 5, asks: str | None = None
    ) -> list[Passage]:
        """Return the sentences that answer, best first, equal ones once; none where nothing is likely to.

        Where it is known what the question `asks` about, an attribute or the id of an entity, they speak of that.
        """
        model = self._weights.vectors if self._vectors else self._weights.words
        asked = self._questions.read(question)
        likely = (each for each in self.rank(asked, sentences) if each[0] >= model.threshold)
        if asks:
            about = self._questions.about(asks)
            likely = (each for each in likely if each[1].speaks_of(about))
        return [self.cut(asked, score, text) for score, text in _once(likely, first)]

    def rank(self, question: Question, sentences: Sequence[Sentence]) -> list[tuple[float, Read]]:
        """Return every sentence with the chance that it answers, best first.

        Time grows with the words of all sentences; with vectors, `NEAR` passes of an encoder are added.
        """
        texts = [read(sentence) for sentence in sentences]
        rows = describe(question, texts)
        chances = [self._weights.words.chance(row) for row in rows]
        order = sorted(range(len(texts)), key=lambda place: -chances[place])
        if self._vectors and order:
            near = order[:NEAR]
            said = [question.text, *(texts[place].sentence.text for place in near)]
            vectors = self._vectors(said)
            compared = compare(question.text, vectors[1:] @ vectors[0], self._weights.scales)
            for place, similar in zip(near, compared, strict=True):
                if similar:
                    chances[place] = self._weights.vectors.chance(rows[place] | similar)
            order = [*sorted(near, key=lambda place: -chances[place]), *order[NEAR:]]
        return [(chances[place], texts[place]) for place in order]

    def cut(self, question: Question, score: float, text: Read) -> Passage:
        """Return a sentence with the part of it that answers best; all of it where it has no word."""
        begin, best = text.sentence.start, self._weights.spans
        found = max(spans(question, text), key=lambda span: best.sum(span.numbers), default=None)
        start, end = (found.start, found.end) if found else (0, len(text.sentence.text))
        return Passage(text.sentence, score, begin + start, begin + end)


def _once(ranked: Iterable[tuple[float, Read]], first: int) -> Iterator[tuple[float, Read]]:
    seen: set[str] = set()
    for score, text in ranked:
        said = "".join(filter(str.isalnum, fold(text.sentence.text)))
        if said not in seen and len(seen) < first:
            seen.add(said)
            yield score, text
