"""Fitting the weights of `extraction.weighing` on texts that the recogniser was not trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from extraction.documents import Span
from extraction.mentions import Mention
from extraction.weighing import Candidate, candidates

Judged = tuple[Candidate, bool]


def fit_weights(pairs: Iterable[tuple[Iterable[Mention], Sequence[Span]]]) -> dict[str, dict[str, float]]:
    """Return weights by label from the mentions of texts and their right spans.

    A label of which no candidate is wrong, or none right, has no weights. What an attribute is seldom seen with stays
    near its label's weights: large weights cost (L2).
    """
    seen: dict[str, list[Judged]] = {}
    for mentions, gold in pairs:
        right = {_key(span) for span in gold}
        for candidate in candidates(mentions):
            seen.setdefault(candidate.span.label, []).append((candidate, _key(candidate.span) in right))
    return {
        label: _fit(judged)
        for label, judged in sorted(seen.items())
        if len({good for _, good in judged}) == 2
    }


def _fit(judged: Sequence[Judged]) -> dict[str, float]:
    vectorizer = DictVectorizer()
    features = vectorizer.fit_transform([candidate.features for candidate, _ in judged])
    model = LogisticRegression(fit_intercept=False, C=1.0, max_iter=1000)
    model.fit(features, [good for _, good in judged])
    names = map(str, vectorizer.get_feature_names_out())
    return {name: float(weight) for name, weight in zip(names, model.coef_[0], strict=True)}


def _key(span: Span) -> tuple[object, ...]:
    return span.start, span.end, span.label, span.attribute
