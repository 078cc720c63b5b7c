"""`python -m bench.questions SUBJQA`: how well reviews answer questions, beside BM25 in the same run.

Parts are told apart on the training part, each question by a model that has seen none about its product; the dev part
is read once, by what is shipped.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
import typer
from sklearn.metrics import roc_auc_score

from assistant.linear import read_weights
from assistant.matching import bm25
from assistant.passages import Passages
from assistant.questions import Questions
from bench.questions_fit import fit_vectors, fit_words, folded, threshold
from bench.questions_samples import Sample, read_scales, read_vectors, samples
from bench.questions_spans import span_rows
from bench.subjqa import read_examples
from daogou.console import Screen
from daogou.settings import Settings
from extraction.lexicon import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS: Final = (
    "what ranks", "recall@1", "recall@5", "MRR", "AUC", "abstains: precision", "recall", "calibration error",
)  # fmt: skip
PARTS: Final = {
    "words that speak of a feature": r"related",
    "words that judge": r"opinion",
    "the question's kind": r" for (?:number|opinion|choice|other)",
    "the place in the text": r"late|opens",
    "the sentence before": r"said before|of what was said before",
}
"""What is left out in turn, and what its numbers' names match."""
Scores = list[list[float]]


def main(folder: Annotated[Path, typer.Argument(help="SubjQA's electronics: train.csv, dev.csv.")]) -> None:
    """Measure and print three tables."""
    settings, screen = Settings(), Screen()
    lexicon = read_lexicon(settings.seeds / "lexicon")
    screen.note("encoding sentences …")
    vectors = read_vectors(settings)
    make = partial(
        samples, questions=Questions(lexicon), vectors=vectors, scales=read_scales(settings.seeds, vectors)
    )
    learned, dev = (make(read_examples(folder / f"{part}.csv")) for part in ("train", "dev"))
    screen.table(f"training part, {_size(learned)}, {FOLDED}", COLUMNS, _ablation(learned))
    weights = read_weights()
    rows = [
        _row("BM25", dev, _plain(dev), None),
        _row("BM25, stems of content words", dev, _stemmed(dev), None),
    ]
    for name, model, read in (
        ("words, as shipped", weights.words, [replace(each, vectors={}) for each in dev]),
        ("words and vectors, as shipped", weights.vectors, dev),
    ):
        rows.append(_row(name, dev, [each.chances(model) for each in read], model.threshold))
    screen.table(f"dev part, {_size(dev)}", COLUMNS, rows)
    columns = ("sentence and part", "F1, answerable", "F1, all, abstaining")
    screen.table("answers, dev part", columns, span_rows(dev, Passages(lexicon), weights, _plain(dev)))


FOLDED: Final = "each by a model that has not seen its product"


def _ablation(read: Sequence[Sample]) -> Iterable[tuple[str, ...]]:
    words = [replace(each, vectors={}) for each in read]
    yield _row("BM25", read, _plain(read), None)
    yield _row("BM25, stems of content words", read, _stemmed(read), None)
    yield _row("cosine of vectors", read, [_cosines(each) for each in read], None)
    for name, pattern in PARTS.items():
        without = [_without(each, pattern) for each in words]
        yield _learned(f"words without {name}", without, vectors=False)
    yield _learned("words", words, vectors=False)
    yield _learned("words and vectors", read, vectors=True)


def _learned(name: str, read: Sequence[Sample], *, vectors: bool) -> tuple[str, ...]:
    models = folded(read, fit_vectors if vectors else fit_words)
    scores = [each.chances(model) for each, model in zip(read, models, strict=True)]
    return _row(name, read, scores, threshold(read, models))


def _without(sample: Sample, pattern: str) -> Sample:
    left = ({n: v for n, v in row.items() if not re.search(pattern, n)} for row in sample.words)
    return replace(sample, words=tuple(left))


def _plain(read: Iterable[Sample]) -> Scores:
    """Return BM25 over words as they stand."""
    return [
        bm25(
            set(re.findall(r"\w+", each.question.text.lower())),
            [re.findall(r"\w+", text.sentence.text.lower()) for text in each.texts],
        )
        for each in read
    ]


def _stemmed(read: Iterable[Sample]) -> Scores:
    return [
        bm25(
            each.question.keys, [[token.key for token in text.tokens if token.is_word] for text in each.texts]
        )
        for each in read
    ]


def _cosines(sample: Sample) -> list[float]:
    return [sample.vectors.get(place, {}).get("similar", -9.0) for place in range(len(sample.words))]


def _row(name: str, read: Sequence[Sample], scores: Scores, limit: float | None) -> tuple[str, ...]:
    answerable = np.array([each.example.answerable for each in read])
    best = np.array([max(each) for each in scores])
    found = [_rank(each.marks, own) for each, own in zip(read, scores, strict=True) if any(each.marks)]
    figures = [
        float(np.mean([rank < 1 for rank in found])),
        float(np.mean([rank < 5 for rank in found])),
        float(np.mean([1 / (1 + rank) for rank in found])),
        float(roc_auc_score(answerable, best)),
    ]
    if limit is not None:
        silent = best < limit
        figures += [(~answerable)[silent].mean(), silent[~answerable].mean(), _calibration(read, scores)]
    return (name, *(f"{figure:.3f}" for figure in figures), *["–"] * (3 if limit is None else 0))


def _rank(marks: Sequence[float], scores: Sequence[float]) -> int:
    order = sorted(range(len(scores)), key=lambda place: -scores[place])
    return next(rank for rank, place in enumerate(order) if marks[place])


def _calibration(read: Sequence[Sample], scores: Scores, bins: int = 10) -> float:
    """Return by how much the chance of a question's best sentence and the share of readers that marked it differ."""
    places = [max(range(len(own)), key=own.__getitem__) for own in scores]
    chances = np.array([own[place] for own, place in zip(scores, places, strict=True)])
    marked = np.array([each.marks[place] for each, place in zip(read, places, strict=True)])
    groups = np.array_split(np.argsort(chances), bins)
    return float(sum(len(g) * abs(chances[g].mean() - marked[g].mean()) for g in groups) / len(chances))


def _size(read: Sequence[Sample]) -> str:
    answerable = sum(each.example.answerable for each in read)
    return f"{len(read)} questions, {answerable} answerable"


if __name__ == "__main__":
    typer.run(main)
