"""Sentences: where they end in both languages, and that they re-read from the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sentences import LONGEST, sentence_around, sentences_of


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("屏幕很好。续航一般！值吗？", ["屏幕很好。", "续航一般！", "值吗？"]),
        ("It is 6.5 inch. Great!", ["It is 6.5 inch.", "Great!"]),
        (
            "I like this case.The grip is fine.I keep it.",
            ["I like this case.", "The grip is fine.", "I keep it."],
        ),
        ("See Amazon.com for more", ["See Amazon.com for more"]),
        ("one\n\n  two  ", ["one", "two"]),
        ("…… 好", ["…… 好"]),
        ("!!! ...", []),
        ("", []),
    ],
)
def test_a_text_is_cut_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_of(text)] == sentences


@given(st.text(alphabet="ab 字。!.\nI,，Z9", max_size=1200))
def test_sentences_lie_in_order_and_lose_no_letter(text: str) -> None:
    places = list(sentences_of(text))
    said = [text[start:end] for start, end in places]
    assert all(one == one.strip() and 0 < len(one) <= LONGEST for one in said)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert sum(map(str.isalnum, text)) == sum(map(str.isalnum, "".join(said)))


def test_a_sentence_without_end_is_cut_behind_a_word() -> None:
    text = "word " * 200
    assert all(text[start:end].endswith("word") for start, end in sentences_of(text))


def test_the_sentence_around_a_span_is_one_of_them() -> None:
    text = "Nice case.The grip is fine. Bye."
    assert sentence_around(text, text.index("grip"), text.index("grip") + 4) == "The grip is fine."
