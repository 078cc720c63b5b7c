"""How good a model is on texts held out."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.documents import Extraction
from extraction.evaluate import Score, score_spans
from extraction.learned.bilingual import Recognising
from extraction.learned.examples import Example
from extraction.learned.tagger import Found

Figures = dict[str, dict[str, float]]


def measure(tagger: Recognising, examples: Sequence[Example]) -> Figures:
    """Return precision, recall and F1 of exact spans by label and for `all`, and of aspects as `aspects`.

    `polarity` is the accuracy of polarities where the aspects are given.
    """
    found = tagger.predict([example.text for example in examples])
    scores = score_spans(
        (example.spans, Extraction("", "", tuple(one.spans)))
        for example, one in zip(examples, found, strict=True)
    )
    if tagger.card.labels.apart:
        scores["aspects"] = _aspects(examples, found)
    figures = {
        label: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        for label, score in sorted(scores.items())
        if not label.startswith("values")
    }
    if any(example.aspects for example in examples):
        figures["polarity"] = {"accuracy": _polarity(tagger, examples)}
    return figures


def overall(figures: Figures) -> float:
    """Return the mean of what a model is judged by: span F1, aspect F1 and polarity accuracy, those there are."""
    picked = [
        next(iter(reversed(figures[name].values())))
        for name in ("all", "aspects", "polarity")
        if name in figures
    ]
    return sum(picked) / len(picked) if picked else 0.0


def _aspects(examples: Sequence[Example], found: Sequence[Found]) -> Score:
    right = wrong = missed = 0
    for example, one in zip(examples, found, strict=True):
        wanted = {(aspect.start, aspect.end) for aspect in example.aspects}
        got = {(aspect.start, aspect.end) for aspect in one.aspects}
        right, wrong, missed = (
            right + len(wanted & got),
            wrong + len(got - wanted),
            missed + len(wanted - got),
        )
    return Score(right, wrong, missed)


def _polarity(tagger: Recognising, examples: Sequence[Example]) -> float:
    right = total = 0
    for example in examples:
        if example.aspects:
            judged = tagger.judge(example.text, [(aspect.start, aspect.end) for aspect in example.aspects])
            right += sum(
                aspect.polarity == said for aspect, said in zip(example.aspects, judged, strict=True)
            )
            total += len(example.aspects)
    return right / total
