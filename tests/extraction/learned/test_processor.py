"""What torch computes with."""

from __future__ import annotations

import pytest
import torch

from extraction.learned.batches import below_of, targets_of, windows_of
from extraction.learned.processor import mixed, one_thread
from tests.extraction.learned.tiny import EXAMPLES, READER, tiny_tagger


def test_one_thread_is_used_within_and_as_many_as_before_afterwards() -> None:
    before = torch.get_num_threads()
    with one_thread():
        assert torch.get_num_threads() == 1
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("native", [True, False])
def test_products_are_of_sixteen_bits_where_the_processor_has_them(
    native: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"amx_bf16": native})
    ones = torch.ones(2, 2)
    with mixed():
        assert (ones @ ones).dtype == (torch.bfloat16 if native else torch.float32)


def test_sixteen_bits_teach_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    losses = []
    for native in (False, True):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda native=native: {"amx_bf16": native})
        tagger = tiny_tagger()
        network = tagger.network.eval()
        windows = windows_of(EXAMPLES, READER, network, tagger.card.labels.polarities)
        loss = network.loss(*below_of(windows, network.encoder, READER), targets_of(windows))
        torch.autograd.backward(loss)
        gradient = next(
            w.grad for name, w in network.named_parameters() if "intermediate.dense.weight" in name
        )
        assert gradient is not None
        assert gradient.dtype == torch.float32
        losses.append((loss.item(), gradient))
    (exact, slope), (short, like) = losses
    assert short == pytest.approx(exact, rel=0.02)
    assert torch.nn.functional.cosine_similarity(slope.flatten(), like.flatten(), dim=0) > 0.98
