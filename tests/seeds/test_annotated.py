from collections import Counter
from itertools import pairwise

import pytest

from extraction.folding import language_of
from seeds.shoppers import ATTRIBUTES
from tests.seeds.samples import rows

LINES = rows("annotated")
HELD_OUT = rows("held_out", "*-titles.jsonl")
ALL = [*LINES, *HELD_OUT]
SPANS = [(line, span) for line in ALL for span in line["spans"]]


def test_enough_lines() -> None:
    assert len(LINES) >= 1200
    assert [name for name, count in Counter(line["id"] for line in LINES).items() if count > 1] == []
    assert [text for text, count in Counter(line["text"] for line in LINES).items() if count > 1] == []


def test_half_of_the_lines_are_chinese() -> None:
    assert sum(line["lang"] == "zh" for line in LINES) / len(LINES) == pytest.approx(0.5, abs=0.03)


def test_enough_of_each_kind() -> None:
    kinds = Counter(line["kind"] for line in LINES)
    assert min(kinds["title"], kinds["review"]) >= 600


def test_what_is_held_out_is_not_learned_from() -> None:
    assert sum(line["lang"] == "zh" for line in HELD_OUT) >= 150
    assert sum(line["lang"] == "en" for line in HELD_OUT) >= 150
    assert not {line["text"] for line in HELD_OUT} & {line["text"] for line in LINES}


def test_chinese_lines_are_chinese() -> None:
    # A title may be names and numbers only, so that the language of an English one proves nothing.
    assert [line["id"] for line in LINES if line["lang"] == "en" and language_of(line["text"]) == "zh"] == []


def test_spans_re_read() -> None:
    wrong = [line["id"] for line, span in SPANS if line["text"][span["start"] : span["end"]] != span["text"]]
    wrong += [
        line["id"]
        for line in ALL
        for aspect in line["aspects"]
        if line["text"][aspect["start"] : aspect["end"]] != aspect["text"]
    ]
    assert wrong == []
    assert [line["id"] for line, span in SPANS if not span["text"].strip()] == []


def test_labels_are_the_guides() -> None:
    assert {span["label"] for _, span in SPANS} == {"BRAND", "MODEL", "CATEGORY", "FEATURE", "PARAMETER"}


def test_spans_stand_in_order_and_apart() -> None:
    overlapping = [
        line["id"] for line in ALL for left, right in pairwise(line["spans"]) if left["end"] > right["start"]
    ]
    assert overlapping == []


def test_parameters_say_what_they_are() -> None:
    known = {*ATTRIBUTES, "year", "price"}
    parameters = [(line["id"], span) for line, span in SPANS if span["label"] == "PARAMETER"]
    assert [(name, span) for name, span in parameters if span.get("attribute") not in known] == []
    assert [(name, span) for name, span in parameters if span.get("value") in (None, "")] == []
    assert [line["id"] for line, span in SPANS if span["label"] != "PARAMETER" and "attribute" in span] == []
