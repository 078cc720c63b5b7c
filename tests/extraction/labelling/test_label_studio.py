"""Label Studio's tasks, out and back."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from extraction.documents import Aspect, Extraction, Span, Text
from extraction.errors import InputError
from extraction.labelling.label_studio import read_task, read_tasks, task_of
from extraction.labelling.marks import Mark, marks_of

TEXT = Text("t7", "😀 华为Mate 40 👍屏幕\n很好", "review", "zh")
EXTRACTION = Extraction(
    "t7",
    "zh",
    (Span(2, 4, "BRAND", "华为", 0.95), Span(4, 11, "MODEL", "Mate 40", 0.6)),
    (),
    (Aspect(13, 15, "屏幕", "positive", 0.8),),
)
TASK = task_of(3, TEXT, EXTRACTION, "daogou@1")


def labelled(*annotations: dict[str, Any]) -> dict[str, Any]:
    """Return what is exported of the task: the prediction taken over, unless annotations are given."""
    task: dict[str, Any] = deepcopy(TASK)
    (prediction,) = task.pop("predictions")
    return {
        **task,
        "annotations": list(annotations) or [{"result": prediction["result"], "was_cancelled": False}],
    }


def region(start: object, end: object, label: str = "BRAND", **more: object) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label], **more}
    return {"id": "x", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def test_a_task_is_what_label_studio_imports() -> None:
    assert {name: TASK[name] for name in ("id", "data")} == {
        "id": 3,
        "data": {"id": "t7", "text": TEXT.text, "kind": "review", "lang": "zh"},
    }
    (prediction,) = TASK["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("daogou@1", 0.6)
    brand, model, aspect = prediction["result"]
    assert brand == {
        "id": "region-0", "from_name": "label", "to_name": "text", "type": "labels",
        "value": {"start": 2, "end": 4, "text": "华为", "labels": ["BRAND"]},
    }  # fmt: skip
    assert (aspect["from_name"], aspect["value"]["labels"]) == ("aspect", ["positive"])
    assert len({one["id"] for one in (brand, model, aspect)}) == 3


def test_a_prediction_taken_over_comes_back_the_same() -> None:
    assert read_task(json.loads(json.dumps(labelled())), 1) == (TEXT, marks_of(EXTRACTION))


def test_the_latest_annotation_counts_and_a_cancelled_one_never() -> None:
    times = ("2026-03-09T22:16:08.7Z", "2026-03-09T22:16:09Z", "2026-03-09T22:16:08Z", "2026-03-10T00:00:00Z")
    labels = ("A", "B", "C", "D")
    annotations = [
        {"result": [region(2, 4, label)], "created_at": time, "was_cancelled": label == "D"}
        for label, time in zip(labels, times, strict=True)
    ]
    assert read_task(labelled(*annotations), 1)[1] == [Mark(2, 4, "B")]
    annotations[0]["updated_at"] = "2026-03-11T00:00:00Z"
    assert read_task(labelled(*annotations), 1)[1] == [Mark(2, 4, "A")]
    undated = [{"result": [region(2, 4, label)]} for label in labels]
    assert read_task(labelled(*undated), 1)[1] == [Mark(2, 4, "D")]


def test_old_versions_that_count_code_units_are_told_by_the_words() -> None:
    for start, end in ((2, 4), (3, 5)):
        _, marks = read_task(labelled({"result": [region(start, end, text="华为")]}), 1)
        assert marks == [Mark(2, 4, "BRAND")]
    # Without the words nothing tells.
    assert read_task(labelled({"result": [region(3, 5)]}), 1)[1] == [Mark(3, 5, "BRAND")]


def test_the_words_are_those_that_a_browser_shows() -> None:
    assert read_task(labelled({"result": [region(13, 18, text="屏幕\\n很好")]}), 1)[1] == [
        Mark(13, 18, "BRAND")
    ]
    assert read_task(labelled({"result": [region(1, 4, text="华为")]}), 1)[1] == [Mark(1, 4, "BRAND")]


def test_other_controls_and_relations_are_passed_over() -> None:
    others = [
        {"type": "relation", "from_id": "a", "to_id": "b"},
        {"type": "choices", "value": {"choices": ["x"]}},
    ]
    assert read_task(labelled({"result": [*others, region(2, 4)]}), 1)[1] == [Mark(2, 4, "BRAND")]


def test_the_small_export_is_read_too() -> None:
    row = {
        "id": 12, "text": TEXT.text, "kind": "review", "annotator": 1, "annotation_id": 5, "lead_time": 2.5,
        "label": [{"start": 2, "end": 4, "text": "华为", "labels": ["BRAND"]}],
        "aspect": [{"start": 13, "end": 15, "text": "屏幕", "labels": ["positive"]}],
        "tags": ["x", 3],
    }  # fmt: skip
    text, marks = read_task(row, 1)
    assert (text.id, text.kind, text.lang) == ("12", "review", None)
    assert marks == [Mark(2, 4, "BRAND"), Mark(13, 15, "aspect/positive")]


def test_the_numbers_of_a_task_stand_for_an_id() -> None:
    done: dict[str, Any] = {"annotations": [{"result": []}]}
    assert read_task({"id": 8, "data": {"text": "x"}, **done}, 2)[0].id == "8"
    assert read_task({"data": {"text": "x", "kind": 5}, **done}, 2)[0] == Text("2", "x")


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (3, "found int, expected a task"),
        ({}, "found neither data nor annotation_id"),
        ({"id": 1, "text": "x"}, "found neither data nor annotation_id"),
        ({"data": {"id": "1"}, "annotations": [{"result": []}]}, "found text None"),
        ({"data": {"text": " "}, "annotations": [{"result": []}]}, "found text ' '"),
        ({"data": {"text": "\ud800"}, "annotations": [{"result": []}]}, "half a surrogate"),
        ({"data": {"text": "x"}}, "found no annotation that was not cancelled"),
        (labelled({"result": [], "was_cancelled": True}), "found no annotation that was not cancelled"),
        ({"data": {"text": "x"}, "annotations": [7]}, "found no annotation that was not cancelled"),
        (labelled({"id": 1}), "without a result"),
        (labelled({"result": [3]}), "without a result"),
        (labelled({"result": [{**region(0, 1), "type": "hypertextlabels"}]}), "found hypertextlabels"),
        (labelled({"result": [{"type": "labels"}]}), "found a region labelled None"),
        (labelled({"result": [{"type": "labels", "value": {"start": 0, "end": 1, "labels": []}}]}), "labelled []"),
        (labelled({"result": [region("0", 1)]}), "found a mark from '0' to 1"),
        (labelled({"result": [region(4, 2)]}), "found a mark from 4 to 2"),
        (labelled({"result": [region(2, 4, text="小米")]}), "found '小米' marked at [2, 4), where the text has '华为'"),
    ],
)  # fmt: skip
def test_what_is_no_labelled_task_is_told(task: object, said: str) -> None:
    with pytest.raises(InputError) as error:
        read_task(task, 1)
    assert said in str(error.value)
    assert "expected" in str(error.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"[\n  {},\n  oops]",
            ":3: found no JSON (Expecting value at column 3), expected the array of tasks",
        ),
        (b"{}", ":1: found dict, expected the array of tasks"),
        (b'["\xff"]', ": found no JSON ("),
        (b"[" * 100_000, ": found no JSON ("),
    ],
)
def test_a_file_that_is_no_export_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "tasks.json"
    file.write_bytes(content)
    with pytest.raises(InputError) as error:
        read_tasks(file)
    assert str(error.value).startswith(f"{file}{said}")
    assert str(error.value).endswith("export again as JSON")


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_tasks(tmp_path / "none.json")
