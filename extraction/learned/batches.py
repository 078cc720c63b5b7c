"""Examples turned into what the network should give: windows with their tags and judged places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extraction.documents import Aspect, Span
from extraction.learned.examples import Example
from extraction.learned.network import ASPECT, Network, Targets
from extraction.learned.pieces import PieceReader, Pieces


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a text with the tag of each piece, and (first piece, last piece, polarity) of each judged place."""

    pieces: Pieces
    spans: list[int]
    aspects: list[int]
    judged: list[tuple[int, int, int]]


def windows_of(
    examples: Sequence[Example], reader: PieceReader, network: Network, polarities: Sequence[str]
) -> list[Window]:
    """Return the windows of `examples`, in the numbers of the network's tags and of `polarities`."""
    windows = []
    for example in examples:
        for pieces in reader.read(example.text):
            judged = [
                (*place, polarities.index(aspect.polarity))
                for aspect in example.aspects
                if (place := pieces.within(aspect.start, aspect.end))
            ]
            spans = tags_of(pieces, [(span.label, span) for span in example.spans], network.spans.tags)
            aspects = (
                [(ASPECT, aspect) for aspect in example.aspects] if len(network.aspects.tags) > 1 else []
            )
            windows.append(Window(pieces, spans, tags_of(pieces, aspects, network.aspects.tags), judged))
    return windows


def tags_of(pieces: Pieces, labelled: Sequence[tuple[str, Span | Aspect]], tags: Sequence[str]) -> list[int]:
    """Return the number of each piece's BIO tag: the first that a span touches begins it."""
    given = [0] * len(pieces.ids)
    for label, span in labelled:
        place = pieces.within(span.start, span.end)
        if place and not any(given[place[0] : place[1] + 1]):
            first, last = place
            given[first] = tags.index(f"B-{label}")
            given[first + 1 : last + 1] = [tags.index(f"I-{label}")] * (last - first)
    return given


def targets_of(batch: Sequence[Window]) -> Targets:
    """Return the tensors that a batch's windows should give."""
    places = [(row, *judged) for row, window in enumerate(batch) for judged in window.judged]
    flat = torch.tensor(places, dtype=torch.long).reshape(-1, 4)
    return Targets(
        _padded([window.spans for window in batch]),
        _padded([window.aspects for window in batch]),
        flat[:, :3],
        flat[:, 3],
    )


def _padded(rows: list[list[int]]) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([row + [0] * (longest - len(row)) for row in rows])
