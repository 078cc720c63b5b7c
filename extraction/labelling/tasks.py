"""What is labelled: texts with their marks, the least certain first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from extraction.cells import read_values
from extraction.documents import Aspect, Extraction, Span, Text
from extraction.errors import InputError
from extraction.learned.fine import PARAMETER, SIGN, fine_label
from extraction.quantities import find_values

ASPECT = "aspect"
POLARITIES = ("positive", "negative")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A labelled place `[start, end)` in code points; the label is `BRAND`, `PARAMETER/color`, `aspect/positive` and so on."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Task:
    """A text to label with the marks it has already."""

    text: Text
    marks: tuple[Mark, ...]


def least_certain(pairs: Iterable[tuple[Text, Extraction]], count: int) -> list[Task]:
    """Return the `count` texts whose least certain mention is least certain, that one first; ties by id.

    A text without any mention is as certain as can be. Memory grows with `count`, not with the texts.
    """
    ranked = heapq.nsmallest(count, pairs, key=lambda pair: (_certainty(pair[1]), pair[0].id))
    return [Task(text, _marks(extraction)) for text, extraction in ranked]


def annotated(task: Task) -> dict[str, object]:
    """Return the line of an annotated file that `daogou train extractor` reads.

    Raises:
        InputError: a mark is outside the text, has an unknown polarity, or overlaps another of its layer.
    """
    spans: list[dict[str, object]] = []
    aspects: list[dict[str, object]] = []
    for layer in (False, True):
        end = 0
        for mark in sorted(mark for mark in task.marks if mark.label.startswith(ASPECT + SIGN) == layer):
            if not 0 <= mark.start < mark.end <= len(task.text.text):
                raise InputError(f"[{mark.start}, {mark.end}) is outside the text")
            if mark.start < end:
                raise InputError(f"[{mark.start}, {mark.end}) overlaps the mark before it")
            end = mark.end
            (aspects if layer else spans).append(_line(mark, task.text.text))
    named = {name: value for name in ("id", "text", "kind", "lang") if (value := getattr(task.text, name))}
    return {**named, "spans": spans, "aspects": aspects}


def _certainty(extraction: Extraction) -> float:
    return min((one.confidence for one in _found(extraction)), default=1.0)


def _marks(extraction: Extraction) -> tuple[Mark, ...]:
    return tuple(sorted(map(_mark, _found(extraction))))


def _found(extraction: Extraction) -> list[Span | Aspect]:
    return [*extraction.spans, *extraction.aspects]


def _mark(one: Span | Aspect) -> Mark:
    label = fine_label(one) if isinstance(one, Span) else f"{ASPECT}{SIGN}{one.polarity}"
    return Mark(one.start, one.end, label)


def _line(mark: Mark, text: str) -> dict[str, object]:
    words = text[mark.start : mark.end]
    label, _, detail = mark.label.partition(SIGN)
    place: dict[str, object] = {"start": mark.start, "end": mark.end, "text": words}
    if label == ASPECT:
        if detail not in POLARITIES:
            raise InputError(f"found the polarity {detail!r}, expected {' or '.join(POLARITIES)}")
        return {**place, "polarity": detail}
    if label != PARAMETER:
        return {**place, "label": mark.label}
    return {**place, "label": label, **_value(words, detail)}


def _value(words: str, attribute: str) -> dict[str, object]:
    """Return attribute, value and unit of a marked parameter; as written where its words cannot be read."""
    values = read_values(words, attribute) if attribute else find_values(words)
    if values:
        return {"attribute": values[0].attribute, "value": values[0].value, "unit": values[0].unit}
    return {"attribute": attribute or "other", "value": words, "unit": ""}
