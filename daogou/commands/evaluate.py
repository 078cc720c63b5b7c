"""`daogou evaluate extractor`."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.settings import Settings
from extraction.documents import Span, Text, text_from_json
from extraction.errors import InputError
from extraction.evaluate import score_spans
from extraction.lexicon import read_lexicon
from extraction.pipeline import build

SPAN_FIELDS = ("start", "end", "label", "text", "attribute", "value", "unit")


def extractor(
    gold: Annotated[
        list[Path] | None, typer.Argument(help="Annotated JSON Lines; the project's own without.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure the extractor on annotated texts; `values` counts span, attribute, value and unit together."""
    settings, screen = Settings(), Screen(json)
    files = gold or sorted((settings.seeds / "annotated").glob("*.jsonl"))
    rows = [row for file in files for row in _rows(file)]
    reader = build(read_lexicon(settings.seeds / "lexicon"))
    found = reader.extract(text for text, _ in rows)
    scores = score_spans((spans, extraction) for (_, spans), extraction in zip(rows, found, strict=True))
    figures = {
        label: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4)}
        for label, s in sorted(scores.items())
    }
    screen.table(
        f"{len(rows)} texts",
        ("label", "precision", "recall", "f1"),
        ((k, *v.values()) for k, v in figures.items()),
    )
    screen.result(figures if json else {"span F1": figures["all"]["f1"]}, title="extractor")


def _rows(file: Path) -> Iterator[tuple[Text, list[Span]]]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json_format.loads(line)
                spans = [
                    Span(**{name: span.get(name) for name in SPAN_FIELDS}, confidence=1.0)
                    for span in row["spans"]
                ]
                yield text_from_json(row), spans
            except (ValueError, TypeError, LookupError, AttributeError, InputError) as error:
                raise InputError(
                    f"{file}:{number}: found {error!r}, expected an object with id, text and spans"
                ) from None


def register(app: typer.Typer) -> None:
    """Add the command."""
    group = typer.Typer(no_args_is_help=True, help="Measure quality.")
    group.command()(extractor)
    group.callback()(lambda: None)
    app.add_typer(group, name="evaluate")
