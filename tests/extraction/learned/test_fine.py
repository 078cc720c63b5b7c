"""Parameters are learned by attribute, and written as the guide has them."""

from __future__ import annotations

from dataclasses import replace

from extraction.documents import Span
from extraction.learned.examples import Example
from extraction.learned.fine import fine_label, plain, plain_label, read_back, refined

BRAND = Span(0, 2, "BRAND", "华为", 1.0, "brand/huawei")
BATTERY = Span(3, 10, "PARAMETER", "5000mAh", 1.0, None, "battery_capacity", 5000, "mAh")
EXAMPLE = Example("华为 5000mAh", (BRAND, BATTERY), group="g")


def test_a_parameter_is_labelled_by_its_attribute() -> None:
    assert [fine_label(span) for span in EXAMPLE.spans] == ["BRAND", "PARAMETER/battery_capacity"]
    fine = refined(EXAMPLE)
    assert [span.label for span in fine.spans] == ["BRAND", "PARAMETER/battery_capacity"]
    assert plain(fine) == EXAMPLE
    assert [plain_label(span.label) for span in fine.spans] == ["BRAND", "PARAMETER"]


def test_a_span_that_was_found_gets_attribute_and_value_back() -> None:
    found = [Span(0, 2, "BRAND", "华为", 0.9), Span(3, 10, "PARAMETER/battery_capacity", "5000mAh", 0.8)]
    assert list(read_back(found)) == [
        replace(BRAND, confidence=0.9, id=None),
        replace(BATTERY, confidence=0.8),
    ]


def test_a_parameter_whose_words_hold_no_value_is_left_out() -> None:
    assert list(read_back([Span(0, 2, "PARAMETER/battery_capacity", "华为", 0.8)])) == []


def test_the_name_of_a_colour_is_its_value() -> None:
    (span,) = read_back([Span(0, 3, "PARAMETER/color", "远峰蓝", 0.8)])
    assert (span.label, span.attribute, span.value) == ("PARAMETER", "color", "远峰蓝")
