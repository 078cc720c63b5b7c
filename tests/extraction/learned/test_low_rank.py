"""What is added to an encoder: nothing at first, then what was learned, and the same when it is merged."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from extraction.errors import EncoderError
from extraction.learned.bert import Encoder
from extraction.learned.low_rank import adapt, go_on, merge, write_adapted
from tests.extraction.learned.tiny import tiny_encoder

IDS = torch.tensor([[2, 4, 5, 3]])
MASK = torch.ones_like(IDS, dtype=torch.bool)


def states(encoder: Encoder) -> torch.Tensor:
    with torch.inference_mode():
        found: torch.Tensor = encoder.eval()(IDS, MASK)
    return found


@pytest.fixture
def adapted() -> Encoder:
    encoder = tiny_encoder(1)
    adapt(encoder, 2)
    return encoder


def learned_by(encoder: Encoder, folder: Path) -> Path:
    for name, weight in encoder.named_parameters():
        if name.endswith(".outer"):
            torch.nn.init.normal_(weight, std=0.3)
    file = folder / "encoder.npz"
    write_adapted(encoder, file)
    return file


def test_it_starts_as_it_was_and_learns_little(adapted: Encoder) -> None:
    whole = tiny_encoder(1)
    torch.testing.assert_close(states(adapted), states(whole))
    learned = {name for name, weight in adapted.named_parameters() if weight.requires_grad}
    assert learned
    assert all(name.endswith((".inner", ".outer")) for name in learned)


def test_what_was_learned_is_gone_on_from(adapted: Encoder, tmp_path: Path) -> None:
    file = learned_by(adapted, tmp_path)
    again, narrow = tiny_encoder(1), tiny_encoder(1)
    adapt(again, 2)
    go_on(again, file)
    assert (states(again) - states(tiny_encoder(1))).abs().max() > 0.1
    torch.testing.assert_close(states(again), states(adapted), atol=0.05, rtol=0.05)
    assert {name for name, weight in again.named_parameters() if weight.requires_grad}
    adapt(narrow, 1)
    with pytest.raises(EncoderError, match="another encoder"):
        go_on(narrow, file)


def test_what_was_learned_is_merged(adapted: Encoder, tmp_path: Path) -> None:
    file = learned_by(adapted, tmp_path)
    merged = tiny_encoder(1)
    merge(merged, file)
    assert (states(merged) - states(tiny_encoder(1))).abs().max() > 0.1
    torch.testing.assert_close(states(merged), states(adapted), atol=0.05, rtol=0.05)


def test_what_another_encoder_has_learned_is_refused(adapted: Encoder, tmp_path: Path) -> None:
    file = tmp_path / "encoder.npz"
    write_adapted(adapted, file)
    sizes = tiny_encoder(1).sizes
    wider = Encoder(**(sizes | {"inner": sizes["inner"] * 2}))
    deeper = Encoder(**(sizes | {"layers": sizes["layers"] + 1}))
    for other in (wider, deeper):
        with pytest.raises(EncoderError, match="another encoder"):
            merge(other, file)
