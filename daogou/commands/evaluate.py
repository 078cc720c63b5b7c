"""`daogou evaluate extractor`."""

from __future__ import annotations

import json as json_format
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.evaluate_recommend import recommend
from daogou.commands.options import Json
from daogou.console import Screen
from daogou.pipeline.reading import open_extractor
from daogou.settings import Settings
from extraction.confusion import calibration_error, confusions
from extraction.documents import Span, Text, text_from_json
from extraction.errors import InputError
from extraction.evaluate import score_spans

SPAN_FIELDS = ("start", "end", "label", "text", "attribute", "value", "unit")


def extractor(
    gold: Annotated[
        list[Path] | None, typer.Argument(help="Annotated JSON Lines; the project's titles held out without.")
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(help="A folder of `daogou train extractor`; without, the published recogniser."),
    ] = None,
    rules_only: Annotated[bool, typer.Option("--rules-only", help="Do without a recogniser.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="So many of the commonest errors are listed.")] = 20,
    json: Json = False,
) -> None:
    """Measure the extractor on annotated texts; `values` counts span, attribute, value and unit together."""
    settings, screen = Settings(), Screen(json)
    files = gold or sorted((settings.seeds / "held_out").glob("*-titles.jsonl"))
    rows = [row for file in files for row in _rows(file)]
    reader = open_extractor(settings, screen, model=model, rules_only=rules_only)
    found = list(reader.extract(text for text, _ in rows))
    scores = score_spans((spans, extraction) for (_, spans), extraction in zip(rows, found, strict=True))
    pairs = [(spans, extraction.spans) for (_, spans), extraction in zip(rows, found, strict=True)]
    calibration = round(calibration_error(pairs), 4)
    commonest = confusions(pairs).most_common(errors)
    figures = {
        label: {"precision": round(s.precision, 4), "recall": round(s.recall, 4), "f1": round(s.f1, 4)}
        for label, s in sorted(scores.items())
    }
    screen.table(
        f"{len(rows)} texts",
        ("label", "precision", "recall", "f1"),
        ((k, *v.values()) for k, v in figures.items()),
    )
    screen.table(
        "commonest errors",
        ("times", "wanted", "found", "wanted text", "found text"),
        ((count, *confusion) for confusion, count in commonest),
    )
    if json:
        errors_found = [{"times": count, **confusion._asdict()} for confusion, count in commonest]
        screen.result({**figures, "calibration error": calibration, "errors": errors_found})
    else:
        screen.result({"span F1": figures["all"]["f1"], "calibration error": calibration}, title="extractor")


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
    group.command()(recommend)
    app.add_typer(group, name="evaluate")
