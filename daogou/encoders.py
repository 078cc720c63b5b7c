"""Language encoders through Maven into the user's cache: BGE small (Xiao et al. 2023), MIT-licensed weights."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from daogou.console import Report
from daogou.settings import PROJECT
from graph.errors import ServerError
from graph.server.maven import FOLDER, fetch_files

if TYPE_CHECKING:
    from extraction.learned.sentences import Sentences

CHECKSUMS: Final = {
    "zh": (
        "69a0b846f4f116b5e6aabf9546ea6754d02264f3211a13a1bd69b31b8040749a",
        "48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26",
    ),
    "en": (
        "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
        "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
    ),
}
"""Language → SHA-256 of weights and of tokenizer."""


def fetch_encoder(language: str, cache: Path, *, report: Report = lambda _: None) -> tuple[Path, Path]:
    """Return the files of weights (ONNX) and tokenizer of the encoder for zh or en.

    Raises:
        ServerError: Maven is missing or fails, or a file is not the one expected.
    """
    jar = f"langchain4j-embeddings-bge-small-{language}-v15-0.36.2.jar"
    members = {
        "weights.onnx": f"bge-small-{language}-v1.5.onnx",
        "tokenizer.json": f"bge-small-{language}-v1.5-tokenizer.json",
    }
    files = {
        file: (jar, member, checksum)
        for (file, member), checksum in zip(members.items(), CHECKSUMS[language], strict=True)
    }
    pom = FOLDER / f"encoder-{language}.pom.xml"
    folder = fetch_files(pom, files, cache, f"encoder-{language}", report=report)
    return folder / "weights.onnx", folder / "tokenizer.json"


def read_sentences(languages: Iterable[str], cache: Path, *, report: Report = lambda _: None) -> Sentences:
    """Return the encoders of these languages, which give vectors of texts.

    Raises:
        ServerError: as `fetch_encoder`.
    """
    # torch takes seconds to import, and most commands do without.
    from extraction.learned.bert import read_encoder
    from extraction.learned.pieces import PieceReader, read_vocabulary
    from extraction.learned.sentences import Sentences

    encoders = {}
    for language in languages:
        weights, tokenizer = fetch_encoder(language, cache, report=report)
        encoders[language] = read_encoder(weights), PieceReader(read_vocabulary(tokenizer))
    return Sentences(encoders)


def tuned_if_any(cache: Path, report: Report) -> Sentences | None:
    """Return the encoders of all languages, tuned to what people say to the assistant.

    Where they cannot be had that is reported, and there are none.
    """
    try:
        sentences = read_sentences(CHECKSUMS, cache, report=report)
    except ServerError as error:
        report(f"without language encoders, messages are read by their words alone: {error}")
        return None
    from extraction.learned.low_rank import merge

    for language, (encoder, _) in sentences.encoders.items():
        merge(encoder, tuning_of(language))
    return sentences


def tuning_of(language: str) -> Path:
    """Return the file of what the encoder of a language has learned of what people say."""
    return PROJECT / "assistant" / "reading" / f"encoder-{language}.npz"


class Arriving:
    """Encoders that are read while others are answered; until they are there all states are 0, which say nothing."""

    def __init__(self, cache: Path, report: Report) -> None:
        self._sentences: Sentences | None = None
        self.reading = Thread(target=self._read, args=(cache, report), daemon=True)
        self.reading.start()

    def _read(self, cache: Path, report: Report) -> None:
        self._sentences = tuned_if_any(cache, report)

    def states(self, text: str) -> NDArray[np.float32]:
        """Return [pieces, width]."""
        return self._sentences.states(text) if self._sentences else np.zeros((1, 1), np.float32)
