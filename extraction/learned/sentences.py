"""Sentence vectors of the published encoders: the state of the first place, as BGE is trained to be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

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


def _encoded(texts: Sequence[str], encoder: Encoder, reader: PieceReader) -> NDArray[np.float32]:
    windows = {number: read[0] for number, text in enumerate(texts) if (read := reader.read(text))}
    order = sorted(windows, key=lambda number: len(windows[number].ids))
    vectors = np.zeros((len(texts), encoder.hidden), np.float32)
    with torch.inference_mode():
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            states = encoder(*pad([windows[number] for number in batch], reader))
            vectors[batch] = torch.nn.functional.normalize(states[:, 0], dim=1).numpy()
    return vectors
