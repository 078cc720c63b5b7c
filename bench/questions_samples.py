"""Questions with the numbers of their sentences, as answers from reviews make them."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from assistant.linear import Scale
from assistant.matching import Read, describe, read
from assistant.passages import NEAR
from assistant.similarity import compare
from daogou.encoders import read_sentences
from extraction.folding import language_of
from extraction.learned.sentences import Sentences
from extraction.lexicon import read_lexicon
from graph.sentences import sentences_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assistant.linear import Linear
    from assistant.passages import Vectors
    from assistant.questions import Question, Questions
    from bench.subjqa import Example
    from daogou.settings import Settings

ASKED: Final = {"zh": "{}怎么样？", "en": "How is the {}?"}
SENTENCES: Final = 400
"""Of each language, for the scale of its vectors."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An example with its sentences' numbers; `vectors` of those only that are compared by vectors."""

    example: Example
    question: Question
    texts: tuple[Read, ...]
    words: tuple[dict[str, float], ...]
    vectors: dict[int, dict[str, float]]

    @property
    def marks(self) -> tuple[float, ...]:
        """For each sentence the share of readers that marked it."""
        return self.example.marks

    def chances(self, model: Linear) -> list[float]:
        """Return each sentence's chance, of vectors too where there are any."""
        rows = [self.vectors.get(place, row) for place, row in enumerate(self.words)]
        return [model.chance(row) for row in rows]


def samples(
    examples: Sequence[Example], questions: Questions, vectors: Vectors | None, scales: Mapping[str, Scale]
) -> list[Sample]:
    """Return the numbers of all sentences."""
    made = []
    for each in examples:
        asked, texts = questions.read(each.question), tuple(map(read, each.sentences))
        sample = Sample(each, asked, texts, tuple(describe(asked, texts)), {})
        made.append(replace(sample, vectors=_compared(sample, vectors, scales)) if vectors else sample)
    return made


def _compared(sample: Sample, vectors: Vectors, scales: Mapping[str, Scale]) -> dict[int, dict[str, float]]:
    places = range(len(sample.texts))
    near = sorted(places, key=lambda place: -sample.words[place].get("bm25", 0.0))[:NEAR]
    rows = vectors([sample.question.text, *(sample.texts[place].sentence.text for place in near)])
    compared = compare(sample.question.text, rows[1:] @ rows[0], scales)
    return {place: sample.words[place] | each for place, each in zip(near, compared, strict=True)}


def read_vectors(settings: Settings) -> Sentences:
    """Return the encoders of both languages, fetched into the user's cache."""
    return read_sentences(ASKED, settings.cache)


def read_scales(seeds: Path, vectors: Vectors) -> dict[str, Scale]:
    """Return how similar questions about each feature and any sentence of the demo's texts are, by language."""
    aspects = [entry for entry in read_lexicon(seeds / "lexicon").of("FEATURE") if entry.aspect]
    scales = {}
    for language, form in ASKED.items():
        names = [next((n for n in e.names() if language_of(n) == language), None) for e in aspects]
        asked = vectors([form.format(name) for name in names if name])
        texts = (
            json.loads(line)["text"]
            for file in sorted((seeds / "texts").glob(f"*-{language}.jsonl"))
            for line in file.read_text("utf-8").splitlines()[:50]
        )
        said = (text[start:end] for text in texts for start, end in sentences_of(text))
        cosines = vectors(list(islice(said, SENTENCES))) @ asked.T
        known = cosines[cosines != 0]
        scales[language] = Scale(float(np.mean(known)), float(np.std(known)))
    return scales
