"""Examples turned into what the network should give: windows with their tags and judged places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from extraction.documents import Aspect, Span
from extraction.learned.bert import Encoder
from extraction.learned.examples import Example
from extraction.learned.network import ASPECT, Network, Targets
from extraction.learned.pieces import PieceReader, Pieces
from extraction.learned.tagger import pad


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a text with the tag of each piece, and (first piece, last piece, polarity) of each judged place."""

    pieces: Pieces
    spans: list[int]
    aspects: list[int]
    judged: list[tuple[int, int, int]]
    below: Tensor | None = None
    """The states (length, hidden) that frozen layers give it, special pieces included."""


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


def computed(windows: Iterable[Window], encoder: Encoder, reader: PieceReader) -> list[Window]:
    """Return the windows with what the frozen layers make of them; 2 KiB a piece where states are 512 wide."""
    encoder.eval()
    with torch.no_grad():
        return [replace(window, below=encoder.below(*pad([window.pieces], reader))[0]) for window in windows]


def below_of(batch: Sequence[Window], encoder: Encoder, reader: PieceReader) -> tuple[Tensor, Tensor]:
    """Return the states below what learns (batch, length, hidden), and their mask."""
    ids, mask = pad([window.pieces for window in batch], reader)
    known = [window.below for window in batch if window.below is not None]
    return pad_sequence(known, batch_first=True) if known else encoder.below(ids, mask), mask


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
