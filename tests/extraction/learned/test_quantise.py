"""Weights of eight and of sixteen bits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
import torch
from torch import nn

from extraction.learned.bilingual import Bilingual
from extraction.learned.quantise import halved, quantised, ready
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
    return not any(type(module) is nn.Linear for module in model.network.modules())


def test_a_light_model_finds_the_same_and_the_other_stays(learned: Tagger) -> None:
    before = {name: weight.clone() for name, weight in learned.network.state_dict().items()}
    light = quantised(learned)
    assert is_light(light)
    assert found_in(light.predict(TEXTS)) == found_in(learned.predict(TEXTS))
    assert light.predict(TEXTS) != learned.predict(TEXTS)
    assert all(torch.equal(weight, before[name]) for name, weight in learned.network.state_dict().items())


@pytest.mark.parametrize("int8", [True, False])
def test_a_model_is_read_with_as_its_card_says(learned: Tagger, int8: bool) -> None:
    model = learned.noted(replace(learned.card, int8=int8))
    assert is_light(ready(model)) == int8


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
