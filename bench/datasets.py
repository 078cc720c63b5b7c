"""`python -m bench.datasets FOLDER`: what `daogou train extractor` makes of public data sets, three seeds of each.

Each row trains on a part of a training file, split by the seed, and measures on the rest (`taobao-ner` and
`ecommerce-ner` bring their dev file), beside two peers that learn from the same part: a list of its names, and spaCy's
tok2vec. The rate and the number of epochs are those given here, not searched for anew with each seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer

from bench.peers import learn_names, measure_names, train_peer
from daogou.console import Screen
from daogou.pipeline.extractor import Material, read_material, train_extractor
from daogou.settings import Settings
from extraction.learned.folder import read_model
from extraction.learned.measure import measure
from extraction.learned.train import Config


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set: its files, and how to train on it."""

    train: str
    dev: str = ""
    epochs: int = 8
    rate: float = 1e-4


SETS: Final = {
    "taobao-ner": DataSet("taobao-ner/train.txt", "taobao-ner/dev.txt", 6, 8e-5),
    "ecommerce-ner": DataSet("ecommerce-ner/train.txt.bieos", "ecommerce-ner/dev.txt.bieos", rate=1.6e-4),
    "semeval-laptops": DataSet("semeval-laptops/laptops_2014_train.xml", epochs=5),
    "zh phones, aspects": DataSet("zh-device-aspects/phone.train.txt.atepc"),
    "zh cameras, aspects": DataSet("zh-device-aspects/camera.train.txt.atepc"),
    "zh notebooks, aspects": DataSet("zh-device-aspects/notebook.train.txt.atepc", epochs=10, rate=1.5e-4),
    "zh phones, categories": DataSet("semeval-zh-devices/mobilephones_train_chinese.xml", epochs=6),
    "zh cameras, categories": DataSet("semeval-zh-devices/digitalcameras_train_chinese.xml", epochs=6),
}


def main(
    folder: Annotated[Path, typer.Argument(help="Holds the data sets' folders.")],
    only: Annotated[str, typer.Option(help="Those whose name holds this.")] = "",
    seeds: Annotated[list[int], typer.Option("--seed", help="May be repeated.")] = [7, 8, 9],  # noqa: B006
    peers: Annotated[bool, typer.Option(help="Train the peers too.")] = True,
) -> None:
    """Measure and print a table: mean over the seeds, and each seed's figure for the recogniser."""
    screen, rows = Screen(), []
    for name, data in SETS.items():
        if only in name:
            runs = [_run(screen, folder, data, seed, peers=peers) for seed in seeds]
            rows += _rows(name, runs)
    columns = ("data", "measure", "names", "tok2vec", "recogniser", "by seed")
    screen.table(f"Seeds {', '.join(map(str, seeds))}", columns, rows)


Run = dict[str, tuple[float | None, float | None, float]]
"""Measure → names, tok2vec, the recogniser."""


def _run(screen: Screen, folder: Path, data: DataSet, seed: int, *, peers: bool) -> Run:
    dev = folder / data.dev if data.dev else None
    material = read_material([folder / data.train], dev, seed)
    config = Config(epochs=data.epochs, learning_rate=data.rate, seed=seed)
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "model"
        ours = train_extractor(Settings(), screen, material, output, config, search=False)
        unseen = _unseen(output, material) if dev else None
    names = measure_names(learn_names(material.examples), material.held)
    peer = measure(train_peer(material, seed), material.held) if peers else {}
    run: Run = {}
    if "all" in ours:
        run["span F1"] = (names[0], peer.get("all", {}).get("f1"), ours["all"]["f1"])
    if unseen is not None:
        run["span F1, texts unseen"] = (None, None, unseen)
    if "polarity" in ours:
        said = peer.get("polarity", {}).get("accuracy")
        run["polarity accuracy"] = (names[1], said, ours["polarity"]["accuracy"])
    return run


def _unseen(output: Path, material: Material) -> float:
    known = {example.text for example in material.examples}
    new = [example for example in material.held if example.text not in known]
    return measure(read_model(output), new)["all"]["f1"]


def _rows(name: str, runs: Sequence[Run]) -> list[tuple[str, ...]]:
    rows = []
    for measured in runs[0]:
        columns = list(zip(*(run[measured] for run in runs), strict=True))
        means = [_shown([value for value in column if value is not None]) for column in columns]
        rows.append((name, measured, *means, " ".join(f"{value:.3f}" for value in columns[-1] if value)))
    return rows


def _shown(values: Sequence[float]) -> str:
    return f"{mean(values):.3f}" if values else "–"


if __name__ == "__main__":
    typer.run(main)
