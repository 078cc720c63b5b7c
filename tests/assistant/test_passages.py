"""Answers from reviews: the sentence that answers comes first, its answer re-reads, and silence where nobody said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.linear import Linear, Scale, Weights, read_weights
from assistant.passages import Passages
from extraction.folding import language_of
from extraction.lexicon import Entry, Lexicon
from graph.passages import SentenceView
from graph.sentences import sentences_of

LEXICON = Lexicon([
    Entry("FEATURE", "feature/battery-life", "battery life", ("续航", "battery", "电池"), aspect=True),
    Entry("FEATURE", "feature/screen", "screen", ("屏幕", "display"), aspect=True),
])  # fmt: skip
REVIEWS = {
    "r/1": "I bought it in May. The screen is gorgeous, bright enough outside. My dog likes the box.",
    "r/2": "The battery lasts two full days! Shipping took a week.",
    "r/3": "屏幕很清晰，看着舒服。快递小哥人不错。",
}


def sentences(reviews: dict[str, str]) -> list[SentenceView]:
    return [
        SentenceView(source, "review", "product/1", text[start:end], start, end)
        for source, text in reviews.items()
        for start, end in sentences_of(text)
    ]


@pytest.mark.parametrize(
    ("question", "source", "part"),
    [
        ("How is the screen?", "r/1", "screen is gorgeous"),
        ("How long does the battery last?", "r/2", "two full days"),
        ("屏幕怎么样？", "r/3", "屏幕很清晰"),
    ],
)
def test_the_sentence_that_answers_comes_first(question: str, source: str, part: str) -> None:
    own = {name: text for name, text in REVIEWS.items() if language_of(text) == language_of(question)}
    best = Passages(LEXICON).find(question, sentences(own))[0]
    assert best.sentence.source == source
    assert part in best.answer


def test_another_name_in_the_other_language_answers_too() -> None:
    found = Passages(LEXICON).find("续航怎么样？", sentences(REVIEWS))
    assert {each.sentence.source for each in found} == {"r/2"}


def test_an_answer_re_reads_from_its_source() -> None:
    for question in ("How is the screen?", "屏幕怎么样？", "续航怎么样？"):
        found = Passages(LEXICON).find(question, sentences(REVIEWS))
        assert found
        for each in found:
            assert REVIEWS[each.sentence.source][each.start : each.end] == each.answer
            assert each.sentence.start <= each.start < each.end <= each.sentence.end
            assert 0 <= each.score <= 1


@pytest.mark.parametrize(
    "question",
    [
        "Is it waterproof?",
        "有没有耳机孔？",
        "How is the fingerprint reader?",
        "",
        "?",
        "😀",
        "a" * 5000,
        "\x00",
    ],
)
def test_nothing_is_found_where_nobody_said(question: str) -> None:
    assert Passages(LEXICON).find(question, sentences(REVIEWS)) == []


def test_nothing_is_found_in_nothing() -> None:
    assert Passages(LEXICON).find("How is the screen?", []) == []
    assert Passages(LEXICON, Alike({})).find("How is the screen?", []) == []


def test_equal_sentences_are_said_once_and_few() -> None:
    copies = {f"r/{n}": "The screen is gorgeous." for n in range(5)} | {
        "r/9": "The screen is bright and nice."
    }
    assert len(Passages(LEXICON).find("How is the screen?", sentences(copies))) == 2
    assert len(Passages(LEXICON).find("How is the screen?", sentences(copies), first=1)) == 1


def test_a_sentence_counts_as_said_from_the_threshold_on() -> None:
    shipped, said = read_weights(), sentences(REVIEWS)
    score = Passages(LEXICON).find("How is the screen?", said)[0].score
    for threshold, found in ((score, True), (score + 1e-6, False)):
        words = Linear(shipped.words.weights, shipped.words.intercept, threshold)
        strict = Passages(LEXICON, weights=Weights(words, shipped.vectors, shipped.spans, shipped.scales))
        assert bool(strict.find("How is the screen?", said)) is found


class Alike:
    """Vectors whose cosine with a question is what is given, 0 for others."""

    def __init__(self, cosines: dict[str, float]) -> None:
        self.cosines, self.asked = cosines, 0

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked = len(texts)
        known = [self.cosines.get(text, 0.0) for text in texts[1:]]
        return np.array([[1.0], *([cosine] for cosine in known)], np.float32)


def test_vectors_reorder_what_they_compare_and_leave_the_rest() -> None:
    shipped = read_weights()
    scales = dict.fromkeys(("en", "zh"), Scale(0.5, 0.1))
    near = Weights(shipped.words, Linear({"similar": 9.0}, -9.0, 0.5), shipped.spans, scales)
    vectors = Alike({"My dog likes the box.": 0.9, "Shipping took a week.": 0.2})
    said = sentences(REVIEWS)
    best, *others = Passages(LEXICON, vectors, near).find("How is the screen?", said)
    assert best.sentence.text == "My dog likes the box."
    # What no encoder compares keeps the chance that its words give it.
    by_words = {each.sentence.text: each.score for each in Passages(LEXICON).find("How is the screen?", said)}
    assert {each.sentence.text: each.score for each in others}.items() <= by_words.items()


def test_vectors_are_made_of_few_sentences_only() -> None:
    vectors = Alike({})
    many = sentences({f"r/{n}": f"The screen has {n} pixels. It is fine." for n in range(100)})
    Passages(LEXICON, vectors).find("How is the screen?", many)
    assert vectors.asked == 33


@pytest.mark.parametrize(
    ("question", "asks", "sources"),
    [
        ("How is the screen?", "feature/screen", {"r/3"}),
        ("How is the screen?", "feature/microsd-slot", set()),
        ("屏幕怎么样？", "feature/screen", {"r/3"}),
        ("屏幕怎么样？", "refresh_rate", set()),
        ("How long does the battery last?", "battery_capacity", {"r/2"}),
    ],
)
def test_what_is_asked_about_by_name_is_spoken_of(question: str, asks: str, sources: set[str]) -> None:
    found = Passages(LEXICON).find(question, sentences(REVIEWS), 1, asks)
    assert {each.sentence.source for each in found} == sources
