"""Fitting the weights of `extraction.weighing` on texts that the recogniser was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from extraction.documents import Span
from extraction.mentions import Mention
from extraction.weighing import Candidate, candidates

FEWEST = 20
"""Candidates of a label, right or wrong; with fewer its weights are those of all labels."""


def fit_weights(pairs: Iterable[tuple[Iterable[Mention], Sequence[Span]]]) -> dict[str, list[float]]:
    """Return weights by label from the mentions of texts and their right spans."""
    seen: list[tuple[Candidate, bool]] = []
    for mentions, gold in pairs:
        right = {_key(span) for span in gold}
        seen.extend((candidate, _key(candidate.span) in right) for candidate in candidates(mentions))
    everywhere = _fit(seen)
    labels = sorted({candidate.span.label for candidate, _ in seen})
    by_label = {label: [pair for pair in seen if pair[0].span.label == label] for label in labels}
    return {label: _fit(own) if _enough(own) else everywhere for label, own in by_label.items()}


def _enough(seen: Sequence[tuple[Candidate, bool]]) -> bool:
    right = sum(good for _, good in seen)
    return min(right, len(seen) - right) >= FEWEST


def _fit(seen: Sequence[tuple[Candidate, bool]]) -> list[float]:
    features = np.array([candidate.features for candidate, _ in seen])
    model = LogisticRegression(fit_intercept=False, C=1.0, max_iter=1000)
    model.fit(features, np.array([good for _, good in seen]))
    return [float(weight) for weight in model.coef_[0]]


def _key(span: Span) -> tuple[object, ...]:
    return span.start, span.end, span.label, span.attribute
