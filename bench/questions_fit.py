"""`python -m bench.questions_fit SUBJQA`: learn from the training part what tells sentences that answer.

Writes `assistant/passages.json`: coefficients, and nothing that anybody wrote.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import numpy as np
import typer
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.linear import FILE, Linear
from assistant.questions import Questions
from assistant.spans import spans
from bench.questions_samples import Sample, read_scales, read_vectors, samples
from bench.subjqa import read_examples, token_f1
from daogou.console import Screen
from daogou.settings import Settings
from extraction.lexicon import read_lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Fit = Callable[[Sequence[Sample]], Linear]

STRENGTH: Final = 0.1
"""How freely coefficients may grow, scikit-learn's C."""
PENALTY: Final = 1e-3
"""The same of those of spans, times the sum of their squares."""
FOLDS: Final = 5
ALIKE: Final = 1e-6
"""Standard deviation below which a number is the same for all."""
ANSWERS: Final = 0.3
"""F1 from which on a sentence holds an answer that a reader marked."""


def fit_words(learned: Sequence[Sample]) -> Linear:
    """Return what tells sentences that answer by their words."""
    return _fit([(row, mark) for each in learned for row, mark in zip(each.words, each.marks, strict=True)])


def fit_vectors(learned: Sequence[Sample]) -> Linear:
    """Return what tells sentences that answer by words and vectors."""
    return _fit([(row, each.marks[place]) for each in learned for place, row in each.vectors.items()])


def _fit(rows: Sequence[tuple[Mapping[str, float], float]]) -> Linear:
    """Return the logistic regression of sentences on the share of readers that marked them."""
    names = DictVectorizer(sparse=False)
    numbers = names.fit_transform([row for row, _ in rows])
    spread = numbers.std(0)
    spread[spread == 0] = 1.0
    marks = np.array([mark for _, mark in rows])
    regression = LogisticRegression(C=STRENGTH, max_iter=1000).fit(
        np.vstack([numbers, numbers]) / spread,
        np.repeat([1, 0], len(marks)),
        np.hstack([marks, 1 - marks]),
    )
    weights = (regression.coef_[0] / spread).tolist()
    return Linear(dict(zip(names.feature_names_, weights, strict=True)), regression.intercept_.item())


def fit_spans(learned: Sequence[Sample]) -> Linear:
    """Return the weights with which the expected F1 of a part taken by softmax is highest."""
    numbers: list[dict[str, float]] = []
    worth: list[float] = []
    begins: list[int] = []
    for each in learned:
        for text, mark in zip(each.texts, each.marks, strict=True):
            found = list(spans(each.question, text)) if mark else []
            said = [text.sentence.text[span.start : span.end] for span in found]
            scores = [[token_f1(part, answer) for answer in each.example.answers if answer] for part in said]
            if scores and max(map(max, scores)) > ANSWERS:
                begins.append(len(worth))
                numbers.extend(span.numbers for span in found)
                worth.extend(map(np.mean, scores))
    names = DictVectorizer(dtype=np.float64)
    rows = names.fit_transform(numbers)
    spread = np.sqrt(np.maximum(0.0, rows.power(2).mean(0).A1 - rows.mean(0).A1 ** 2))
    spread[spread < ALIKE] = 1.0
    rows, f1 = (rows / spread).tocsr(), np.array(worth)
    sizes = np.diff([*begins, len(f1)])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        sums = rows @ weights
        chances = np.exp(sums - np.repeat(np.maximum.reduceat(sums, begins), sizes))
        chances /= np.repeat(np.add.reduceat(chances, begins), sizes)
        expected = np.add.reduceat(chances * f1, begins)
        slope = rows.T @ (chances * (f1 - np.repeat(expected, sizes))) / len(begins)
        return PENALTY * weights @ weights - expected.mean(), 2 * PENALTY * weights - slope

    best = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 100})
    return Linear(dict(zip(names.feature_names_, (best.x / spread).tolist(), strict=True)))


def folded(read: Sequence[Sample], fit: Fit) -> list[Linear]:
    """Return for each sample a model that has seen no question about its product."""
    models: dict[int, Linear] = {}
    products = [each.example.product for each in read]
    for seen, unseen in GroupKFold(FOLDS).split(products, groups=products):
        model = fit([read[number] for number in seen])
        models |= dict.fromkeys(unseen.tolist(), model)
    return [models[number] for number in range(len(read))]


def threshold(read: Sequence[Sample], models: Sequence[Linear]) -> float:
    """Return the chance that tells answerable questions from others best, both counting the same (Youden 1950)."""
    best = np.array([max(each.chances(model)) for each, model in zip(read, models, strict=True)])
    answerable = np.array([each.example.answerable for each in read])
    return float(
        max(np.unique(best), key=lambda t: (best[answerable] >= t).mean() + (best[~answerable] < t).mean())
    )


def main(folder: Annotated[Path, typer.Argument(help="SubjQA's electronics: train.csv, dev.csv.")]) -> None:
    """Learn and write."""
    settings, screen = Settings(), Screen()
    file, vectors = folder / "train.csv", read_vectors(settings)
    scales = read_scales(settings.seeds, vectors)
    questions = Questions(read_lexicon(settings.seeds / "lexicon"))
    learned = samples(read_examples(file), questions, vectors, scales)
    content: dict[str, object] = defaultdict(dict)
    content["from"] = {
        "what": "coefficients learned by bench/questions_fit.py; no sentence is in here",
        "data": f"SubjQA electronics, {file.name} (Bjerva et al. 2020), {len(learned)} questions",
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }
    fits: dict[str, Fit] = {"words": fit_words, "vectors": fit_vectors}
    for name, fit in fits.items():
        model = replace(fit(learned), threshold=threshold(learned, folded(learned, fit)))
        content[name] = asdict(model)
        screen.note(f"{name}: {len(model.weights)} coefficients, threshold {model.threshold:.3f}")
    content["spans"] = asdict(fit_spans(learned))
    content["scales"] = {language: asdict(scale) for language, scale in scales.items()}
    FILE.write_text(json.dumps(_rounded(content), indent=1, ensure_ascii=False) + "\n", "utf-8")


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {name: _rounded(each) for name, each in value.items()}
    return float(f"{value:.5g}") if isinstance(value, float) else value


if __name__ == "__main__":
    typer.run(main)
