"""Words and their places, questions and what they ask about."""

from __future__ import annotations

import pytest

from assistant.questions import Questions
from assistant.terms import kind_of, stem, tokens
from extraction.lexicon import Entry, Lexicon


@pytest.mark.parametrize(
    "text", ["The battery's 5000mAh, isn't it?", "屏幕ＯＫ，iPhone很好。", "a\x00b 😀", ""]
)
def test_words_stand_where_they_say(text: str) -> None:
    found = tokens(text)
    assert all(len(token.word) == token.end - token.start for token in found)
    assert "".join(text[token.start : token.end] for token in found) == "".join(text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [("charges", "charge"), ("charging", "charged"), ("batteries", "battery"), ("lasts", "last")],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_short_and_chinese_words_are_their_own_stem() -> None:
    assert [stem(word) for word in ("gps", "屏幕", "5000", "glass")] == ["gps", "屏幕", "5000", "glass"]


def test_kinds() -> None:
    words = ("the", "但是", "很", "not", "12", "!", "screen")
    assert [kind_of(word) for word in words] == [
        "determiner", "conjunction", "adverb", "negation", "number", "sign", "word",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "keys", "kind"),
    [
        ("How is the screen?", ("screen",), "opinion"),
        ("Is the screen scratched?", ("screen", "scratch"), "choice"),
        ("How heavy is it?", ("heavy",), "number"),
        ("屏幕怎么样？", ("屏幕",), "opinion"),
        ("屏幕多大？", ("屏幕",), "number"),
        ("支持快充吗", ("支持", "快充"), "choice"),
        ("", (), "other"),
    ],
)
def test_what_a_question_asks(text: str, keys: tuple[str, ...], kind: str) -> None:
    question = Questions(Lexicon(())).read(text)
    assert (question.keys, question.kind) == (keys, kind)


def test_a_feature_is_sought_by_all_its_names_and_by_what_speaks_of_it() -> None:
    entry = Entry("FEATURE", "feature/battery-life", "battery life", ("续航", "battery"))
    question = Questions(Lexicon([entry])).read("续航好吗")
    related = question.related
    assert question.same == {"续航": {"battery"}}
    assert {stem("charge"), "掉电"} <= related
    assert "续航" not in related
    assert not Questions(Lexicon([entry])).read("屏幕好吗").related
