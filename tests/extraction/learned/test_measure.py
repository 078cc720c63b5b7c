"""Figures against counts by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extraction.documents import Aspect, Span
from extraction.learned.examples import Example
from extraction.learned.measure import measure, overall
from extraction.learned.tagger import Tagger
from tests.extraction.learned.tiny import EXAMPLES

HUAWEI, APPLE, NOKIA, BOTH, *_ = EXAMPLES


def test_what_is_known_by_heart_is_right(learned: Tagger) -> None:
    figures = measure(learned, EXAMPLES)
    perfect = {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert figures == {
        "BRAND": perfect, "MODEL": perfect, "all": perfect, "aspects": perfect, "polarity": {"accuracy": 1.0},
    }  # fmt: skip
    assert overall(figures) == 1.0


def test_spans_are_counted_by_label_and_place(learned: Tagger) -> None:
    brand, model = HUAWEI.spans
    # The model finds both spans: one of them is right, one is too long, and it lacks a third.
    gold = replace(
        HUAWEI, spans=(brand, Span(7, 11, "MODEL", "Mate", 1.0), Span(27, 32, "BRAND", "scre", 1.0))
    )
    figures = measure(learned, [gold])
    assert model.end == 14
    assert figures["BRAND"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3)}
    assert figures["MODEL"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    assert figures["all"] == {"precision": 0.5, "recall": pytest.approx(1 / 3), "f1": pytest.approx(0.4)}


def test_aspects_are_counted_by_place_and_polarity_where_they_are_given(learned: Tagger) -> None:
    screen, battery = BOTH.aspects
    gold = replace(
        BOTH,
        aspects=(replace(screen, polarity="positive"), battery, Aspect(0, 3, "the", "no such", 1.0)),
    )
    figures = measure(learned, [gold])
    assert figures["aspects"] == {"precision": 1.0, "recall": pytest.approx(2 / 3), "f1": 0.8}
    assert figures["polarity"] == {"accuracy": pytest.approx(1 / 3)}


def test_values_are_no_figure_of_a_model(learned: Tagger) -> None:
    gold = Example(
        "5000mAh", (Span(0, 7, "PARAMETER", "5000mAh", 1.0, None, "battery_capacity", 5000, "mAh"),)
    )
    figures = measure(learned, [gold])
    assert "values" not in figures
    assert figures["PARAMETER"]["recall"] == 0.0


def test_without_aspects_no_polarity_is_measured(learned: Tagger) -> None:
    figures = measure(learned, [Example(APPLE.text, APPLE.spans), Example(NOKIA.text, NOKIA.spans)])
    assert "polarity" not in figures
    assert figures["all"]["f1"] == 1.0


def test_white_space_is_no_hindrance(learned: Tagger) -> None:
    assert measure(learned, [Example(" "), Example("")]).keys() == {"aspects"}


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({}, 0.0),
        ({"BRAND": {"f1": 0.9}}, 0.0),
        ({"BRAND": {"f1": 0.9}, "all": {"precision": 0.1, "recall": 0.3, "f1": 0.15}}, 0.15),
        ({"all": {"precision": 1.0, "recall": 1.0, "f1": 1.0}, "polarity": {"accuracy": 0.5}}, 0.75),
        ({"polarity": {"accuracy": 0.25}}, 0.25),
        ({"all": {"f1": 0.5}, "aspects": {"f1": 0.2}, "polarity": {"accuracy": 0.8}}, 0.5),
    ],
)
def test_a_model_is_judged_by_the_mean_of_what_it_does(
    figures: dict[str, dict[str, float]], expected: float
) -> None:
    assert overall(figures) == pytest.approx(expected)
