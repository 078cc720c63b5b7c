import pytest

from extraction.documents import Span
from extraction.mentions import Mention
from extraction.weighing import KEPT, Candidate, candidates, probability, weigh

WEIGHTS = {
    "MODEL": {"one": 0.0, "chance": 1.0, "model_names": 1.0},
    "PARAMETER": {"chance": 1.0, "grammar/ram": 3.0},
}


def mention(start: int, end: int, source: str, chance: float, label: str = "MODEL", **more: str) -> Mention:
    return Mention(Span(start, end, label, "x" * (end - start), 0.8, **more), source, chance)  # type: ignore[arg-type]


def test_the_most_probable_of_overlapping_spans_stands() -> None:
    found = weigh([mention(0, 4, "model_names", 0.2), mention(0, 9, "recogniser", 0.9)], WEIGHTS)
    assert [(span.start, span.end, span.confidence) for span in found] == [(0, 9, pytest.approx(0.9))]


def test_two_who_propose_the_same_span_make_it_more_probable() -> None:
    alone, both = (
        [mention(0, 4, "recogniser", 0.5)],
        [mention(0, 4, "recogniser", 0.5), mention(0, 4, "model_names", 0.5)],
    )
    assert weigh(both, WEIGHTS)[0].confidence > weigh(alone, WEIGHTS)[0].confidence


def test_what_is_improbable_is_dropped() -> None:
    assert weigh([mention(0, 4, "recogniser", KEPT - 0.02)], WEIGHTS) == ()
    assert weigh([mention(0, 4, "recogniser", KEPT + 0.02)], WEIGHTS) != ()


def test_a_linked_span_stands_for_those_alike() -> None:
    linked = mention(0, 4, "gazetteer", 0.1, id="model/x")
    (one,) = candidates([mention(0, 4, "recogniser", 0.7), linked])
    assert (one.span.id, one.chance, one.sources) == ("model/x", 0.7, {"gazetteer", "recogniser"})


def test_an_attribute_has_weights_of_its_own() -> None:
    ram = candidates([mention(0, 3, "grammar", 0.5, "PARAMETER", attribute="ram")])[0]
    colour = candidates([mention(0, 3, "grammar", 0.5, "PARAMETER", attribute="color")])[0]
    assert probability(ram, WEIGHTS) > 0.9
    assert probability(colour, WEIGHTS) == pytest.approx(0.5)


def test_without_weights_who_is_surer_counts() -> None:
    def sure(source: str, chance: float) -> float:
        return probability(
            Candidate(mention(0, 2, source, chance, "BRAND").span, frozenset({source}), chance), WEIGHTS
        )

    assert (sure("gazetteer", 0.0), sure("recogniser", 0.3)) == (0.8, 0.3)
