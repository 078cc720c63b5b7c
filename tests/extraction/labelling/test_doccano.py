"""doccano's lines, out and back."""

from __future__ import annotations

import json
from typing import Any

import pytest

from extraction.documents import Aspect, Extraction, Span, Text
from extraction.errors import InputError
from extraction.labelling.doccano import read_line, row_of
from extraction.labelling.marks import Mark, marks_of

TEXT = Text("t7", "😀 华为Mate 40 👍屏幕很好", "review", "zh")
EXTRACTION = Extraction(
    "t7", "zh", (Span(2, 4, "BRAND", "华为", 0.95),), (), (Aspect(13, 15, "屏幕", "positive", 0.8),)
)
ROW = row_of(TEXT, EXTRACTION)


def read(row: object) -> tuple[Text, list[Mark]]:
    return read_line(json.dumps(row), 4)


def test_a_row_counts_code_units() -> None:
    assert row_of(TEXT, EXTRACTION) == {
        "id": "t7", "text": TEXT.text, "kind": "review", "lang": "zh",
        "label": [[3, 5, "BRAND"], [15, 17, "aspect/positive"]],
    }  # fmt: skip


def test_what_nobody_corrects_comes_back_the_same() -> None:
    assert read(ROW) == (TEXT, marks_of(EXTRACTION))


def test_every_name_and_form_of_labels_is_read() -> None:
    rest: dict[str, Any] = {name: value for name, value in ROW.items() if name != "label"}
    entities = [
        {"id": n, "label": c, "start_offset": a, "end_offset": b} for n, (a, b, c) in enumerate(ROW["label"])
    ]
    forms: list[dict[str, Any]] = [
        {"labels": ROW["label"]},
        {"entities": entities, "relations": [], "Comments": []},
        {"entities": ROW["label"]},
    ]
    for form in forms:
        assert read({**rest, **form}) == (TEXT, marks_of(EXTRACTION))


def test_a_number_and_another_name_of_the_text_are_read() -> None:
    assert read({"id": 5, "data": "x", "label": []}) == (Text("5", "x"), [])
    assert read({"text": "x", "label": []})[0].id == "4"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([], "found list, expected an object"),
        ({"id": 1, "label": []}, "found text None"),
        ({"id": 1, "text": "", "label": []}, "found text ''"),
        ({"text": "x\ud800", "label": []}, "half a surrogate"),
        ({"text": "x"}, "found labels None, expected a list under label, labels, entities"),
        ({"text": "x", "label": "BRAND"}, "found labels 'BRAND'"),
        ({"text": "x", "label": [[0, 1]]}, "found the label [0, 1], expected its start, end and name"),
        ({"text": "x", "label": [[0, 1, 2]]}, "expected its start, end and name"),
        ({"text": "x", "label": [7]}, "expected its start, end and name"),
        ({"text": "x", "entities": [{"label": "A"}]}, "found a mark from None to None"),
        ({"text": "x", "label": [["0", 1, "A"]]}, "found a mark from '0' to 1"),
        ({"text": "x", "label": [[1, 1, "A"]]}, "found a mark from 1 to 1"),
        ({"text": "x", "label": [[0, 2, "A"]]}, "found A [0, 2), expected a place in the text"),
        ({"text": "😀x", "label": [[1, 3, "A"]]}, "do not let the project count grapheme clusters"),
    ],
)
def test_what_is_no_labelled_row_is_told(row: object, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(row)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [("{", "found no JSON"), ("[" * 100_000, "found no JSON"), ('{"text": "\udcff"}', "no UTF-8")],
)
def test_what_is_no_json_is_told(line: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_line(line, 1)
