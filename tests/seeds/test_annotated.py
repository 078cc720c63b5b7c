from collections import Counter
from itertools import pairwise

import pytest

from extraction.folding import language_of
from seeds.shoppers import ATTRIBUTES
from tests.seeds.samples import rows

LINES = rows("annotated")
SPANS = [(line, span) for line in LINES for span in line["spans"]]


def test_enough_lines() -> None:
    assert len(LINES) >= 1200
    assert [name for name, count in Counter(line["id"] for line in LINES).items() if count > 1] == []
    assert [text for text, count in Counter(line["text"] for line in LINES).items() if count > 1] == []


@pytest.mark.parametrize(("field", "value"), [("lang", "zh"), ("kind", "title")])
def test_half_of_the_lines(field: str, value: str) -> None:
    assert sum(line[field] == value for line in LINES) / len(LINES) == pytest.approx(0.5, abs=0.03)


def test_chinese_lines_are_chinese() -> None:
    # A title may be names and numbers only, so that the language of an English one proves nothing.
    assert [line["id"] for line in LINES if line["lang"] == "en" and language_of(line["text"]) == "zh"] == []


def test_spans_re_read() -> None:
    wrong = [line["id"] for line, span in SPANS if line["text"][span["start"] : span["end"]] != span["text"]]
    wrong += [
        line["id"]
        for line in LINES
        for aspect in line["aspects"]
        if line["text"][aspect["start"] : aspect["end"]] != aspect["text"]
    ]
    assert wrong == []
    assert [line["id"] for line, span in SPANS if not span["text"].strip()] == []


def test_labels_are_the_guides() -> None:
    assert {span["label"] for _, span in SPANS} == {"BRAND", "MODEL", "CATEGORY", "FEATURE", "PARAMETER"}


def test_spans_stand_in_order_and_apart() -> None:
    overlapping = [
        line["id"]
        for line in LINES
        for left, right in pairwise(line["spans"])
        if left["end"] > right["start"]
    ]
    assert overlapping == []


def test_parameters_say_what_they_are() -> None:
    known = {*ATTRIBUTES, "year", "price"}
    parameters = [(line["id"], span) for line, span in SPANS if span["label"] == "PARAMETER"]
    assert [(name, span) for name, span in parameters if span.get("attribute") not in known] == []
    assert [(name, span) for name, span in parameters if span.get("value") in (None, "")] == []
    assert [line["id"] for line, span in SPANS if span["label"] != "PARAMETER" and "attribute" in span] == []
