"""`daogou train extractor`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.pipeline.extractor import read_material, train_extractor
from daogou.settings import Settings
from extraction.learned.train import Config


def extractor(
    train: Annotated[
        list[Path],
        typer.Option(help="Annotated texts: CoNLL, SemEval XML, JSON Lines, DocBin; may be repeated."),
    ],
    output: Annotated[Path, typer.Option(help="The model's folder; a better model there stays.")],
    dev: Annotated[
        Path | None, typer.Option(help="Texts to measure by; without, an eighth is split off.")
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(
            min=1, help="At most so many; without, 6 to 16 by the number of texts. The best is kept."
        ),
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(min=1e-9, max=0.1, help="Of the encoder; chosen by short trials without."),
    ] = None,
    adversarial: Annotated[
        float,
        typer.Option(min=0, max=10, help="Learn from each text moved so far against it too: twice as long."),
    ] = 0.0,
    seed: Annotated[int, typer.Option(min=0, max=2**32 - 1, help="The same seed repeats.")] = 7,
    json: Json = False,
) -> None:
    """Train a recogniser on your own annotated texts; run again, an interrupted training goes on."""
    config = Config(epochs=epochs or 0, adversarial=adversarial, seed=seed)
    config = replace(config, learning_rate=rate) if rate else config
    screen = Screen(json)
    material = read_material(train, dev, seed)
    figures = train_extractor(Settings(), screen, material, output.resolve(), config, search=rate is None)
    shown = {label: {name: round(value, 4) for name, value in row.items()} for label, row in figures.items()}
    screen.table(
        "on the texts held out",
        ("label", "precision", "recall", "f1 or accuracy"),
        ((label, row.get("precision", ""), row.get("recall", ""), row.get("f1", row.get("accuracy")))
         for label, row in shown.items()),
    )  # fmt: skip
    screen.result(
        {"model": str(output), "figures": shown} if json else {"model": str(output)}, title="trained"
    )
