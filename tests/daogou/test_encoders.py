"""Language encoders for what people say: there where Maven brings them, and else the words alone."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
import torch

from daogou.encoders import Arriving, tuned_if_any
from extraction.learned.low_rank import adapt, write_adapted
from graph.errors import ServerError
from tests.extraction.learned.tiny import tiny_encoder, write_onnx, write_tokenizer


def tuning(folder: Path) -> Path:
    """Write what a tiny encoder has learned."""
    encoder = tiny_encoder()
    adapt(encoder, 2)
    for name, weight in encoder.named_parameters():
        if name.endswith(".outer"):
            torch.nn.init.normal_(weight)
    write_adapted(encoder, folder / "learned.npz")
    return folder / "learned.npz"


def test_encoders_of_all_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = (
        write_onnx(tiny_encoder(), tmp_path / "weights.onnx"),
        write_tokenizer(tmp_path / "tokenizer.json"),
    )
    monkeypatch.setattr("daogou.encoders.fetch_encoder", lambda *_, **__: files)
    monkeypatch.setattr("daogou.encoders.tuning_of", lambda _: tuning(tmp_path))
    told: list[str] = []
    sentences = tuned_if_any(tmp_path, told.append)
    assert sentences is not None
    assert set(sentences.encoders) == {"zh", "en"}
    assert told == []
    for encoder, _ in sentences.encoders.values():
        first, last = (each.encoder.layer[0].output.dense.weight for each in (encoder, tiny_encoder()))
        assert (first - last).abs().max() > 0.1


def test_nobody_waits_for_encoders_that_are_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = (
        write_onnx(tiny_encoder(), tmp_path / "weights.onnx"),
        write_tokenizer(tmp_path / "tokenizer.json"),
    )
    there = Event()

    def fetch(*_: object, **__: object) -> tuple[Path, Path]:
        assert there.wait(30)
        return files

    monkeypatch.setattr("daogou.encoders.fetch_encoder", fetch)
    monkeypatch.setattr("daogou.encoders.tuning_of", lambda _: tuning(tmp_path))
    arriving = Arriving(tmp_path, print)
    assert not arriving.states("the phone").any()
    there.set()
    arriving.reading.join(60)
    assert arriving.states("the phone").any(axis=1).all()


def test_where_maven_fails_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ServerError("mvn: not found")

    monkeypatch.setattr("daogou.encoders.fetch_encoder", fail)
    told: list[str] = []
    assert tuned_if_any(tmp_path, told.append) is None
    assert len(told) == 1
    assert "mvn: not found" in told[0]
