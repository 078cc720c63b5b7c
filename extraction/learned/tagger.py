"""A trained recogniser: the spans and judged aspects it finds in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from extraction.documents import Aspect, Span
from extraction.learned.card import Card
from extraction.learned.network import Network, TagHead
from extraction.learned.pieces import PieceReader, Pieces
from extraction.learned.processor import one_thread

BATCH_PIECES = 2048
"""Pieces of one pass through the encoder, padding included."""
Window = tuple[int, Pieces]
"""The number of a text, and a window of it."""


Asked = tuple[int, int, str]
"""A place of a text and a label."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds in a text, in the order in which it stands, and the probability of each that it was asked."""

    spans: list[Span]
    aspects: list[Aspect]
    chances: dict[Asked, float]


class Tagger:
    """Finds spans and aspects; made by training, or by reading a model's folder."""

    def __init__(self, network: Network, reader: PieceReader, card: Card) -> None:
        self.network = network.eval()
        self.reader = reader
        self.card = card

    def noted(self, card: Card) -> Tagger:
        """Return the same recogniser with figures, weights and int8 of `card` on its own."""
        own = replace(self.card, figures=card.figures, weights=card.weights, int8=card.int8)
        return Tagger(self.network, self.reader, own)

    def predict(self, texts: Sequence[str], asked: Sequence[Sequence[Asked]] = ()) -> list[Found]:
        """Return what each text holds, and how probable it is that it holds what is `asked` of it.

        A probability is the product of those of the tags that make the span. Texts of like length share a pass, so many
        at once are faster. Memory grows with the texts.
        """
        found = [Found([], [], dict.fromkeys(asked[n] if asked else (), 0.0)) for n in range(len(texts))]
        for batch in _batches(self._windows(texts)):
            self._predict(batch, texts, found)
        for one in found:
            if self.card.labels.single:
                _keep_surest(one)
            one.spans.sort(key=lambda span: span.start)
            one.aspects.sort(key=lambda aspect: aspect.start)
        return found

    def judge(self, text: str, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return the polarity of each `[start, end)` of `text`; those past the first window are the likeliest."""
        windows = self.reader.read(text)
        polarities = self.card.labels.polarities
        if not windows or not places:
            return [polarities[0]] * len(places)
        rows = []
        for start, end in places:
            row, first, last = next(
                ((n, *at) for n, pieces in enumerate(windows) if (at := pieces.within(start, end))), (0, 0, 0)
            )
            rows.append([row, first, last])
        ids, mask = pad(windows, self.reader)
        with torch.inference_mode():
            scores = self.network.polarity(*self.network(ids, mask), torch.tensor(rows))
        return [polarities[n] for n in scores.argmax(1).tolist()]

    def _windows(self, texts: Sequence[str]) -> list[Window]:
        windows = [(number, pieces) for number, text in enumerate(texts) for pieces in self.reader.read(text)]
        return sorted(windows, key=lambda window: len(window[1].ids))

    def _predict(self, batch: list[Window], texts: Sequence[str], found: list[Found]) -> None:
        ids, mask = pad([pieces for _, pieces in batch], self.reader)
        labels = self.card.labels
        with torch.inference_mode():
            states, whole = self.network(ids, mask)
            read = _Reading(self.network.spans, states, mask[:, 2:])
            spans = list(read.places())
            places = [at for at in spans if at.label in labels.judged]
            if labels.apart:
                places = list(_Reading(self.network.aspects, states, mask[:, 2:]).places())
            polarities = self._polarities(states, whole, places)
        for row, (number, pieces) in enumerate(batch):
            for start, end, label in found[number].chances:
                if place := pieces.within(start, end):
                    found[number].chances[start, end, label] = read.chance(row, *place, label)
        for at in spans:
            start, end, words = at.words(batch, texts)
            found[batch[at.row][0]].spans.append(Span(start, end, at.label, words, at.confidence))
        for at, (polarity, chance) in zip(places, polarities, strict=True):
            start, end, words = at.words(batch, texts)
            sure = round(at.confidence * chance, 4)
            found[batch[at.row][0]].aspects.append(Aspect(start, end, words, polarity, sure))

    def _polarities(self, states: Tensor, whole: Tensor, places: list[_Place]) -> list[tuple[str, float]]:
        if not places:
            return []
        rows = torch.tensor([[at.row, at.first, at.last] for at in places])
        chances = torch.softmax(self.network.polarity(states, whole, rows), 1)
        best, which = chances.max(1)
        names = self.card.labels.polarities
        return [(names[n], chance) for n, chance in zip(which.tolist(), best.tolist(), strict=True)]


def _keep_surest(found: Found) -> None:
    """Leave the surest span, and the aspect that stands there."""
    for span in sorted(found.spans, key=lambda span: -span.confidence)[1:]:
        found.spans.remove(span)
        found.aspects[:] = [a for a in found.aspects if (a.start, a.end) != (span.start, span.end)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a head found a label: in row `row`, from piece `first` to piece `last`."""

    row: int
    first: int
    last: int
    label: str
    confidence: float

    def words(self, batch: list[Window], texts: Sequence[str]) -> tuple[int, int, str]:
        number, pieces = batch[self.row]
        start, end = pieces.starts[self.first], pieces.ends[self.last]
        return start, end, texts[number][start:end]


class _Reading:
    """What a head says about a batch: the probability of every tag at every piece, and the best tags together."""

    def __init__(self, head: TagHead, states: Tensor, mask: Tensor) -> None:
        emissions = head(states)
        self._tags = head.tags
        self._numbers = {tag: number for number, tag in enumerate(head.tags)}
        # The CRF's many small steps would spend their time waiting for other threads.
        with one_thread():
            self._best = head.crf.decode(emissions, mask).tolist()
            self._chances = head.crf.marginals(emissions, mask).tolist()
        self._lengths = mask.sum(1).tolist()

    def places(self) -> Iterator[_Place]:
        """Yield where the best tags say that something is."""
        for row, length in enumerate(self._lengths):
            tags = [self._tags[tag] for tag in self._best[row][:length]]
            for first, tag in enumerate(tags):
                if tag.startswith("B-"):
                    last = first
                    while last + 1 < length and tags[last + 1] == f"I-{tag[2:]}":
                        last += 1
                    yield _Place(row, first, last, tag[2:], round(self.chance(row, first, last, tag[2:]), 4))

    def chance(self, row: int, first: int, last: int, label: str) -> float:
        """Return how probable it is that `label` is just there; 0 where the head does not know it."""
        begin = self._numbers.get(f"B-{label}")
        if begin is None or first >= self._lengths[row]:
            return 0.0
        inside = begin + 1
        tags = self._chances[row]
        chance: float = tags[first][begin]
        for place in range(first + 1, last + 1):
            chance *= tags[place][inside]
        goes_on = tags[last + 1][inside] if last + 1 < self._lengths[row] else 0.0
        return chance * (1 - goes_on)


def pad(windows: Sequence[Pieces], reader: PieceReader) -> tuple[Tensor, Tensor]:
    """Return ids and mask (batch, longest + 2) with the special pieces at both ends."""
    longest = max(len(pieces.ids) for pieces in windows)
    rows = [
        [reader.first, *pieces.ids, reader.last] + [reader.padding] * (longest - len(pieces.ids))
        for pieces in windows
    ]
    ids = torch.tensor(rows)
    return ids, ids != reader.padding


def _batches(windows: Iterable[Window]) -> Iterator[list[Window]]:
    """Yield windows of like length, as many as a pass may hold; they come shortest first."""
    batch: list[Window] = []
    for window in windows:
        if batch and (len(batch) + 1) * len(window[1].ids) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch
