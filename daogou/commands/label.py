"""`daogou label export` and `daogou label import`."""

from __future__ import annotations

import json as json_format
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.pipeline.reading import open_extractor
from daogou.settings import Settings
from extraction.documents import Extraction, Text, text_from_json
from extraction.errors import InputError
from extraction.labelling import doccano, label_studio
from extraction.labelling.tasks import Task, annotated, least_certain
from extraction.pipeline import Extractor


class Tool(StrEnum):
    """Where texts are labelled."""

    LABEL_STUDIO = "label-studio"
    DOCCANO = "doccano"


def export(
    source: Annotated[Path, typer.Option("--input", help='JSON Lines: {"id": …, "text": …}')],
    target: Annotated[Path, typer.Option("--output", help="The file to import there.")],
    tool: Annotated[Tool, typer.Option(help="Where the texts are labelled.")] = Tool.LABEL_STUDIO,
    count: Annotated[int, typer.Option(min=1, help="So many texts, the least certain.")] = 100,
    model: Annotated[Path | None, typer.Option(help="A folder of `daogou train extractor`.")] = None,
    json: Json = False,
) -> None:
    """Write the texts that the extractor is least certain of, with what it found, for people to correct."""
    screen = Screen(json)
    extractor = open_extractor(Settings(), screen, model=model)
    tasks = least_certain(_extracted(extractor, _texts(source)), count)
    if tool is Tool.DOCCANO:
        _write(target, "".join(_line(row) for row in doccano.export_rows(tasks)))
    else:
        _write(
            target, json_format.dumps(label_studio.export_tasks(tasks, extractor.mark), ensure_ascii=False)
        )
        labels = sorted({mark.label for task in tasks for mark in task.marks})
        _write(target.with_suffix(".interface.xml"), label_studio.interface(labels))
    screen.result({"to label": len(tasks)}, title=target.name)


def import_(
    source: Annotated[
        Path, typer.Option("--input", help="What Label Studio (JSON) or doccano (JSONL) exported.")
    ],
    target: Annotated[
        Path, typer.Option("--output", help="Annotated JSON Lines, for `daogou train extractor`.")
    ],
    json: Json = False,
) -> None:
    """Read labelled texts back; a bad one goes to `OUTPUT.rejected.jsonl` with the reason."""
    good, bad = [], []
    for number, task in _tasks(source):
        try:
            if isinstance(task, InputError):
                raise task
            good.append(_line(annotated(task)))
        except InputError as error:
            bad.append(_line({"line": number, "reason": str(error)}))
    _write(target, "".join(good))
    if bad:
        _write(target.with_name(f"{target.name}.rejected.jsonl"), "".join(bad))
    counts = {"rows": len(good) + len(bad), "loaded": len(good), "rejected": len(bad)}
    Screen(json).result(counts, title=target.name)


def _extracted(extractor: Extractor, texts: Iterator[Text]) -> Iterator[tuple[Text, Extraction]]:
    """Yield each text with what is found in it; the extractor reads some ahead, never all."""
    waiting: deque[Text] = deque()

    def noted() -> Iterator[Text]:
        for text in texts:
            waiting.append(text)
            yield text

    for extraction in extractor.extract(noted()):
        yield waiting.popleft(), extraction


def _texts(source: Path) -> Iterator[Text]:
    for number, row in _rows(source):
        try:
            yield text_from_json(row)
        except InputError as error:
            raise InputError(f"{source}:{number}: {error}") from None


def _tasks(source: Path) -> Iterator[tuple[int, Task | InputError]]:
    """Tell the two tools apart by how their files begin: Label Studio's is one list."""
    first = next((line for _, line in _lines(source) if line.strip()), "")
    if first.lstrip().startswith("["):
        try:
            return label_studio.import_tasks(json_format.loads(source.read_text("utf-8")))
        except ValueError as error:
            raise InputError(f"{source}: found no JSON ({error}), expected Label Studio's export") from None
    return doccano.import_rows(row for _, row in _rows(source))


def _rows(source: Path) -> Iterator[tuple[int, Any]]:
    for number, line in _lines(source):
        if line.strip():
            try:
                yield number, json_format.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputError(f"{source}:{number}: found no JSON ({error}), expected an object") from None


def _lines(source: Path) -> Iterator[tuple[int, str]]:
    try:
        with source.open(encoding="utf-8") as lines:
            yield from enumerate(lines, start=1)
    except FileNotFoundError:
        raise InputError(f"{source}: no such file") from None
    except UnicodeDecodeError:
        raise InputError(f"{source}: found a line that is no UTF-8, expected text") from None


def _line(row: object) -> str:
    return json_format.dumps(row, ensure_ascii=False) + "\n"


def _write(target: Path, content: str) -> None:
    partial = target.with_name(f"{target.name}.partial")
    partial.write_text(content, "utf-8")
    partial.replace(target)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Let people label what the extractor is least certain of.")
    group.command("export")(export)
    group.command("import")(import_)
    app.add_typer(group, name="label")
