"""Label Studio's tasks: predictions that people correct, and the annotations that they made of them.

`<Text>` counts code points, as we do: its editor's own test is named "Should calculate offsets by code points in text"
(web/libs/editor, NER - Emoji). Older versions counted UTF-16 code units. The words that stand beside each region tell
which count a place is in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from extraction.documents import Extraction, Text
from extraction.errors import InputError
from extraction.labelling.marks import ASPECT, Mark, described, marks_of, place_of, text_of
from extraction.labelling.offsets import Utf16
from extraction.labelling.uncertainty import uncertainty
from extraction.rows import sound

LABELS: Final = "label"
ASPECTS: Final = "aspect"
TEXT: Final = "text"
TYPE: Final = "labels"


def task_of(number: int, text: Text, extraction: Extraction, version: str) -> dict[str, Any]:
    """Return the task of a text, with what the extractor `version` found in it as one prediction."""
    result = [
        {
            "id": f"region-{n}",
            "from_name": ASPECTS if mark.label.startswith(ASPECT) else LABELS,
            "to_name": TEXT,
            "type": TYPE,
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": text.text[mark.start : mark.end],
                "labels": [mark.label.removeprefix(ASPECT)],
            },
        }
        for n, mark in enumerate(marks_of(extraction))
    ]
    prediction = {"model_version": version, "score": round(1 - uncertainty(extraction), 4), "result": result}
    return {"id": number, "data": described(text), "predictions": [prediction]}


def read_tasks(file: Path) -> list[tuple[int, object]]:
    """Return the tasks of an export, numbered from 1.

    Raises:
        InputError: the file is no JSON, or no array.
    """
    wanted = "expected the array of tasks that Label Studio exports: export again as JSON"
    try:
        tasks = json.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{file}: no such file") from None
    except json.JSONDecodeError as error:
        raise InputError(
            f"{file}:{error.lineno}: found no JSON ({error.msg} at column {error.colno}), {wanted}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: found no JSON ({error}), {wanted}") from None
    if not isinstance(tasks, list):
        raise InputError(f"{file}:1: found {type(tasks).__name__}, {wanted}")
    return list(enumerate(tasks, start=1))


def read_task(task: object, number: int) -> tuple[Text, list[Mark]]:
    """Return the text of a task of the JSON or the JSON_MIN export, and what people marked in it.

    Of several annotations the latest counts, cancelled ones never.

    Raises:
        InputError: the task has no text, no annotation, or one that is none of a `<Text>` with `<Labels>`.
    """
    sound(task)
    if not isinstance(task, dict):
        raise InputError(f"found {type(task).__name__}, expected a task with data and annotations")
    if isinstance(task.get("data"), dict):
        text = text_of({"id": task.get("id", number), **task["data"]}, number)
        return text, [
            mark for name, value in _regions(_latest(task)) for mark in _marks(name, value, text.text)
        ]
    if "annotation_id" not in task:
        raise InputError("found neither data nor annotation_id, expected a task of Label Studio's export")
    text = text_of(task, number)
    listed = ((name, value) for name, values in task.items() if isinstance(values, list) for value in values)
    regions = ((name, value) for name, value in listed if isinstance(value, dict) and TYPE in value)
    return text, [mark for name, value in regions for mark in _marks(name, value, text.text)]


def _latest(task: Mapping[str, Any]) -> Mapping[str, Any]:
    given = task.get("annotations")
    annotations = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    done = [one for one in annotations if not one.get("was_cancelled")]
    if not done:
        raise InputError(
            "found no annotation that was not cancelled, expected one: label the task and export again"
        )
    return max(enumerate(done), key=lambda pair: (_when(pair[1]), pair[0]))[1]


def _when(annotation: Mapping[str, Any]) -> float:
    stated = annotation.get("updated_at") or annotation.get("created_at") or ""
    try:
        return datetime.fromisoformat(stated).timestamp()
    except (TypeError, ValueError, OverflowError):
        return 0.0


def _regions(annotation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield (control, value) of the labelled regions; relations, choices and comments are none."""
    result = annotation.get("result")
    if not isinstance(result, list) or not all(isinstance(item, dict) for item in result):
        raise InputError("found an annotation without a result, expected a list of regions")
    for item in result:
        kind = str(item.get("type"))
        if kind == TYPE:
            yield str(item.get("from_name")), item.get("value")
        elif kind.endswith(TYPE):
            raise InputError(f"found {kind}, expected labels: use the labelling config that export writes")


def _marks(control: str, value: object, text: str) -> Iterator[Mark]:
    labels = value.get(TYPE) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(labels, list) or not labels:
        raise InputError(f"found a region labelled {labels!r}, expected a label")
    start, end = _place(value, text)
    for label in labels:
        yield Mark(start, end, f"{ASPECT}{label}" if control == ASPECTS else str(label))


def _place(value: Mapping[str, Any], text: str) -> tuple[int, int]:
    start, end = place_of(value.get("start"), value.get("end"))
    words = value.get("text")
    # A project in secure mode saves no words.
    if not isinstance(words, str) or _shown(text[start:end]) == _shown(words):
        return start, end
    units = Utf16(text)
    first, last = units.point(start), units.point(end)
    if first is not None and last is not None and _shown(text[first:last]) == _shown(words):
        return first, last
    raise InputError(
        f"found {words!r} marked at [{start}, {end}), where the text has {text[start:end]!r}, expected the same words"
    )


def _shown(words: str) -> str:
    # The editor trims white space as a browser does, and writes a line's end as a backslash and n.
    return "".join(words.replace("\\n", "\n").split())
