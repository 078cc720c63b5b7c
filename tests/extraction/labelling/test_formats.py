"""What goes out to a labelling tool comes back the same."""

import json
from typing import Any
from xml.etree import ElementTree as ET

from extraction.documents import Text
from extraction.errors import InputError
from extraction.labelling import doccano, label_studio
from extraction.labelling.tasks import Mark, Task

TEXT = "😀 华为Mate 40 屏幕好👍"
TASK = Task(
    Text("7", TEXT, "review"), (Mark(2, 4, "BRAND"), Mark(4, 11, "MODEL"), Mark(12, 14, "aspect/positive"))
)


def corrected(tasks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what Label Studio exports when somebody agrees with every prediction."""
    return [
        {
            "data": task["data"],
            "annotations": [{"result": task["predictions"][0]["result"], "was_cancelled": False}],
        }
        for task in json.loads(json.dumps(tasks))
    ]


def test_label_studio_counts_utf_16_units() -> None:
    (task,) = label_studio.export_tasks([TASK], "daogou@1")
    value = task["predictions"][0]["result"][0]["value"]
    assert (value["start"], value["end"], value["text"]) == (3, 5, "华为")


def test_label_studio_there_and_back() -> None:
    assert list(label_studio.import_tasks(corrected(label_studio.export_tasks([TASK], "daogou@1")))) == [
        (1, TASK)
    ]


def test_the_newest_annotation_counts_and_a_cancelled_one_does_not() -> None:
    (task,) = corrected(label_studio.export_tasks([TASK], "daogou@1"))
    region = task["annotations"][0]["result"][:1]
    task["annotations"] = [
        {"result": [], "updated_at": "2026-01-03", "was_cancelled": True},
        {"result": region, "updated_at": "2026-01-02"},
        {"result": [], "updated_at": "2026-01-01"},
    ]
    ((_, read),) = label_studio.import_tasks([task, {"data": task["data"], "annotations": []}])
    assert isinstance(read, Task)
    assert read.marks == (Mark(2, 4, "BRAND"),)


def test_doccano_there_and_back() -> None:
    rows = json.loads(json.dumps(list(doccano.export_rows([TASK]))))
    assert list(doccano.import_rows(rows)) == [(1, TASK)]
    entities = [{"start_offset": a, "end_offset": b, "label": c} for a, b, c in rows[0].pop("label")]
    assert list(doccano.import_rows([{**rows[0], "entities": entities}])) == [(1, TASK)]


def test_what_is_no_task_is_told() -> None:
    (_, read), (_, other) = (
        *label_studio.import_tasks([{"data": {}}]),
        *doccano.import_rows([{"text": "a", "label": [[0]]}]),
    )
    assert isinstance(read, InputError)
    assert isinstance(other, InputError)


def test_the_interface_names_every_label() -> None:
    root = ET.fromstring(label_studio.interface(["BRAND", 'a"b']))  # noqa: S314 (our own)
    assert [label.get("value") for label in root.iter("Label")] == ["BRAND", 'a"b']
