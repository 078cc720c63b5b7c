"""Annotated files of every format become the same examples."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin
from spacy.util import filter_spans

from extraction.documents import Aspect, Span
from extraction.errors import InputError
from extraction.learned.examples import Example
from extraction.learned.formats import ASPECT, example_from_json, read_examples
from tests.extraction.learned.tiny import EXAMPLES, write_jsonl

SEMEVAL_2014 = """<?xml version="1.0" encoding="UTF-8"?>
<sentences>
  <sentence id="1"><text>Good screen &amp; bad battery life</text>
    <aspectTerms>
      <aspectTerm term="battery life" polarity="negative" from="18" to="30"/>
      <aspectTerm term="screen" polarity="positive" from="5" to="11"/>
    </aspectTerms>
    <aspectCategories><aspectCategory category="display" polarity="positive"/></aspectCategories>
  </sentence>
  <sentence id="2"><text>I bought it on Monday</text></sentence>
</sentences>"""
SEMEVAL_2016 = """<Reviews><Review rid="1"><sentences>
  <sentence id="1:0"><text>Fine food, rude staff</text><Opinions>
    <Opinion target="food" category="FOOD#QUALITY" polarity="positive" from="5" to="9"/>
    <Opinion target="food" category="FOOD#PRICES" polarity="positive" from="5" to="9"/>
    <Opinion target="staff" category="SERVICE#GENERAL" polarity="negative" from="16" to="21"/>
    <Opinion target="NULL" category="RESTAURANT#GENERAL" polarity="neutral" from="0" to="0"/>
  </Opinions></sentence>
</sentences></Review></Reviews>"""
SEMEVAL_CHINESE = """<Reviews>
  <Review><sentences>
    <sentence><text>换了手机。</text></sentence>
    <sentence><text>屏幕很好，电池差。</text><Opinions>
      <Opinion category="DISPLAY#QUALITY" polarity="positive"/>
      <Opinion category="BATTERY#OPERATION_PERFORMANCE" polarity="negative"/>
    </Opinions></sentence>
  </sentences></Review>
  <Review><sentences>
    <sentence><text>好</text><Opinions><Opinion category="PHONE#GENERAL" polarity="positive"/></Opinions></sentence>
  </sentences></Review>
</Reviews>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(folder: Path, name: str, content: str) -> list[Example]:
    file = folder / name
    file.write_text(content, "utf-8")
    return read_examples(file)


def judged(example: Example) -> list[tuple[str, str]]:
    assert all(example.text[a.start : a.end] == a.text for a in example.aspects)
    return [(aspect.text, aspect.polarity) for aspect in example.aspects]


def test_terms_of_semeval_2014(folder: Path) -> None:
    first, second = read(folder, "train.xml", SEMEVAL_2014)
    assert first.text == "Good screen & bad battery life"
    assert judged(first) == [("screen", "positive"), ("battery life", "negative")]
    assert first.spans == (Span(5, 11, ASPECT, "screen", 1.0), Span(18, 30, ASPECT, "battery life", 1.0))
    assert second == Example("I bought it on Monday")


def test_terms_without_a_polarity_are_spans_alone(folder: Path) -> None:
    (example,) = read(
        folder,
        "test.xml",
        '<sentences><sentence><text>Good screen</text><aspectTerms><aspectTerm term="screen" from="5" to="11"/>'
        "</aspectTerms></sentence></sentences>",
    )
    assert ([span.text for span in example.spans], example.aspects) == (["screen"], ())


def test_targets_of_semeval_2016_count_once_and_null_is_none(folder: Path) -> None:
    (example,) = read(folder, "train.xml", SEMEVAL_2016)
    assert [span.text for span in example.spans] == ["food", "staff"]
    assert judged(example) == [("food", "positive"), ("staff", "negative")]


def test_a_category_without_target_stands_before_the_text_and_is_judged(folder: Path) -> None:
    plain, *opinions, last = read(folder, "train.xml", SEMEVAL_CHINESE)
    assert plain == Example("换了手机。")
    assert [example.text for example in opinions] == [
        "display quality：屏幕很好，电池差。（换了手机。）",
        "battery operation performance：屏幕很好，电池差。（换了手机。）",
    ]
    assert [judged(example) for example in opinions] == [
        [("display quality", "positive")],
        [("battery operation performance", "negative")],
    ]
    assert all(example.spans == () for example in opinions)
    # The text before is the review's own, and a review's examples stay together.
    assert last.text == "phone general：好（）"
    assert opinions[0].group == opinions[1].group != last.group


def test_our_own_lines(folder: Path) -> None:
    line = (
        '{"id": "1", "text": "华为 5000mAh 很好", "kind": "review", "spans": ['
        '{"start": 3, "end": 10, "label": "PARAMETER", "text": "?", "attribute": "battery_capacity", "value": 5000,'
        ' "unit": "mAh"}, {"start": 0, "end": 2, "label": "BRAND", "confidence": 0.5, "id": "brand/huawei"}],'
        ' "relations": [], "aspects": [{"start": 3, "end": 10, "text": "?", "polarity": "positive"}]}\n'
    )
    (example,) = read(folder, "train.jsonl", line)
    assert example.text == "华为 5000mAh 很好"
    assert example.spans == (
        Span(0, 2, "BRAND", "华为", 0.5, "brand/huawei"),
        Span(3, 10, "PARAMETER", "5000mAh", 1.0, None, "battery_capacity", 5000, "mAh"),
    )
    assert example.aspects == (Aspect(3, 10, "5000mAh", "positive", 1.0),)


def test_what_we_write_is_what_we_read(folder: Path) -> None:
    assert read_examples(write_jsonl(folder / "train.jsonl")) == list(EXAMPLES)
    assert example_from_json({"id": "1", "text": "x"}) == Example("x")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "3",
        '{"id": "1"}',
        '{"id": 1, "text": "ab", "spans": []}',
        '{"id": "1", "text": "ab", "spans": null}',
        '{"id": "1", "text": "ab", "spans": [{}]}',
        '{"id": "1", "text": "ab", "spans": [[0, 2, "N"]]}',
        '{"id": "1", "text": "ab", "spans": [{"start": 0, "end": 2}]}',
        '{"id": "1", "text": "ab", "spans": [{"start": "0", "end": 2, "label": "N"}]}',
        '{"id": "1", "text": "ab", "spans": [{"start": null, "end": 2, "label": "N"}]}',
        '{"id": "1", "text": "ab", "spans": [{"start": 0, "end": 2, "label": "N", "colour": "red"}]}',
        '{"id": "1", "text": "ab", "aspects": [{"start": 0, "end": 2}]}',
    ],
)
def test_a_bad_line_is_named(folder: Path, line: str) -> None:
    with pytest.raises(InputError, match=r"train\.jsonl:2: found .+, expected id, text and spans"):
        read(folder, "train.jsonl", f'{{"id": "0", "text": "good", "spans": []}}\n{line}\n')


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 3), (1, 1), (2, 1), (5, 9)])
@pytest.mark.parametrize("kind", ["spans", "aspects"])
def test_a_place_outside_the_text_is_named(folder: Path, kind: str, start: int, end: int) -> None:
    said = '"label": "N"' if kind == "spans" else '"polarity": "positive"'
    with pytest.raises(InputError) as error:
        read(
            folder, "train.jsonl",
            f'{{"id": "1", "text": "ab", "{kind}": [{{"start": {start}, "end": {end}, {said}}}]}}\n',
        )  # fmt: skip
    assert str(error.value).startswith(f"{folder / 'train.jsonl'}:1: found [{start}, {end}) outside the text")


def test_documents_of_spacy(folder: Path) -> None:
    nlp = spacy.blank("en")
    doc = nlp("Huawei Mate 40 is fine")
    found = [doc.char_span(0, 6, "BRAND"), doc.char_span(7, 14, "MODEL")]
    doc.ents = filter_spans([span for span in found if span])
    file = folder / "train.spacy"
    DocBin(docs=[doc, nlp("Nothing here")]).to_disk(file)
    spans = (Span(0, 6, "BRAND", "Huawei", 1.0), Span(7, 14, "MODEL", "Mate 40", 1.0))
    assert read_examples(file) == [Example("Huawei Mate 40 is fine", spans), Example("Nothing here")]


@pytest.mark.parametrize("name", ["train.txt", "train.bio", "train"])
def test_any_other_ending_is_conll(folder: Path, name: str) -> None:
    assert read(folder, name, "甲 B-N\n") == [Example("甲", (Span(0, 1, "N", "甲", 1.0),))]


@pytest.mark.parametrize("name", ["train.txt", "train.xml", "train.jsonl", "train.spacy"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    file = folder / name
    with pytest.raises(InputError) as error:
        read_examples(file)
    assert str(error.value) == f"{file}: no such file"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("train.txt", "found no annotated text"),
        ("train.jsonl", "found no annotated text"),
        ("train.xml", "found no XML"),
        ("train.spacy", "found no DocBin"),
    ],
)
def test_an_empty_file_is_named(folder: Path, name: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(folder, name, "")
    assert str(error.value).startswith(f"{folder / name}: {said}")


def test_xml_of_something_else_holds_no_text(folder: Path) -> None:
    with pytest.raises(InputError, match=r"train\.xml: found no annotated text"):
        read(folder, "train.xml", "<html><body>hello</body></html>")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("train.txt", "found no UTF-8 at byte 2"),
        ("train.jsonl", "found no UTF-8 at byte 2"),
        ("train.xml", "found no XML"),
        ("train.spacy", "found no DocBin"),
    ],
)
def test_what_is_no_text_is_named(folder: Path, name: str, said: str) -> None:
    file = folder / name
    file.write_bytes(b"a \xff O\n")
    with pytest.raises(InputError) as error:
        read_examples(file)
    assert str(error.value).startswith(f"{file}: {said}")
