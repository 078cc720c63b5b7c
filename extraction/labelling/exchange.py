"""Files of a labelling round: texts out to a tool as tasks, a tool's export in as annotated lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import tee
from pathlib import Path
from typing import Final

from extraction.documents import Extraction, Text, text_from_json
from extraction.errors import InputError
from extraction.labelling import doccano, label_studio
from extraction.labelling.annotated import annotated_row
from extraction.labelling.config import config_of, labels_of
from extraction.labelling.uncertainty import least_certain
from extraction.rows import Counts, Sieve, lines, parsed, whole
from extraction.team import Extracting

HEAD: Final = 4096
"""Bytes at a file's start that tell what it is."""
ZIP: Final = b"PK\x03\x04"


class Layout(StrEnum):
    """The files of labelling tools."""

    label_studio = "label-studio"
    doccano = "doccano"


def config_file(target: Path) -> Path:
    """Return where the labelling config stands: `tasks.config.xml` beside `tasks.json`."""
    return target.with_suffix(".config.xml")


def export_file(
    source: Path,
    target: Path,
    extractor: Extracting,
    layout: Layout,
    *,
    count: int,
    model: Path | None = None,
    done: Callable[[int], None] = lambda _: None,
) -> tuple[Counts, int]:
    """Write the `count` least certain texts of `source`, JSON Lines, with what `extractor` finds, as tasks.

    For Label Studio the labelling config stands beside them, with the labels of `model`, the folder that the extractor
    was built with. Each file appears whole or not at all. `done` is told how many more texts were read.

    Returns:
        The rows of `source`, a bad line goes to `TARGET.rejected.jsonl`; and how many tasks were written.

    Raises:
        InputError: `source` is not there.
        ModelError: `model` holds none of this version.
    """
    with ExitStack() as files:
        out = files.enter_context(whole(target))
        sieve = files.enter_context(Sieve(target, "line"))
        texts = sieve.sift(lines(source), _text)
        chosen = least_certain(_read(texts, extractor, done), count)
        if layout is Layout.label_studio:
            files.enter_context(whole(config_file(target))).write(config_of(labels_of(model)))
            tasks = [label_studio.task_of(n, *pair, extractor.mark) for n, pair in enumerate(chosen, start=1)]
            json.dump(tasks, out, ensure_ascii=False, indent=1)
        else:
            out.writelines(_line(doccano.row_of(*pair)) for pair in chosen)
    return sieve.counts, len(chosen)


def import_file(source: Path, target: Path, layout: Layout | None = None) -> Counts:
    """Write the annotated lines of a tool's export; a bad row goes to `TARGET.rejected.jsonl`.

    Without a `layout` the file's first character tells it. The target appears whole or not at all.

    Raises:
        InputError: the file is not there, or is no export of either tool.
    """
    if (layout or layout_of(source)) is Layout.label_studio:
        tasks = label_studio.read_tasks(source)
        with Sieve(target, "task") as sieve, whole(target) as out:
            out.writelines(map(_line, sieve.sift(tasks, _annotated_task)))
    else:
        with Sieve(target, "line") as sieve, whole(target) as out:
            out.writelines(map(_line, sieve.sift(lines(source), _annotated_line)))
    return sieve.counts


def layout_of(file: Path) -> Layout:
    """Tell whose export a file is.

    Raises:
        InputError: it is not there, or nobody's.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(HEAD)
    except FileNotFoundError:
        raise InputError(f"{file}: no such file") from None
    if head.startswith(ZIP):
        raise InputError(f"{file}: found a zip archive, expected a file of it: unpack it first")
    text = head.decode("utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if text[:1] in ("[", "{"):
        return Layout.label_studio if text.startswith("[") else Layout.doccano
    raise InputError(
        f"{file}:1: found {text[:40]!r}, expected Label Studio's JSON, an array, or doccano's JSON Lines, objects: "
        "export again as one of these"
    )


def _text(line: str, _: int) -> Text:
    text = text_from_json(parsed(line))
    if not text.text.strip():
        raise InputError("found an empty text, expected one to label")
    return text


def _read(
    texts: Iterable[Text], extractor: Extracting, done: Callable[[int], None]
) -> Iterator[tuple[Text, Extraction]]:
    """Yield each text with its extraction; the extractor reads some batches ahead."""
    ahead, behind = tee(texts)
    for extraction, text in zip(extractor.extract(ahead), behind, strict=True):
        done(1)
        yield text, extraction


def _annotated_task(task: object, number: int) -> dict[str, object]:
    return annotated_row(*label_studio.read_task(task, number))


def _annotated_line(line: str, number: int) -> dict[str, object]:
    return annotated_row(*doccano.read_line(line, number))


def _line(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"
