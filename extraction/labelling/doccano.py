"""doccano's JSON Lines for sequence labelling; its offsets are code points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extraction.documents import Text
from extraction.errors import InputError
from extraction.labelling.tasks import Mark, Task


def export_rows(tasks: Iterable[Task]) -> Iterator[dict[str, Any]]:
    """Yield the rows to import there; `kind` comes back as it went out."""
    for task in tasks:
        marks = [[mark.start, mark.end, mark.label] for mark in task.marks]
        yield {"id": task.text.id, "text": task.text.text, "label": marks, "kind": task.text.kind or ""}


def import_rows(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[int, Task | InputError]]:
    """Yield each row's number and its task, or what is wrong with it; `label`, `labels` and `entities` are read."""
    for number, row in enumerate(rows, start=1):
        try:
            marks = tuple(_mark(one) for one in row.get("label", row.get("labels", row.get("entities", ()))))
            text = Text(str(row.get("id", number)), str(row["text"]), row.get("kind") or None)
            yield number, Task(text, marks)
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            yield number, InputError(f"found no row with text and label: {error!r}")


def _mark(one: Any) -> Mark:  # noqa: ANN401 (a list or an object, as doccano's versions write it)
    if isinstance(one, dict):
        return Mark(int(one["start_offset"]), int(one["end_offset"]), str(one["label"]))
    start, end, label = one
    return Mark(int(start), int(end), str(label))
