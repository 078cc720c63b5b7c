"""Weights of eight and of sixteen bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch
from torch import nn

from extraction.learned.bilingual import Bilingual
from extraction.learned.quantise import LightLinear, halved, quantised, ready
from extraction.learned.tagger import Found, Tagger
from tests.extraction.learned.tiny import EXAMPLES, same_weights, tiny_tagger

TEXTS = [example.text for example in EXAMPLES]


def found_in(found: Sequence[Found]) -> list[list[tuple[int, int, str]]]:
    return [
        [(span.start, span.end, span.label) for span in one.spans]
        + [(aspect.start, aspect.end, aspect.polarity) for aspect in one.aspects]
        for one in found
    ]


def is_light(model: object) -> bool:
    assert isinstance(model, Tagger)
    return not any(type(module) is nn.Linear for module in model.network.encoder.modules())


def test_a_light_model_finds_the_same_and_the_other_stays(learned: Tagger) -> None:
    before = {name: weight.clone() for name, weight in learned.network.state_dict().items()}
    light = quantised(learned)
    assert is_light(light)
    assert found_in(light.predict(TEXTS)) == found_in(learned.predict(TEXTS))
    assert light.predict(TEXTS) != learned.predict(TEXTS)
    assert all(torch.equal(weight, before[name]) for name, weight in learned.network.state_dict().items())


@pytest.mark.parametrize("int8", [True, False])
@pytest.mark.parametrize("matrices", [True, False])
def test_a_model_is_read_with_as_its_card_says_but_where_sixteen_bits_are_faster(
    learned: Tagger, int8: bool, matrices: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True, "amx_bf16": matrices})
    model = learned.noted(replace(learned.card, int8=int8))
    assert is_light(ready(model)) == (int8 and not matrices)


@pytest.mark.parametrize("native", [True, False])
def test_sixteen_bits_are_taken_where_the_processor_has_them(
    learned: Tagger, native: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": native})
    read = ready(learned)
    assert isinstance(read, Tagger)
    assert {weight.dtype for weight in read.network.encoder.parameters()} == {
        torch.bfloat16 if native else torch.float32
    }


def test_a_model_of_sixteen_bits_finds_the_same_and_the_other_stays(learned: Tagger) -> None:
    half = halved(Bilingual({"zh": learned, "en": learned}))
    assert found_in(half.predict(TEXTS)) == found_in(learned.predict(TEXTS))
    assert {weight.dtype for weight in learned.network.parameters()} == {torch.float32}


def test_both_languages_are_made_light(learned: Tagger) -> None:
    other = tiny_tagger(seed=9)
    light = quantised(Bilingual({"zh": learned, "en": other}))
    assert isinstance(light, Bilingual)
    assert [is_light(tagger) for tagger in light.taggers.values()] == [True, True]
    assert same_weights(other, tiny_tagger(seed=9))


def test_each_row_has_digits_of_its_own() -> None:
    torch.manual_seed(1)
    linear, rows = nn.Linear(64, 32), torch.randn(2, 5, 64)
    rows[0, 0] *= 1000
    rows[1, 4] = 0
    exact, light = linear(rows), LightLinear(linear)(rows)
    assert light.shape == exact.shape
    off = (light - exact).norm(dim=-1) / (exact - linear.bias).norm(dim=-1).clamp_min(1e-3)
    assert off.max() < 0.03
    assert torch.allclose(light[1, 4], linear.bias)


def test_large_products_do_not_overflow() -> None:
    """Where a processor adds two products in sixteen bits, 255 · 127 · 2 would be cut to 32,767."""
    linear = nn.Linear(256, 8, bias=False)
    linear.weight.data.fill_(0.5)
    linear.bias = nn.Parameter(torch.zeros(8))
    assert LightLinear(linear)(torch.ones(3, 256)).allclose(torch.full((3, 8), 128.0), rtol=0.01)
