"""Each text is read by the recogniser of its language."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from extraction.learned.bilingual import Bilingual
from extraction.learned.tagger import Tagger
from tests.extraction.learned.tiny import tiny_tagger

CHINESE, ENGLISH = "华为手机屏幕很好", "Huawei Mate 40, the screen is great"


@pytest.fixture
def untaught() -> Tagger:
    return tiny_tagger(seed=5)


def test_a_text_goes_to_its_language(learned: Tagger, untaught: Tagger) -> None:
    texts = [ENGLISH, CHINESE, ENGLISH]
    asked = [[(0, 6, "BRAND")], [(0, 2, "BRAND")], [(7, 14, "MODEL")]]
    found = Bilingual({"zh": learned, "en": untaught}).predict(texts, asked)
    first, last = untaught.predict([ENGLISH, ENGLISH], [asked[0], asked[2]])
    assert found == [first, *learned.predict([CHINESE], [asked[1]]), last]
    assert Bilingual({"zh": learned, "en": untaught}).predict([]) == []


def test_a_place_is_judged_by_its_language(learned: Tagger, untaught: Tagger) -> None:
    with torch.no_grad():
        untaught.network.polarity.outer.bias.copy_(torch.tensor([100.0, -100.0]))  # to it all is negative
    both = Bilingual({"zh": learned, "en": untaught})
    assert (both.judge(CHINESE, [(4, 6)]), both.judge(ENGLISH, [(20, 26)])) == (["positive"], ["negative"])
    turned = Bilingual({"zh": untaught, "en": learned})
    assert (turned.judge(CHINESE, [(4, 6)]), turned.judge(ENGLISH, [(20, 26)])) == (
        ["negative"],
        ["positive"],
    )


def test_what_is_noted_is_noted_on_both(learned: Tagger, untaught: Tagger) -> None:
    both = Bilingual({"zh": learned, "en": untaught})
    noted = both.noted(replace(both.card, figures={"all": {"f1": 1.0}}))
    assert [tagger.card.figures for tagger in noted.taggers.values()] == [{"all": {"f1": 1.0}}] * 2
    assert both.card.labels == learned.card.labels
    assert both.card.figures == {}
