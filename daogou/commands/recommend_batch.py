"""`daogou recommend batch`: lists for every shopper of a folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from daogou.commands.options import Json
from daogou.console import Screen
from daogou.pipeline.algorithms import create_wired
from daogou.pipeline.batch import recommend_all
from recommend.algorithms.base import Algorithm
from recommend.algorithms.kg_gnn import KnowledgeGraphGnn, spoken
from recommend.algorithms.lambdamart import LambdaMart, shipped
from recommend.algorithms.registry import ALGORITHMS

SHIPPED = LambdaMart.name


def batch(
    data: Annotated[
        Path, typer.Option(help="A folder with train_label.txt, the lists and whichever relations there are.")
    ],
    output: Annotated[Path, typer.Option(help="Where `user item item …` goes, best first.")],
    top_k: Annotated[int, typer.Option(min=1, help="So many items for a shopper.")] = 10,
    algorithm: Annotated[str, typer.Option(help=f"One of {', '.join(ALGORITHMS)}.")] = SHIPPED,
    seed: Annotated[int, typer.Option(help="The same seed repeats.")] = 7,
    json: Json = False,
) -> None:
    """Train on a folder and write recommendations for every shopper of it; no database is needed."""
    screen, started = Screen(json), time.monotonic()
    chosen = _shipped(screen, output) if algorithm == SHIPPED else create_wired(algorithm, report=screen.note)
    written = recommend_all(data, chosen, top_k, output, seed)
    screen.result(
        {
            **written.loaded.shown(),
            "shoppers": written.shoppers,
            "seconds": round(time.monotonic() - started, 1),
            "file": str(output),
        },
        title=algorithm,
    )


def _shipped(screen: Screen, output: Path) -> Algorithm:
    """Return the shipped ranking; a run that is cut off goes on from its checkpoints beside the output."""
    gnn = KnowledgeGraphGnn(progress=spoken(screen.note), checkpoints=output.parent)
    return shipped(gnn, screen.note)
