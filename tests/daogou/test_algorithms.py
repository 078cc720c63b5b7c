"""Algorithms as the composition root makes them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from daogou.pipeline import algorithms
from recommend.algorithms.content import TfIdf
from recommend.dataset import Dataset, Knowledge
from tests.extraction.learned.tiny import tiny_encoder, write_onnx, write_tokenizer


def test_the_encoder_reads_each_language_that_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = (
        write_onnx(tiny_encoder(), tmp_path / "weights.onnx"),
        write_tokenizer(tmp_path / "tokenizer.json"),
    )
    fetched = []

    def fetch(language: str, *_: object, **__: object) -> tuple[Path, Path]:
        fetched.append(language)
        return files

    monkeypatch.setattr("daogou.encoders.fetch_encoder", fetch)
    texts = ("the phone", "the screen", "华为手机", "")
    cells = np.array([0, 0]), np.array([0, 2])
    data = Dataset(("ann",), tuple("abcd"), *cells, np.ones(2, np.float32), knowledge=Knowledge(texts=texts))
    learned = algorithms.create_wired("encoder").fit(data)
    assert fetched == ["en", "zh"]
    assert np.isfinite(learned.score(np.array([0]))).all()


def test_others_are_made_as_they_are() -> None:
    assert algorithms.create_wired("tfidf") == TfIdf()
