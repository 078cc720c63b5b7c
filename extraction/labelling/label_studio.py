"""Label Studio's JSON: tasks with predictions out, tasks with annotations back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from extraction.documents import Text
from extraction.errors import InputError
from extraction.labelling.tasks import Mark, Task


def export_tasks(tasks: Iterable[Task], version: str) -> list[dict[str, Any]]:
    """Return the tasks to import there, each mark a region of its prediction."""
    return [
        {
            "data": {"id": task.text.id, "text": task.text.text, "kind": task.text.kind or ""},
            "predictions": [
                {
                    "model_version": version,
                    "result": [_region(n, mark, task.text.text) for n, mark in enumerate(task.marks)],
                }
            ],
        }
        for task in tasks
    ]


def interface(labels: Iterable[str]) -> str:
    """Return the labelling interface (XML) that a project needs for these labels."""
    options = "".join(f"    <Label value={quoteattr(label)}/>\n" for label in labels)
    return f'<View>\n  <Labels name="label" toName="text">\n{options}  </Labels>\n  <Text name="text" value="$text"/>\n</View>\n'


def import_tasks(exported: Iterable[dict[str, Any]]) -> Iterator[tuple[int, Task | InputError]]:
    """Yield each task's number and what its newest annotation says, or what is wrong with it.

    Cancelled annotations and tasks that nobody labelled are left out.
    """
    for number, one in enumerate(exported, start=1):
        try:
            done = [a for a in one["annotations"] if not a.get("was_cancelled")]
            if done:
                newest = max(done, key=lambda annotation: str(annotation.get("updated_at", "")))
                yield number, _task(one["data"], newest["result"])
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            yield number, InputError(f"found no task with data.text and annotations: {error!r}")


def _task(data: dict[str, Any], result: list[dict[str, Any]]) -> Task:
    text = str(data["text"])
    places = _code_points(text)
    marks = tuple(
        Mark(places[value["start"]], places[value["end"]], label)
        for value in (region["value"] for region in result if region.get("type") == "labels")
        for label in value["labels"]
    )
    return Task(Text(str(data.get("id", "")), text, data.get("kind") or None), marks)


def _region(number: int, mark: Mark, text: str) -> dict[str, Any]:
    value = {
        "start": _units(text[: mark.start]),
        "end": _units(text[: mark.end]),
        "text": text[mark.start : mark.end],
        "labels": [mark.label],
    }
    return {"id": f"m{number}", "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _units(text: str) -> int:
    """Return the length in UTF-16 code units: Label Studio is JavaScript, where an emoji is two characters long."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _code_points(text: str) -> dict[int, int]:
    """Return the code point at each UTF-16 offset where one begins, and at the end."""
    places, units = {}, 0
    for place, character in enumerate(text):
        places[units] = place
        units += 1 + (character > "\uffff")
    return {**places, units: len(text)}
