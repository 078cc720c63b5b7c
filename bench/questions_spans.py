"""F1 of the part of a sentence that answers, against the best of what readers marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from bench.subjqa import token_f1

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.linear import Weights
    from assistant.passages import Passages
    from bench.questions_samples import Sample


def span_rows(
    read: Sequence[Sample], passages: Passages, weights: Weights, baseline: Sequence[Sequence[float]]
) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table: F1 on answerable questions, and on all where an abstention is right or wrong."""
    yield _row("BM25's sentence, all of it", read, baseline, None, None)
    for name, model, seen in (
        ("words", weights.words, [replace(each, vectors={}) for each in read]),
        ("words and vectors", weights.vectors, read),
    ):
        chances = [each.chances(model) for each in seen]
        yield _row(f"{name}, all of the sentence", read, chances, model.threshold, None)
        yield _row(f"{name}, the part that answers", read, chances, model.threshold, passages)
    silence = float(np.mean([not each.example.answerable for each in read]))
    yield "silence throughout", "0.000", f"{silence:.3f}"
    marked = [each.marks for each in read if any(each.marks)]
    answerable = [each for each in read if any(each.marks)]
    yield _row("a sentence that readers marked, the part", answerable, marked, None, passages)
    twice = [a for each in read if len(a := [one for one in each.example.answers if one]) > 1]
    if twice:
        yield (
            f"one reader's answer by another's ({len(twice)})",
            _mean([token_f1(*a[:2]) for a in twice]),
            "–",
        )


def _row(
    name: str,
    read: Sequence[Sample],
    scores: Sequence[Sequence[float]],
    limit: float | None,
    passages: Passages | None,
) -> tuple[str, ...]:
    answered, all_ = [], []
    for each, own in zip(read, scores, strict=True):
        place = max(range(len(own)), key=own.__getitem__)
        text = each.texts[place]
        said = passages.cut(each.question, 0.0, text).answer if passages else text.sentence.text
        f1 = max((token_f1(said, answer) for answer in each.example.answers if answer), default=0.0)
        if each.example.answerable:
            answered.append(f1)
        silent = limit is not None and own[place] < limit
        all_.append(float(not each.example.answerable) if silent else f1)
    return name, _mean(answered), _mean(all_) if limit is not None else "–"


def _mean(values: Sequence[float]) -> str:
    return f"{np.mean(values):.3f}"
