import pytest

from extraction.documents import Aspect, Extraction, Span, Text
from extraction.errors import InputError
from extraction.labelling.tasks import Mark, Task, annotated, least_certain


def pair(id_: str, *confidences: float) -> tuple[Text, Extraction]:
    spans = tuple(Span(n, n + 1, "BRAND", "x", confidence) for n, confidence in enumerate(confidences))
    return Text(id_, "x" * 9), Extraction(id_, "en", spans)


def test_the_least_certain_come_first_and_no_more_than_asked() -> None:
    pairs = [pair("sure", 0.99), pair("b", 0.9, 0.4), pair("a", 0.4), pair("none")]
    assert [task.text.id for task in least_certain(pairs, 3)] == ["a", "b", "sure"]


def test_marks_say_attribute_and_polarity() -> None:
    text = Text("1", "冰川银 屏幕好", "review")
    colour = Span(0, 3, "PARAMETER", "冰川银", 0.5, attribute="color", value="冰川银", unit="")
    extraction = Extraction("1", "zh", (colour,), (), (Aspect(4, 6, "屏幕", "positive", 0.9),))
    (task,) = least_certain([(text, extraction)], 1)
    assert task.marks == (Mark(0, 3, "PARAMETER/color"), Mark(4, 6, "aspect/positive"))
    assert annotated(task) == {
        "id": "1",
        "text": "冰川银 屏幕好",
        "kind": "review",
        "spans": [
            {
                "start": 0,
                "end": 3,
                "text": "冰川银",
                "label": "PARAMETER",
                "attribute": "color",
                "value": "冰川银",
                "unit": "",
            }
        ],
        "aspects": [{"start": 4, "end": 6, "text": "屏幕", "polarity": "positive"}],
    }


def test_a_corrected_value_is_read_anew() -> None:
    task = Task(Text("1", "1TB SSD"), (Mark(0, 3, "PARAMETER/storage"),))
    (span,) = annotated(task)["spans"]  # type: ignore[misc]
    assert (span["value"], span["unit"]) == (1024, "GB")


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        ([Mark(0, 9, "BRAND")], "outside"),
        ([Mark(0, 2, "BRAND"), Mark(1, 3, "MODEL")], "overlaps"),
        ([Mark(0, 2, "aspect/mixed")], "polarity"),
    ],
)
def test_what_cannot_be_is_told(marks: list[Mark], told: str) -> None:
    with pytest.raises(InputError, match=told):
        annotated(Task(Text("1", "abc"), tuple(marks)))
