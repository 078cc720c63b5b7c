"""Sentence vectors of the published encoders: the state of the first place, as BGE is trained to be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from extraction.folding import language_of
from extraction.learned.bert import Encoder
from extraction.learned.pieces import PieceReader
from extraction.learned.tagger import pad

BATCH: int = 64
"""Texts of one pass, of like length."""


class Sentences:
    """Unit vectors of texts (Xiao et al., "C-Pack", SIGIR 2024), each from the encoder of its language.

    The languages' vectors stand side by side, those of the other language 0: two encoders share no space.
    """

    def __init__(self, encoders: Mapping[str, tuple[Encoder, PieceReader]]) -> None:
        self.encoders = {
            language: (encoder.eval(), reader) for language, (encoder, reader) in encoders.items()
        }

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return [texts, Σ hidden]; only a text's first window is read, and an empty one is 0.

        Time is one pass of an encoder for each text, memory 4 bytes × texts × Σ hidden and one batch.
        """
        languages = np.array([language_of(text) for text in texts], dtype=str)
        parts = []
        for language, (encoder, reader) in self.encoders.items():
            vectors = np.zeros((len(texts), encoder.hidden), np.float32)
            own = np.flatnonzero(languages == language).tolist()
            vectors[own] = _encoded([texts[number] for number in own], encoder, reader)
            parts.append(vectors)
        return np.hstack(parts)

    def states(self, text: str) -> NDArray[np.float32]:
        """Return [pieces, Σ hidden]: the states of a text's first window, the first of which is its vector's direction.

        Those of the other languages are 0; an empty text has one place.
        """
        widths = {language: encoder.hidden for language, (encoder, _) in self.encoders.items()}
        language = language_of(text)
        if language not in self.encoders:
            return np.zeros((1, sum(widths.values())), np.float32)
        (own,) = states_of([text], *self.encoders[language])
        return np.hstack(
            [own if name == language else np.zeros((len(own), w), np.float32) for name, w in widths.items()]
        )


def states_of(texts: Sequence[str], encoder: Encoder, reader: PieceReader) -> list[NDArray[np.float32]]:
    """Return [pieces, hidden] for each text's first window; an empty text has one place, which is 0."""
    found = [np.zeros((1, encoder.hidden), np.float32)] * len(texts)
    for numbers, lengths, states in _passes(texts, encoder, reader):
        for number, length, own in zip(numbers, lengths, states, strict=True):
            found[number] = own[:length].numpy()
    return found


def _encoded(texts: Sequence[str], encoder: Encoder, reader: PieceReader) -> NDArray[np.float32]:
    vectors = np.zeros((len(texts), encoder.hidden), np.float32)
    for numbers, _, states in _passes(texts, encoder, reader):
        vectors[numbers] = torch.nn.functional.normalize(states[:, 0], dim=1).numpy()
    return vectors


def _passes(
    texts: Sequence[str], encoder: Encoder, reader: PieceReader
) -> Iterator[tuple[list[int], list[int], Tensor]]:
    """Yield numbers of texts, their places, and the states of these, (texts, longest, hidden)."""
    windows = {number: read[0] for number, text in enumerate(texts) if (read := reader.read(text))}
    order = sorted(windows, key=lambda number: len(windows[number].ids))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        ids, mask = pad([windows[number] for number in batch], reader)
        with torch.inference_mode():
            states = encoder(ids, mask)
        yield batch, mask.sum(dim=1).tolist(), states
