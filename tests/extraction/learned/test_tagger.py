"""What a recogniser finds, and how sure it says it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extraction.documents import Aspect, Span
from extraction.learned.tagger import Found, Tagger
from tests.extraction.learned.tiny import EXAMPLES, made, tiny_tagger

TEXTS = [example.text for example in EXAMPLES]


def places(found: Found) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in found.spans]


def test_spans_and_aspects_are_words_of_the_text_in_their_order(learned: Tagger) -> None:
    for example, found in zip(EXAMPLES, learned.predict(TEXTS), strict=True):
        everything: list[Span | Aspect] = [*found.spans, *found.aspects]
        for one in everything:
            assert example.text[one.start : one.end] == one.text
            assert 0 < one.confidence <= 1
        assert [span.start for span in found.spans] == sorted(span.start for span in found.spans)
        assert [(a.text, a.polarity) for a in found.aspects] == [
            (a.text, a.polarity) for a in example.aspects
        ]


def test_case_and_width_make_no_difference(learned: Tagger) -> None:
    given = "Huawei Mate 40, the screen is great"
    wide = given.translate({ord(c): ord(c) + 0xFEE0 for c in given if c != " "}).upper()
    first, second = learned.predict([given, wide])
    assert places(first) == places(second) != []
    assert [span.text for span in second.spans] == ["ＨＵＡＷＥＩ", "ＭＡＴＥ ４０"]


def test_company_makes_no_difference(learned: Tagger) -> None:
    together = learned.predict([*TEXTS, " ", ""])
    assert together[-2:] == [Found([], [], {}), Found([], [], {})]
    for text, found in zip(TEXTS, together, strict=False):
        (alone,) = learned.predict([text])
        assert places(alone) == places(found)
        sure = [span.confidence for span in alone.spans]
        assert [span.confidence for span in found.spans] == pytest.approx(sure, abs=2e-4)
    assert learned.predict([]) == []


def test_where_a_text_holds_one_span_the_surest_stands(learned: Tagger) -> None:
    card = replace(learned.card, labels=replace(learned.card.labels, single=True))
    for found, one in zip(
        learned.predict(TEXTS), Tagger(learned.network, learned.reader, card).predict(TEXTS), strict=True
    ):
        assert one.spans == sorted(found.spans, key=lambda span: -span.confidence)[:1]
        assert one.aspects == found.aspects  # They stand apart.


def test_what_is_asked_is_answered_with_a_probability(learned: Tagger) -> None:
    text = TEXTS[0]
    asked = [
        (0, 6, "BRAND"),
        (0, 6, "MODEL"),
        (7, 14, "MODEL"),
        (7, 11, "MODEL"),
        (0, 6, "COLOUR"),
        (6, 7, "BRAND"),
    ]
    (found,) = learned.predict([text], [asked])
    chances = found.chances
    assert list(chances) == asked
    assert all(0 <= chance <= 1 for chance in chances.values())
    assert chances[0, 6, "BRAND"] > 0.5 > chances[0, 6, "MODEL"]
    assert chances[7, 14, "MODEL"] > 0.5 > chances[7, 11, "MODEL"]
    assert (chances[0, 6, "COLOUR"], chances[6, 7, "BRAND"]) == (0.0, 0.0)
    assert {span.label: span.confidence for span in found.spans} == {
        "BRAND": round(chances[0, 6, "BRAND"], 4),
        "MODEL": round(chances[7, 14, "MODEL"], 4),
    }


def test_every_text_is_asked_its_own(learned: Tagger) -> None:
    asked = [[(0, 2, "BRAND")] if n == 4 else [] for n in range(len(TEXTS))]
    answered = [list(found.chances) for found in learned.predict(TEXTS, asked)]
    assert answered == asked


def test_a_text_of_many_windows_keeps_its_places() -> None:
    tagger = tiny_tagger(positions=300)
    text = "the Apple phone has a poor battery, 华为手机。" * 60
    (found,) = tagger.predict([text], [[(len(text) - 5, len(text) - 3, "BRAND")]])
    assert found.spans[-1].end > len(text) / 2
    end = 0
    for span in found.spans:
        assert span.start >= end
        assert text[span.start : span.end] == span.text
        end = span.end
    assert 0 < found.chances[len(text) - 5, len(text) - 3, "BRAND"] < 1


def test_a_place_is_judged_in_its_own_window() -> None:
    tagger = tiny_tagger(positions=300)
    text = "华为手机屏幕很好。" * 60
    near, far = (4, 6), (len(text) - 5, len(text) - 3)
    assert len(tagger.reader.read(text)) > 1
    judged = tagger.judge(text, [near, far])
    assert judged == [tagger.judge(text, [near])[0], tagger.judge(text, [far])[0]]
    assert set(judged) <= {"negative", "positive"}


def test_given_places_are_judged(learned: Tagger) -> None:
    for example in EXAMPLES:
        if example.aspects:
            judged = learned.judge(example.text, [(a.start, a.end) for a in example.aspects])
            assert judged == [aspect.polarity for aspect in example.aspects]


def test_a_model_of_spans_alone_finds_no_aspects() -> None:
    examples = [made("华为手机", {"华为": "BRAND"})]
    (found,) = tiny_tagger(examples).predict(["华为手机屏幕很好"])
    assert found.aspects == []


def test_a_model_of_aspects_alone_finds_no_spans() -> None:
    examples = [made("屏幕很好", {}, {"屏幕": "positive"})]
    (found,) = tiny_tagger(examples).predict(["华为手机屏幕很好"], [[(0, 2, "BRAND")]])
    assert (found.spans, found.chances) == ([], {(0, 2, "BRAND"): 0.0})


def test_figures_and_weights_are_noted_on_the_card_alone(learned: Tagger) -> None:
    card = replace(
        learned.card, encoder="other", figures={"all": {"f1": 1.0}}, weights={"BRAND": {"one": 0.5}}
    )
    noted = learned.noted(card)
    assert noted.card == replace(card, encoder=learned.card.encoder)
    assert learned.card.figures == {}
    assert noted.predict(TEXTS) == learned.predict(TEXTS)


def test_a_span_found_is_one(learned: Tagger) -> None:
    (found,) = learned.predict(["华为手机屏幕很好"])
    (span,) = found.spans
    assert span == Span(0, 2, "BRAND", "华为", span.confidence)
