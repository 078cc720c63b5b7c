"""Annotated texts to learn from and to measure by."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extraction.documents import Aspect, Span

SINGLE: Final = 0.98
"""Share of texts with just one span from which on a text holds one, where there are `MANY`."""
MANY: Final = 100


@dataclass(frozen=True, slots=True)
class Example:
    """A text with its spans and its judged aspects; of spans that overlap the first counts, and so of aspects.

    An aspect may be a span too, as in data that labels nothing but aspects.
    """

    text: str
    spans: tuple[Span, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    group: str = ""
    """Examples of one group stay together when a set is split; without one, those of equal texts."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What there is to learn in a set of examples.

    `spans` are the labels of spans, `polarities` those of aspects. Where `apart`, aspects are found by themselves; else
    they stand where spans of the labels `judged` stand. Where `single`, a text holds one span, as clauses hold one aspect.
    """

    spans: tuple[str, ...]
    polarities: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    apart: bool = False
    single: bool = False


def labels_of(examples: Sequence[Example]) -> Labels:
    """Return what `examples` teach."""
    labels: set[str] = set()
    polarities: set[str] = set()
    judged: set[str] = set()
    apart = False
    for example in examples:
        places = {(span.start, span.end): span.label for span in reversed(example.spans)}
        labels.update(span.label for span in example.spans)
        polarities.update(aspect.polarity for aspect in example.aspects)
        at = [places.get((aspect.start, aspect.end)) for aspect in example.aspects]
        judged.update(label for label in at if label)
        apart = apart or None in at
    ones = sum(len(example.spans) == 1 for example in examples)
    single = ones >= max(MANY, SINGLE * len(examples))
    judging = () if apart else tuple(sorted(judged))
    return Labels(tuple(sorted(labels)), tuple(sorted(polarities)), judging, apart, single)


def split(examples: Sequence[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Return texts to learn from, and about a `share` of them to measure by; a group stays on one side.

    A group's side is told by its own hash, so it stays where it is when other texts are added.
    """
    chances = {group: _chance(group, seed) for group in {_group(example) for example in examples}}
    held = {group for group, chance in chances.items() if chance < share}
    held = held or set(sorted(chances, key=lambda group: chances[group])[:1])
    sides: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        sides[_group(example) in held].append(example)
    return sides


def _group(example: Example) -> str:
    return example.group or example.text


def _chance(group: str, seed: int) -> float:
    return int.from_bytes(hashlib.sha256(f"{seed} {group}".encode()).digest()[:8]) / 2**64
