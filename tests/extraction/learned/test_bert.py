"""The encoder, and reading it from the file that it is published in."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest
import torch
from onnx import helper

from extraction.errors import EncoderError
from extraction.learned.bert import Encoder, Layer, read_encoder
from tests.extraction.learned.tiny import VOCABULARY, tiny_encoder, write_onnx

IDS = torch.tensor([[2, 5, 9, 14, 3], [2, 7, 3, 0, 0]])
MASK = IDS != 0


def states(encoder: Encoder) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = encoder.eval()(IDS, MASK)
    return found


def test_an_encoder_is_read_as_it_was_published(tmp_path: Path) -> None:
    written = tiny_encoder(5)
    read = read_encoder(write_onnx(written, tmp_path / "weights.onnx"))
    assert read.sizes == written.sizes
    assert read.hidden == 32
    assert torch.equal(states(read), states(written))


def test_layers_and_sizes_are_told_from_the_weights(tmp_path: Path) -> None:
    written = Encoder(11, 7, hidden=24, inner=40, layers=12)
    read = read_encoder(write_onnx(written, tmp_path / "weights.onnx"))
    assert read.sizes == {"vocabulary": 11, "positions": 7, "hidden": 24, "inner": 40, "layers": 12}
    assert all(torch.equal(weight, read.state_dict()[name]) for name, weight in written.state_dict().items())


def test_an_encoder_that_was_read_can_learn(tmp_path: Path) -> None:
    read = read_encoder(write_onnx(tiny_encoder(), tmp_path / "weights.onnx"))
    torch.autograd.backward(read(IDS, MASK).square().sum())
    assert all(weight.grad is not None for weight in read.parameters())


def test_padding_does_not_change_a_text() -> None:
    encoder = tiny_encoder()
    with torch.inference_mode():
        alone = encoder(IDS[1:, :3], MASK[1:, :3])
    torch.testing.assert_close(alone[0], states(encoder)[1, :3])


def test_every_place_sees_every_other() -> None:
    encoder = tiny_encoder()
    other = IDS.clone()
    other[0, 4] = 20
    with torch.inference_mode():
        changed = encoder(other, MASK)
    assert all(not torch.allclose(changed[0, place], states(encoder)[0, place]) for place in range(5))
    assert torch.equal(changed[1], states(encoder)[1])


def test_places_are_told_apart() -> None:
    with torch.inference_mode():
        found = tiny_encoder()(torch.tensor([[5, 5]]), torch.ones(1, 2, dtype=torch.bool))
    assert not torch.allclose(found[0, 0], found[0, 1])


def test_heads_are_those_of_the_published_models() -> None:
    heads = {}
    for hidden in (32, 384, 512):
        layer = next(iter(Encoder(len(VOCABULARY), 4, hidden, 8, 1).encoder.layer))
        assert isinstance(layer, Layer)
        heads[hidden] = layer.attention.self.heads
    assert heads == {32: 8, 384: 12, 512: 8}


def test_the_first_layers_may_be_kept_alone(tmp_path: Path) -> None:
    written = Encoder(len(VOCABULARY), 8, hidden=32, inner=16, layers=3)
    file = write_onnx(written, tmp_path / "weights.onnx")
    read = read_encoder(file, layers=2)
    assert read.sizes == {**written.sizes, "layers": 2}
    Encoder(**read.sizes).load_state_dict(read.state_dict())
    written.keep(2)
    assert torch.equal(states(read), states(written))
    assert not torch.equal(states(read), states(read_encoder(file)))


@pytest.mark.parametrize("content", [None, b"\xff" * 64, b"no model", b""])
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "weights.onnx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(EncoderError, match=r"weights\.onnx: found"):
        read_encoder(file)


def test_a_file_that_was_cut_off_is_named(tmp_path: Path) -> None:
    file = write_onnx(tiny_encoder(), tmp_path / "weights.onnx")
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(EncoderError, match=r"weights\.onnx: found"):
        read_encoder(file)


@pytest.mark.parametrize(
    "name",
    [
        "embeddings.word_embeddings.weight",
        "embeddings.LayerNorm.bias",
        "encoder.layer.0.attention.self.query.weight",
        "encoder.layer.0.intermediate.dense.weight",
        "encoder.layer.0.output.dense.bias",
    ],
)
def test_a_model_that_lacks_a_weight_is_no_bert(tmp_path: Path, name: str) -> None:
    file = write_onnx(tiny_encoder(), tmp_path / "weights.onnx", without=[name])
    with pytest.raises(EncoderError, match=r"weights\.onnx: found other weights than a BERT's"):
        read_encoder(file)


def test_a_model_of_something_else_is_no_bert(tmp_path: Path) -> None:
    file = tmp_path / "weights.onnx"
    onnx.save(helper.make_model(helper.make_graph([], "empty", [], [])), str(file))
    with pytest.raises(EncoderError, match="other weights than a BERT's"):
        read_encoder(file)
