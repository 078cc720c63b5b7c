"""CoNLL files as people have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.errors import InputError
from extraction.learned.conll import read_conll
from extraction.learned.examples import Example


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "train.txt"


def read(file: Path, content: str) -> list[Example]:
    # Bytes, since the end of a line is part of the format.
    file.write_bytes(content.encode())
    return list(read_conll(file))


def lines(words: str, tags: str, sep: str = " ") -> str:
    return "".join(f"{word}{sep}{tag}\n" for word, tag in zip(words.split("|"), tags.split(), strict=True))


def spans(example: Example) -> list[tuple[str, str]]:
    for span in example.spans:
        assert example.text[span.start : span.end] == span.text
    return [(span.label, span.text) for span in example.spans]


@pytest.mark.parametrize(
    "tags",
    [
        "B-BRAND I-BRAND B-MODEL B-CAT I-CAT O",
        "B-BRAND E-BRAND S-MODEL B-CAT E-CAT O",
        "B-BRAND I-BRAND S-MODEL B-CAT I-CAT O",
        "I-BRAND I-BRAND I-MODEL I-CAT I-CAT O",
    ],
    ids=["BIO", "BIOES", "BIOES with I", "without any B"],
)
def test_every_scheme_says_the_same(file: Path, tags: str) -> None:
    (example,) = read(file, lines("华|为|X|手|机|好", tags))
    assert example.text == "华为X手机好"
    assert spans(example) == [("BRAND", "华为"), ("MODEL", "X"), ("CAT", "手机")]
    assert example.aspects == ()


@pytest.mark.parametrize("tags", ["B-N M-N M-N E-N O", "B-N I-N I-N E-N O", "B-N I-N I-N I-N O"])
def test_a_span_of_many_is_one(file: Path, tags: str) -> None:
    (example,) = read(file, lines("华|为|手|机|好", tags))
    assert spans(example) == [("N", "华为手机")]


def test_spans_side_by_side_stay_apart(file: Path) -> None:
    (first, second) = read(
        file, lines("甲|乙|丙|丁", "B-N B-N I-N B-M") + "\n" + lines("甲|乙|丙", "S-N S-N B-N")
    )
    assert spans(first) == [("N", "甲"), ("N", "乙丙"), ("M", "丁")]
    assert spans(second) == [("N", "甲"), ("N", "乙"), ("N", "丙")]


def test_a_span_without_its_b_begins_where_its_label_does(file: Path) -> None:
    (example,) = read(file, lines("甲|乙|丙|丁|戊", "O I-N I-N I-M E-M"))
    assert spans(example) == [("N", "乙丙"), ("M", "丁戊")]


def test_a_label_may_hold_a_hyphen(file: Path) -> None:
    (example,) = read(file, lines("甲|乙", "B-a-b I-a-b"))
    assert spans(example) == [("a-b", "甲乙")]


def test_words_are_joined_by_spaces_and_chinese_by_none(file: Path) -> None:
    content = lines("The|Apple|phone|with|屏幕|和|5G", "O B-BRAND O O B-PART O O")
    (example,) = read(file, content)
    assert example.text == "The Apple phone with屏幕和5G"
    assert spans(example) == [("BRAND", "Apple"), ("PART", "屏幕")]


def test_a_span_of_words_holds_the_spaces_between(file: Path) -> None:
    (example,) = read(file, lines("a|Mate|40|phone", "O B-MODEL I-MODEL O"))
    assert spans(example) == [("MODEL", "Mate 40")]


def test_characters_are_joined_by_none(file: Path) -> None:
    (example,) = read(file, lines("M|a|t|e|4|0", "B-M I-M I-M I-M I-M I-M"))
    assert (example.text, spans(example)) == ("Mate40", [("M", "Mate40")])


@pytest.mark.parametrize("blank", [" ", "\t", "", "　"])
def test_a_character_may_be_white_space(file: Path, blank: str) -> None:
    (example,) = read(file, f"a B-N\n{blank} I-N\nb I-N\n")
    assert spans(example) == [("N", f"a{blank or ' '}b")]


def test_a_tab_may_part_word_and_tag(file: Path) -> None:
    assert spans(read(file, lines("甲|乙", "B-N O", sep="\t"))[0]) == [("N", "甲")]


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_may_end_in_any_way(file: Path, end: str) -> None:
    content = lines("甲|乙", "B-N I-N") + "\n" + lines("丙", "S-N")
    first, second = read(file, content.replace("\n", end))
    assert (spans(first), spans(second)) == ([("N", "甲乙")], [("N", "丙")])


def test_a_mark_of_byte_order_and_empty_lines_are_no_text(file: Path) -> None:
    examples = read(file, "\ufeff\n\n甲 B-N\n \n\t\n\n乙 O")
    assert [example.text for example in examples] == ["甲", "乙"]
    assert read(file, "\n \n") == []


def test_a_third_column_is_the_polarity(file: Path) -> None:
    content = "屏 B-ASP Positive\n幕 I-ASP Positive\n好 O -100\n续 B-ASP Negative\n航 I-ASP Negative\n"
    (example,) = read(file, content)
    assert spans(example) == [("ASP", "屏幕"), ("ASP", "续航")]
    judged = [(aspect.text, aspect.polarity) for aspect in example.aspects]
    assert judged == [("屏幕", "positive"), ("续航", "negative")]
    assert [(a.start, a.end) for a in example.aspects] == [(s.start, s.end) for s in example.spans]


@pytest.mark.parametrize("polarity", ["O", "-100", "-999", "_"])
def test_a_span_that_is_not_judged_is_no_aspect(file: Path, polarity: str) -> None:
    (example,) = read(file, f"屏 B-ASP {polarity}\n幕 I-ASP {polarity}\n")
    assert (spans(example), example.aspects) == ([("ASP", "屏幕")], ())


@pytest.mark.parametrize("line", ["甲", "甲B-N", "甲 X-N", "甲 B", "甲 B-", "甲 b-n", "甲 B-N positive very"])
def test_a_line_that_is_no_token_is_named(file: Path, line: str) -> None:
    with pytest.raises(InputError) as error:
        read(file, f"甲 O\n\n{line}\n")
    assert str(error.value).startswith(f"{file}:3: found {line!r}, expected")
