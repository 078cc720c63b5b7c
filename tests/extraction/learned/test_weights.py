"""Weights that combine recogniser and rules, fitted on what each was right about."""

from __future__ import annotations

import pytest

from extraction.documents import Span
from extraction.learned.weights import fit_weights
from extraction.mentions import Mention
from extraction.weighing import candidates, probability

BRAND = Span(0, 2, "BRAND", "华为", 0.9)


def text(*, source: str, chance: float, right: bool, span: Span = BRAND) -> tuple[list[Mention], list[Span]]:
    return [Mention(span, source, chance)], [span] if right else []


@pytest.fixture
def weights() -> dict[str, dict[str, float]]:
    """The recogniser is right where it is sure, the gazetteer nine times in ten, the grammar one."""
    pairs = [
        *(text(source="recogniser", chance=0.95, right=n < 95) for n in range(100)),
        *(text(source="recogniser", chance=0.05, right=n < 5) for n in range(100)),
        *(text(source="gazetteer", chance=0.5, right=n < 90) for n in range(100)),
        *(text(source="grammar", chance=0.5, right=n < 10) for n in range(100)),
    ]
    return fit_weights(pairs)


@pytest.mark.parametrize(
    ("source", "chance", "expected"),
    [("recogniser", 0.95, 0.95), ("recogniser", 0.05, 0.05), ("gazetteer", 0.5, 0.9), ("grammar", 0.5, 0.1)],
)
def test_a_probability_is_how_often_such_a_candidate_is_right(
    weights: dict[str, dict[str, float]], source: str, chance: float, expected: float
) -> None:
    (candidate,) = candidates(text(source=source, chance=chance, right=True)[0])
    assert probability(candidate, weights) == pytest.approx(expected, abs=0.06)


def test_a_label_of_which_all_or_none_is_right_has_no_weights() -> None:
    model = Span(0, 2, "MODEL", "华为", 0.9)
    pairs = [
        *(text(source="recogniser", chance=0.9, right=True) for _ in range(10)),
        *(text(source="recogniser", chance=0.9, right=False, span=model) for _ in range(10)),
    ]
    assert fit_weights(pairs) == {}
    assert fit_weights([]) == {}


def test_place_label_and_attribute_must_be_right() -> None:
    found = Span(0, 4, "PARAMETER", "8 GB", 0.9, None, "ram", 8, "GB")
    other = Span(0, 4, "PARAMETER", "8 GB", 0.9, None, "storage", 8, "GB")
    pairs = [([Mention(span, "recogniser", 0.9)], [found]) for span in (found, other) for _ in range(20)]
    weights = fit_weights(pairs)
    right, wrong = candidates([Mention(found, "recogniser", 0.9), Mention(other, "recogniser", 0.9)])
    assert probability(right, weights) > 0.8
    assert probability(wrong, weights) < 0.2
