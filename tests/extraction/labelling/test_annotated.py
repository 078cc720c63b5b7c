"""Marks become annotated lines; what cannot be is told."""

from __future__ import annotations

import pytest

from extraction.documents import Aspect, Extraction, Span, Text
from extraction.errors import InputError
from extraction.labelling.annotated import annotated_row
from extraction.labelling.marks import Mark, marks_of
from extraction.learned.formats import example_from_json

TITLE = Text("1", "😀 华为Mate 60 8+128G 雅川青 八核", "title", "zh")


def value(text: str, label: str, words: str) -> tuple[object, object, object]:
    """Return attribute, value and unit of the only mark of a text."""
    start = text.index(words)
    (span,) = annotated_row(Text("1", text), [Mark(start, start + len(words), label)])["spans"]
    assert (span["label"], span["text"]) == ("PARAMETER", words)
    return span["attribute"], span["value"], span["unit"]


@pytest.mark.parametrize(
    ("text", "label", "words", "expected"),
    [
        ("5000mAh 电池", "PARAMETER/battery_capacity", "5000mAh", ("battery_capacity", 5000, "mAh")),
        ("1TB SSD", "PARAMETER/storage", "1TB", ("storage", 1024, "GB")),
        ("8GB RAM", "PARAMETER/storage", "8GB", ("storage", 8, "GB")),
        ("雅川青", "PARAMETER/color", "雅川青", ("color", "雅川青", "")),
        ("骁龙8 Gen 3", "PARAMETER/soc", "骁龙8 Gen 3", ("soc", "骁龙8 Gen 3", "")),
        # Beside its neighbour a bare number is a size of memory.
        ("8+128G", "PARAMETER/ram", "8", ("ram", 8, "GB")),
        # What cannot be read stands as it is written.
        ("续航很久", "PARAMETER/battery_capacity", "很久", ("battery_capacity", "很久", "")),
        ("9" * 400 + "mAh", "PARAMETER/battery_capacity", "9" * 400 + "mAh",
         ("battery_capacity", "9" * 400 + "mAh", "")),
        ("八核", "PARAMETER/other", "八核", ("other", "八核", "")),
        # Without an attribute it is read, or is other.
        ("120Hz 刷新", "PARAMETER", "120Hz", ("refresh_rate", 120, "Hz")),
        ("八核", "PARAMETER", "八核", ("other", "八核", "")),
        ("8GB+256GB", "PARAMETER", "8GB+256GB", ("other", "8GB+256GB", "")),
    ],
)  # fmt: skip
def test_a_parameter_is_read(text: str, label: str, words: str, expected: tuple[object, ...]) -> None:
    assert value(text, label, words) == expected


def test_the_line_has_what_training_reads() -> None:
    marks = [Mark(2, 4, "BRAND"), Mark(12, 13, "PARAMETER/ram"), Mark(2, 4, "aspect/negative")]
    row = annotated_row(TITLE, reversed(marks))
    assert row == {
        "id": "1", "text": TITLE.text, "kind": "title", "lang": "zh",
        "spans": [
            {"start": 2, "end": 4, "label": "BRAND", "text": "华为"},
            {"start": 12, "end": 13, "label": "PARAMETER", "attribute": "ram", "value": 8, "unit": "GB", "text": "8"},
        ],
        "aspects": [{"start": 2, "end": 4, "text": "华为", "polarity": "negative"}],
    }  # fmt: skip
    example = example_from_json(row)
    assert [(span.text, span.attribute) for span in example.spans] == [("华为", None), ("8", "ram")]
    assert example.aspects == (Aspect(2, 4, "华为", "negative", 1.0),)


def test_what_is_not_known_of_a_text_is_left_out() -> None:
    assert annotated_row(Text("1", "x"), []) == {"id": "1", "text": "x", "spans": [], "aspects": []}


def test_labels_of_another_guide_stay() -> None:
    (span,) = annotated_row(Text("1", "华为"), [Mark(0, 2, "H/PPX")])["spans"]
    assert span == {"start": 0, "end": 2, "label": "H/PPX", "text": "华为"}


def test_what_was_found_is_marked() -> None:
    ram = Span(0, 3, "PARAMETER", "8GB", 0.5, None, "ram", 8, "GB")
    extraction = Extraction("1", "zh", (ram,), (), (Aspect(4, 6, "屏幕", "positive", 0.9),))
    assert marks_of(extraction) == [Mark(0, 3, "PARAMETER/ram"), Mark(4, 6, "aspect/positive")]


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([Mark(0, 4, "BRAND")], r"found BRAND \[0, 4\), expected a place in the text, which ends at 3"),
        ([Mark(-1, 2, "BRAND")], "expected a place in the text"),
        ([Mark(2, 2, "BRAND")], "expected a place in the text"),
        ([Mark(0, 9, "aspect/positive")], "expected a place in the text"),
        ([Mark(0, 2, "BRAND"), Mark(1, 3, "MODEL")], r"found BRAND \[0, 2\) over MODEL \[1, 3\), expected"),
        ([Mark(0, 3, "BRAND"), Mark(0, 1, "MODEL"), Mark(2, 3, "MODEL")], "do not overlap"),
        ([Mark(0, 2, "aspect/positive"), Mark(1, 3, "aspect/negative")], "do not overlap"),
        ([Mark(0, 2, "aspect/mixed")], "found the polarity 'mixed', expected one of positive, negative"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(marks: list[Mark], said: str) -> None:
    with pytest.raises(InputError, match=said):
        annotated_row(Text("1", "abc"), marks)


def test_a_span_may_be_an_aspect_too() -> None:
    row = annotated_row(Text("1", "abc"), [Mark(0, 3, "FEATURE"), Mark(0, 3, "aspect/positive")])
    assert (len(row["spans"]), len(row["aspects"])) == (1, 1)
